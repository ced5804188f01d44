"""The command line: the same engine as the pages. It alone reads the clock, and it never ends in a traceback.

Exit status: 0 answered; 1 answered, but some rows were bad; 2 nothing could be answered; 130 stopped by Ctrl-C.
"""
from __future__ import annotations

import signal
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from planner.as_planned import as_planned
from planner.cells import Unreadable, meant, read_day, shown
from planner.days import day
from planner.errors import BadInput
from planner.explain import explain_case
from planner.hiring_year import hiring_year
from planner.history_text import dates_json, dates_text, history_json, history_text
from planner.host import answer_job
from planner.host_draft import to_mend
from planner.host_text import host_json, host_text
from planner.job import named_in, read_job
from planner.json_schema import json_schemas
from planner.law import Law
from planner.offers import explained, plan_offers
from planner.offers_text import each_offer, offers_json, offers_text
from planner.plan_text import aligned, plan_json, plan_text
from planner.rulebook import in_force
from planner.screen import ANSWERED, NOT_ANSWERED, STOPPED, TERMINATED, complain, say, say_json
from planner.source_row import cells_of, csv_of
from planner.sources import source_rows
from planner.stay import make_stay
from planner.totals import read_case_of_history
from planner.what_if import apply, describe, read_what_if
from planner.world import World, load_world
from planner.year_text import year_json, year_text

TABLES = (".csv", ".xlsx", ".xlsm", ".parquet")
WIDEST = 40                     # letters of a column of `sources` on a screen; in full with --csv, --json, or in a file


class Engine(StrEnum):
    """Who answers a caseload: threads of this process, or the workers of Dask."""
    threads = "threads"
    dask = "dask"


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None,
                  help="When may this student start this work, and what must happen by when?")

OnOption = Annotated[str | None, typer.Option("--on", metavar="DATE", help="Status date, YYYY-MM-DD. Default: today.")]
WhatIfOption = Annotated[Path | None, typer.Option("--what-if", metavar="FILE.toml", help="Other law or times.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Machine-readable.")]


@app.command()
def plan(case: Annotated[Path, typer.Argument(metavar="CASE.toml")], on: OnOption = None, what_if: WhatIfOption = None,
         as_json: JsonOption = False) -> None:
    """Plan one case: every route, its dates, and why.

    A case file may hold a history: [[job]], [[ead]], [[cpt]], [[at]] and [[offer]]. The totals are then counted from it, and what
    contradicts the law or itself is listed. Several offers are planned together: each is answered for itself, then the combination.
    """
    world, assumptions, status_date = _world(what_if, on)
    made = read_case_of_history(case, status_date, world)
    if made.history.is_empty:
        view = explain_case(made.cases, status_date, world)
        say_json(plan_json(view)) if as_json else say(plan_text(view, assumptions))
        return
    stay = make_stay(made.history, status_date, world)
    together = plan_offers(stay)
    views = explained(stay, together) or [explain_case(made.cases, status_date, world, stay.clock)]
    stay = as_planned(stay, together)
    if as_json:
        say_json(plan_json(views[0]) | {"history": history_json(stay), "offers": offers_json(together, views),
                                        "dates": dates_json(stay)})
    else:
        answers = each_offer(together, views, assumptions) if len(views) > 1 else plan_text(views[0], assumptions)
        say(answers + history_text(stay) + offers_text(together) + dates_text(stay))


