"""What a route uses up and what it costs, from the numbers of law."""
from __future__ import annotations

from planner.answer import Answer
from planner.row import Row
from planner.views import Cost
from planner.words import counted


def uses_up(row: Row, answer: Answer) -> str:
    """What is gone after this job: CPT days, OPT months, training days."""
    return _USES[answer.route.name](row, answer)


def _days_of_work(row: Row, answer: Answer) -> int | None:
    """Days from the planned start to the end of the offer, or of the authorization where that comes first."""
    end, until = row.case["offer_end"], row.day(answer.authorized_until)
    start = row.day(answer.start)
    return (min(end, until) - start).days + 1 if start and end and start <= end else None


def _cpt(row: Row, answer: Answer) -> str:
    if row.case["hours_per_week"] <= row.number("cpt.full_time_over"):
        return "Nothing: part-time CPT is not counted."
    year, used = row.number("cpt.year_bars_opt"), row.case["cpt_full_time_days"]
    days = _days_of_work(row, answer)
    this = f"{counted(days, 'day')} of full-time CPT" if days else "Every day of full-time CPT"
    return f"{this}; {used:,} used before, day {year} closes OPT at this level."


def _opt_pre(row: Row, answer: Answer) -> str:
    days, half = _days_of_work(row, answer), row.law.number("opt.part_time_counts", on=row.plan.on)
    if days is None:
        return "OPT: part time counts half, full time whole, against the months of this level."
    if row.case["hours_per_week"] <= row.number("opt_pre.hours_in_session"):
        return f"About {counted(round(days * half), 'day')} of your OPT: part time counts half."
    return f"About {counted(days, 'day')} of your OPT."


def _opt_post(row: Row, answer: Answer) -> str:
    return f"Your {counted(row.number('opt.length'), 'month')} of OPT at this level begin with the card, job or no job."


def _opt_stem(row: Row, answer: Answer) -> str:
    return "One of two STEM extensions in a lifetime."


def _at(row: Row, answer: Answer) -> str:
    days = _days_of_work(row, answer)
    how_many = counted(days, "day") if days else "Every day"
    return f"{how_many} of your Academic Training; part time counts in full."


_USES = {"on_campus": lambda row, answer: "Nothing.", "current_ead": lambda row, answer: "Nothing beyond the card you have.",
         "cap_gap": lambda row, answer: "Nothing: OPT goes on by itself.",
         **dict.fromkeys(("hardship", "intl_org"), lambda row, answer: "Nothing of your OPT or CPT."),
         "cpt": _cpt, "opt_pre": _opt_pre, "opt_post": _opt_post, "opt_stem": _opt_stem, "at": _at}


def costs(row: Row, answer: Answer) -> list[Cost]:
    """Fees of the agency on the planned day of filing; what the school charges is not known here."""
    route = answer.route
    if route.name == "cpt":
        return [Cost("No government fee; ask what the course for the credit costs.", None, "your school")]
    if not hasattr(route, "filed") or route.filed[row.row]:
        return []
    filed = row.early(answer.early, "filed")
    fees = [Cost("Form I-765, filed online", row.number("fees.i765_online", filed), row.law.cite("fees.i765_online"))]
    if route.premium[row.row]:
        fees.append(Cost("Form I-907, premium processing", row.number("fees.i907", filed), row.law.cite("fees.i907")))
    return fees
