"""The house's walls, read from the source: imports point one way, who may use which library, the clock, and no number of law."""
import ast
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from planner.law import load_law

ROOT = Path(__file__).parent.parent
FILES = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
         for path in sorted(chain((ROOT / "planner").rglob("*.py"), ROOT.glob("app.py")))}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in FILES.items()}

# From the ground up. A module may import what stands on a lower line, directly or through others, never what stands higher.
FLOORS = (
    ("errors", "days", "words", "strict"),
    ("network", "law", "schools", "processing", "cells", "hiring_steps", "entry", "spans", "wages", "posting_title",
     "posting_rules", "who_can_start",
     "records", "safe_zip", "ids"),
    ("schedule", "world", "case", "cases", "facts", "seasons", "job", "history", "history_file", "posting_draft",
     "workbook",
     "sheet_records", "parquet_records", "workbook"),
    ("batch", "likely", "hiring", "situations", "what_if", "scenario_words", "scenario_edit",
     "duties", "deadlines", "counters", "history_check", "totals", "posting_checks",
     "read_table", "mapping", "dialect", "spellings", "read_caseload"),
    ("routes", "posting"),
    ("answer", "answering", "posting_text"),
    ("plan",),
    ("best", "office_days", "orders", "closings"),
    ("explain", "stay", "stay_ahead", "stay_dates", "stay_words", "offer_plan", "weak_points", "stem_ahead", "offers",
     "as_planned",
     "write_results", "postings", "host", "job_table", "job_spellings", "job_remarks",
     "queue", "near", "queue_table", "closing_words",
     "export"),
    ("caseload", "stay_picture", "gantt", "plan_text", "compare", "workload"),
    ("write_changes", "changes_file", "write_dates", "compare_file",
     "parts", "on_dask"),
    ("screen", "ui", "cli", "cli_tables"),
    ("app",),
)
RIM = ("planner.ui", "planner.cli", "planner.__main__", "app")      # may know the day, the screen and the command line