@app.command()
def caseload(cases: Annotated[Path, typer.Argument(metavar="CASES.csv", help="Or .xlsx, or .parquet.")],
             out: Annotated[Path, typer.Option("--out", metavar="RESULTS.csv",
                                               help="Or .xlsx, or .parquet. Written whole or not at all.")],
             on: OnOption = None, what_if: WhatIfOption = None,
             ics: Annotated[Path | None, typer.Option("--ics", metavar="DEADLINES.ics",
                                                      help="The deadlines as a calendar file.")] = None,
             leave_out_ids: Annotated[bool, typer.Option("--no-ids", help="Lines instead of ids in the calendar file.")] = False,
             sheet: Annotated[str | None, typer.Option("--sheet", help="Of a workbook. Default: the first not hidden.")] = None,
             engine: Annotated[Engine, typer.Option("--engine", help="dask: a folder in, a new folder out.")] = Engine.threads,
             scheduler: Annotated[str | None, typer.Option("--scheduler", metavar="ADDRESS", help="Of a Dask cluster.")] = None,
             ) -> None:
    """Answer a whole caseload: one row per case and route.

    Rows that cannot be used are listed on standard error and in RESULTS.errors.csv; the others are answered, and the
    exit status is 1. A case_id (and, in the list of errors, any text) that begins with = + - @, a tab or a carriage
    return gets an apostrophe in front, so that no spreadsheet runs it. The last columns of RESULTS.csv: line, the
    line of the case in CASES.csv, and last_open_day, the office's last open day before next_step_by where that is a closed day.

    With --engine dask CASES may be a folder of files, or one CSV file that is cut into parts; --out is a new folder with one
    Parquet file for each part. Every worker has to see both under the same names.
    """
    from planner.cli_tables import answer_caseload, answer_caseload_on_dask
    world, assumptions, status_date = _world(what_if, on)
    if engine is not Engine.dask:
        raise typer.Exit(answer_caseload(cases, out, status_date, world, assumptions, sheet, ics, not leave_out_ids))
    if ics or sheet:
        raise BadInput("cannot be had with --engine dask; leave it out", file="--ics or --sheet")
    raise typer.Exit(answer_caseload_on_dask(cases, out, status_date, world, assumptions, scheduler))


@app.command()
def compare(cases: Annotated[Path, typer.Argument(metavar="CASES.csv", help="Or .xlsx, or .parquet.")],
            what_ifs: Annotated[list[Path], typer.Option("--what-if", metavar="FILE.toml", help="A scenario; can be given again.")],
            out: Annotated[Path, typer.Option("--out", metavar="CHANGES.csv",
                                              help="Or .xlsx (a sheet for each scenario), or .parquet. Whole or not at all.")],
            on: OnOption = None,
            sheet: Annotated[str | None, typer.Option("--sheet", help="Of a workbook. Default: the first not hidden.")] = None,
            ) -> None:
    """Compare a caseload under several what-ifs with today's rules and times: who changes, by how many days, who misses the start.

    CHANGES.csv has one row for each case that a scenario changes, ranked: who newly misses the offer's start, who newly is in
    time only with a faster answer of the office (caution expedite), who newly makes it, other verdicts, then the rest, most days
    first.
    """
    from planner.cli_tables import compare_caseload
    status_date, world = _status_date(on), load_world()
    raise typer.Exit(compare_caseload(cases, out, status_date, world, [read_what_if(path, world) for path in what_ifs], sheet))


@app.command()
def post(job: Annotated[Path, typer.Argument(metavar="JOB", help="One job (.toml), or a table of jobs (.csv, .xlsx).")],
         out: Annotated[Path | None, typer.Option("--out", metavar="DATES.csv",
                                                      help="Of a table; or .xlsx. Whole or not at all.")] = None,
         on: OnOption = None, what_if: WhatIfOption = None, as_json: JsonOption = False,
         times: Annotated[int | None, typer.Option("--times", metavar="N", help="One job: so many like it in a year.")] = None,
         ) -> None:
    """When should a host post this job, so that which students can start on time?

    For a table of jobs DATES.csv has one row per job and kind of candidate; rows that cannot be used are listed on standard
    error and in DATES.errors.csv, the others are answered, and the exit status is 1.
    """
    world, assumptions, status_date = _world(what_if, on)
    if job.suffix.lower() in TABLES or out is not None:
        if out is None:
            raise BadInput("is a table of jobs; say where the answers go with --out DATES.csv", file=str(job))
        if times is not None or as_json:
            raise BadInput("is a table of jobs; --times and --json are for one job, a .toml file", file=str(job))
        if job.suffix.lower() == ".toml":
            raise BadInput("is one job, and --out is for a table of jobs (.csv, .xlsx); leave it out", file=str(job))
        from planner.cli_tables import answer_table_of_jobs
        raise typer.Exit(answer_table_of_jobs(job, out, status_date, world, assumptions))
    wanted = read_job(job, world)
    with named_in(job):
        view = answer_job(wanted, status_date, world)
    found = to_mend(view, world)
    year = None if times is None else hiring_year(wanted, times, status_date, world)
    if as_json:
        say_json(host_json(view, found) | ({} if year is None else {"year": year_json(year)}))
    else:
        titles = {one.name: one.title for one in view.situations}
        say(host_text(view, assumptions, found) + ("" if year is None else year_text(year, titles)))


