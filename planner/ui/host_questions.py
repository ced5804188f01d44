"""What hosts ask besides "when", answered with sources."""
from __future__ import annotations

from html import escape

from planner.hiring_steps import load_hiring
from planner.host_questions import load_questions
from planner.host_views import HostView
from planner.words import long_day


def questions(view: HostView) -> str:
    """Each question with its answer and where that is written."""
    chain = load_hiring().with_durations(view.job.durations, view.job.posting_type).chain(view.job.posting_type)
    counts = {step.id.removeprefix("hiring.").removesuffix("_general"): step.in_words for step in chain}
    return f'<div class="wa">{"".join(_answer(one, counts) for one in load_questions())}</div>'


def _answer(one, counts: dict[str, str]) -> str:
    unsure = "" if one.verified else ", not verified"
    source = f"{one.source}; checked {long_day(one.checked)}{unsure}"
    return (f'<h3 class="wa wa-h3">{escape(one.asks)}</h3><p class="wa-said">{escape(one.says.format(**counts))}<br>'
            f"<small>{escape(source)}</small></p>")