def imports(name: str) -> set[str]:
    """Modules that a module names, wherever in it: of the planner, and the first part of the name of all others."""
    found = set()
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.Import):
            found |= {_module(alias.name) for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports by dots; name the module in full"
            found |= {_module(f"{node.module}.{alias.name}") for alias in node.names}
    return found - {name}


def _module(path: str) -> str:
    while path and path not in FILES:
        path, _, last = path.rpartition(".")
        if not path:
            return last
    return path


@cache
def reached(name: str) -> frozenset[str]:
    """Every module of the planner that comes along when a module is imported."""
    seen, waiting = set(), [name]
    while waiting:
        more = {other for other in imports(waiting.pop()) if other in FILES} - seen
        seen |= more
        waiting += more
    return frozenset(seen)


def floor(name: str) -> int | None:
    words = name.removeprefix("planner.").split(".")
    return next((place for place, names in enumerate(FLOORS) if words[0] in names), None)


def test_the_walk_sees_the_imports():
    """If the walk were blind, everything below would hold."""
    assert {"planner.days", "planner.network", "numpy"} <= imports("planner.schedule")
    assert "planner.days" in reached("planner.plan")
    assert "planner.routes.cpt" in reached("planner.plan")
    assert "pydantic" in imports("planner.law")


def test_every_floor_is_lived_in():
    missing = {name for names in FLOORS for name in names if not any(floor(f) is not None and (
        f.removeprefix("planner.").split(".")[0] == name) for f in FILES)}
    assert missing <= {"app", "ui", "gantt", "explain", "cli", "plan_text"}, "a module has moved: mend FLOORS"


@pytest.mark.parametrize("name", [name for name in FILES if floor(name) is not None])
def test_imports_point_down(name):
    upward = {other for other in reached(name) if (floor(other) or 0) > floor(name)}
    assert not upward, f"{name} reaches up to {sorted(upward)}"


@pytest.mark.parametrize("name", FILES)
def test_no_module_imports_itself_through_others(name):
    if name in ("planner", "planner.ui"):                   # a package and its parts are one
        return
    assert name not in reached(name), f"a circle of imports through {name}"


def test_the_ground_stands_on_nothing():
    """days <- network <- schedule: arithmetic that knows neither law nor cases."""
    assert reached("planner.days") <= {"planner"}
    assert reached("planner.network") <= {"planner", "planner.days"}
    assert reached("planner.schedule") <= {"planner", "planner.days", "planner.network"}


def test_law_schools_and_processing_do_not_know_each_other():
    for name in ("law", "schools", "processing"):
        others = {f"planner.{other}" for other in ("law", "schools", "processing", "cases", "world")} - {f"planner.{name}"}
        assert not reached(f"planner.{name}") & others


def at_the_rim(name: str) -> bool:
    return any(name == rim or name.startswith(f"{rim}.") for rim in RIM)


@pytest.mark.parametrize("name", FILES)
def test_only_the_pages_know_streamlit_and_only_the_charts_know_plotly(name):
    if not (name == "app" or name.startswith("planner.ui")):
        assert "streamlit" not in imports(name)
        assert not any(other == "app" or other.startswith("planner.ui") for other in reached(name) - {name}), "by a detour"
    if name != "planner.gantt" and not name.startswith("planner.charts."):
        assert "plotly" not in imports(name)


# ---- the clock ------------------------------------------------------------------------------------------------------

CLOCKS = {"today", "now", "utcnow", "time", "time_ns", "localtime", "gmtime", "monotonic", "perf_counter", "ctime"}


def clock_readings(tree: ast.AST) -> list[str]:
    """Calls that read the clock: date.today(), datetime.now(), time.time(), np.datetime64("today") and their like."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            found += [alias.name for alias in node.names if alias.name in CLOCKS]
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Attribute) and called.attr in CLOCKS:
                found.append(f"line {node.lineno}: {ast.unparse(called)}()")
            words = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            if "today" in words or "now" in words:
                found.append(f"line {node.lineno}: {ast.unparse(node)}")
    return found


@pytest.mark.parametrize("source", [
    "date.today()", "datetime.datetime.now(tz)", "time.time()", "from time import time", "np.datetime64('today')",
    "pd.Timestamp('now')", "pd.Timestamp.today()", "datetime.utcnow()"])
def test_the_search_for_the_clock_finds(source):
    assert clock_readings(ast.parse(source))


@pytest.mark.parametrize("name", [name for name in FILES if not at_the_rim(name)])
def test_nothing_below_the_rim_reads_the_clock(name):
    assert clock_readings(TREES[name]) == [], "the status date is an argument"


# ---- no number of law in Python -------------------------------------------------------------------------------------

HARMLESS = {0, 1, 2, 7}             # nothing, the next, both, a week
ALLOWED = {
    ("planner.plan", 16): "1 << 16 rows fit the processor's cache",
    ("planner.answering", 3660): "ten years of room below the end of time",
    ("planner.answering", 3): "1970-01-01 was a Thursday",
    ("planner.answering", 5): "Saturday is the fifth day after Monday",
    ("planner.selection", 1024): "rows: an engineer's threshold",
    ("planner.selection", 0.8): "share of rows: an engineer's threshold",
    ("planner.likely", 50): "the median", ("planner.likely", 80): "four in five", ("planner.likely", 95): "nineteen in twenty",
    ("planner.counters", 3): "decimals: sums of hours are not exact", ("planner.history_check", 3): "decimals, as there",
    ("planner.weak_points", 3): "decimals, as there; weak points of a kind that are listed",
    ("planner.stay_ahead", 40): "hours a week of the job that is planned with",
    ("planner.likely", 30): "2**30, a day that never comes",
}
LAWLESS = [name for name in FILES if name.startswith("planner.routes") or name in (
    "planner.batch", "planner.answer", "planner.answering", "planner.plan", "planner.network", "planner.schedule",
    "planner.selection", "planner.likely", "planner.world", "planner.duties", "planner.deadlines", "planner.transition",
    "planner.two_regimes", "planner.counters", "planner.history_check", "planner.totals", "planner.stay", "planner.stay_ahead",
    "planner.offers", "planner.offer_plan", "planner.weak_points")]


def numbers(tree: ast.AST) -> list[tuple[float, int]]:
    return [(node.value, node.lineno) for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool)]


@pytest.mark.parametrize("name", LAWLESS)
def test_no_number_of_law_stands_in_python(name):
    strange = [(n, f"line {line}") for n, line in numbers(TREES[name]) if n not in HARMLESS and (name, n) not in ALLOWED]
    assert not strange, "a number of law belongs into data/rules with its source; any other into ALLOWED with its reason"


# In every other module below the pages that counts days or reads the law: no number that the law has too, unless it is something
# else of the same size. Drawings measure in pixels; numbers up to twelve are months and weekdays; sizes of texts are no days.
DRAWN = ("charts", "gantt", "timeline", "year_chart", "export", "picture")
SIZES = {"min_length", "max_length", "ge", "le", "maxsize"}
OF_THE_LAW = {value.amount for rule in load_law().rules.values() for value in rule.values
              if value.unit in ("days", "business_days", "months", "years", "hours", "usd") and value.amount > 12}
ANOTHER_THING = {
    ("planner.calendar_check", 60): "days of a winter term, and before a term",
    ("planner.history", 20): "hours a week of a job by default", ("planner.job", 20): "hours a week of a job by default",
    ("planner.what_if", 60): "days that a term may move", ("planner.what_if", 1500): "days that a wait may have at most",
    ("planner.cells", 60): "letters of a cell that a message shows",
    ("planner.read_caseload", 100_000): "texts remembered", ("planner.synthetic", 14): "a day of the month",
}
COUNTING = [name for name in FILES if not at_the_rim(name) and not any(word in name for word in DRAWN)
            and {"planner.days", "planner.law", "planner.row"} & imports(name)]


def measures(tree: ast.AST) -> set[int]:
    """Lines with sizes of texts and bytes: Field(min_length=20), 1 << 20."""
    nodes = [node.value for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg in SIZES]
    nodes += [node for node in ast.walk(tree) if isinstance(node, ast.BinOp) and isinstance(node.op, ast.LShift | ast.RShift)]
    return {node.lineno for node in nodes}


@pytest.mark.parametrize("name", COUNTING)
def test_a_number_of_the_law_stands_in_the_data_alone(name):
    strange = [(n, f"line {line}") for n, line in numbers(TREES[name]) if line not in measures(TREES[name])
               and n in OF_THE_LAW and (name, n) not in ANOTHER_THING and (name, n) not in ALLOWED]
    assert not strange, "a number of law belongs into data/rules; of anything else into ANOTHER_THING, with what it is"


def test_the_search_for_numbers_finds():
    found = numbers(ast.parse("d + 60; f(-90); x = 180 if True else 1.5"))
    assert sorted(n for n, _ in found) == [1.5, 60, 90, 180]


def test_no_date_of_law_stands_in_python():
    """A day from which something holds is law too: none stands in a string of these modules (doctests aside)."""
    for name in LAWLESS:
        for node in ast.walk(TREES[name]):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and ">>>" not in node.value:
                assert not any(part[:2] == "20" and part.count("-") == 2 for part in node.value.split()), (name, node.lineno)