@app.command()
def calendar(school: Annotated[str, typer.Argument(metavar="SCHOOL", help="The school's short name in the planner.")],
             file: Annotated[Path, typer.Argument(metavar="FILE", help="A registrar's .ics or .csv.")], on: OnOption = None,
             cases: Annotated[Path | None, typer.Option("--cases", metavar="CASES.csv", help="Which of these would move?")] = None,
             save: Annotated[bool, typer.Option("--save", help="Keep it as the school's calendar.")] = False) -> None:
    """Look at a registrar's calendar: its terms, its defects, the cases that it moves. Nothing is kept unless --save is given."""
    from planner.cli_tables import look_at_calendar
    raise typer.Exit(look_at_calendar(school, file, _status_date(on), load_world(), cases, save))


@app.command()
def schema() -> None:
    """Print the JSON Schema of a case, of the lists of a history, of a job, and of a what-if."""
    say_json(json_schemas(load_world()))


@app.command()
def sources(as_csv: Annotated[bool, typer.Option("--csv", help="As CSV.")] = False, as_json: JsonOption = False,
            on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="Only what is in force on that day.")] = None,
            regime: Annotated[str | None, typer.Option("--regime", help="Only what would be in force under other rules.")] = None,
            ) -> None:
    """Print every number of law, lead time and processing time: value, in force, status, citation, checked on."""
    world = load_world()
    rows = source_rows(world)
    if on is not None or regime is not None:
        law, when = _law_under(regime, world), _status_date(on)
        rows = [row for row in rows if in_force(row, law, when)]
    titles, *cells = cells_of(rows)
    if as_json:
        say_json([dict(zip(titles, row, strict=True)) for row in cells])
    elif as_csv:
        say(csv_of(rows))
    else:
        fitting = [[shown(cell, WIDEST) for cell in row] for row in cells] if sys.stdout.isatty() else cells
        say("\n".join(aligned([titles, *fitting])) + "\n")


def _law_under(regime: str | None, world: World) -> Law:
    if regime is not None and regime not in world.law.regimes:
        raise BadInput(f"is not a regime of the planner{meant(regime, world.law.regimes)}", file="--regime", value=shown(regime))
    return world.law.under(regime)


def _status_date(on: str | None) -> int:
    try:
        return day(read_day(date.today() if on is None else on))
    except Unreadable as error:
        raise BadInput(str(error), file="--on", value=shown(on)) from None


def _world(what_if: Path | None, on: str | None) -> tuple[World, list[str], int]:
    """What the plan is made under, in words too, and its status date: a what-if that has one is planned on that day."""
    world, status_date = load_world(), _status_date(on)
    if what_if is None:
        return world, [], status_date
    spec = read_what_if(what_if, world)
    return apply(world, spec), describe(spec, world), day(spec.on) if spec.on else status_date


def _terminate(_signum: int, _frame: object) -> None:
    raise SystemExit(TERMINATED)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit status. Whatever goes wrong is one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    signal.signal(signal.SIGTERM, _terminate)
    try:
        return app(arguments, prog_name="python -m planner", standalone_mode=False) or ANSWERED
    except (KeyboardInterrupt, typer.Abort):
        complain("stopped; nothing was written")
        return STOPPED
    except BadInput as error:
        for one in (error, *error.others):
            complain(one)
        return NOT_ANSWERED
    except Exception as error:          # a slip of ours is no reason to frighten a person with a traceback
        usage = getattr(error, "format_message", None)
        said = f"{usage()} See python -m planner --help" if usage else f"{type(error).__name__}: {shown(error, 200)}"
        complain(said if usage else f"unexpected {said}; please report it")
        return NOT_ANSWERED
