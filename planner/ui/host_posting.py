"""The posting itself: its fields, each rule held against it, and the finished text to copy."""
from __future__ import annotations

from html import escape

import streamlit as st

from planner.days import day
from planner.host_draft import apply_by, draft_of
from planner.host_views import HostView
from planner.job_dates import dated
from planner.posting import VERDICTS, Finding, check
from planner.posting_checks import MEND
from planner.posting_draft import UNPAID, Draft
from planner.posting_rules import load_rulebook
from planner.posting_text import finished, left_out
from planner.ui.host_fields import FIELD
from planner.ui.host_form import HostForm
from planner.ui.marks import mark
from planner.ui.section import section
from planner.ui.tables import table
from planner.words import counted, sentence
from planner.world import World

TEXT, ANSWER = "_job_text", "_job_answer_"         # in the session alone: the host's own text, answers on unpaid work
COPY = "Fill in the brackets, then copy it: the button is in its corner; on a phone, tap the text first."
MARK = {"fine": "yes", "mend": "no", "check": "unknown", "added": "partly"}


def posting(view: HostView, form: HostForm, world: World) -> Draft:
    """Fields, check and text; returns what was checked."""
    way = f"Rules for {escape(form.entered['job_way'])}; another way to hire stands under “About the job”."
    st.html(section("Check the posting", f'<p class="wa wa-small">{way}</p>'))
    form.posting()
    draft = _draft(view, form.entered, _own_text(), world)
    findings = check(draft)
    left, right = st.columns(2, gap="large")
    said = f'<p class="wa wa-small">{_counts(findings)}{_whose(view)}</p>'
    left.html(section("What the rules say", said + findings_table(findings)))
    with right:
        st.html(section("Finished text", f'<p class="wa wa-small">{_before_copying(findings, left_out(draft))}</p>'))
        remote = FIELD["job_remote"].value_of(form.entered["job_remote"])
        st.code(finished(draft, apply_by(view), remote), language=None, wrap_lines=True)
    return draft


def _draft(view: HostView, entered: dict[str, object], text: str, world: World) -> Draft:
    way, pay, place = (FIELD[name].value_of(entered[name]) for name in ("job_way", "job_paid", "job_place"))
    answers = _answers() if pay == UNPAID else frozenset()
    return draft_of(view, dated(view.job, day(view.on), world), way=way, title=entered["job_title"] or "", pay=pay, region=place,
                    position_type=entered["job_position"], alumni=entered["job_alumni"], usd=entered["job_pay"] or 0.0, text=text,
                    answers=answers)


def _own_text() -> str:
    """What the host has written already."""
    said = st.text_area("Your own text, if you have one", max_chars=4000, height=96, **_kept(TEXT, ""),
                        help="What the student will do and learn, and who guides them. It stays in this session and is in no link.")
    st.session_state[TEXT] = said
    return said


def _answers() -> frozenset[str]:
    """The questions on unpaid work that are answered yes."""
    st.markdown("**Unpaid work: what is true of it?** No single answer decides; the career center and a lawyer do.")
    said = {one.id: st.checkbox(one.says, **_kept(f"{ANSWER}{one.id}", False)) for one in load_rulebook().questions}
    st.session_state.update({f"{ANSWER}{name}": answer for name, answer in said.items()})
    return frozenset(name for name, answer in said.items() if answer)


def _kept(name: str, default: object) -> dict[str, str]:
    """A field that is in no link: Streamlit forgets it on a visit to another page, so its entry is kept beside it."""
    field = f"{name}_field"
    if field not in st.session_state:
        st.session_state[field] = st.session_state.get(name, default)
    return {"key": field}


def _whose(view: HostView) -> str:
    """Whose rules they are, where the school has none that the planner knows."""
    known = load_rulebook().file.source["programme"].of
    if view.job.school == known:
        return ""
    return f" They are those of Binghamton's programme; ask the career center of {escape(view.school_name)} whether it has others."


def _counts(findings: list[Finding]) -> str:
    """How much there is to do, in one sentence."""
    number = {verdict: sum(finding.verdict == verdict for finding in findings) for verdict in VERDICTS}
    if not number["mend"]:
        return f"Nothing to mend; {counted(number['check'], 'thing')} to check yourself." if number["check"] else "Nothing to mend."
    return f"{counted(number['mend'], 'thing')} to mend, {counted(number['check'], 'thing')} to check yourself."


def _before_copying(findings: list[Finding], out: list[str]) -> str:
    """What is open before the text can be published, and which sentences of the host's are not in it."""
    mends = sum(finding.verdict == MEND for finding in findings)
    said = f"<b>{counted(mends, 'thing')} to mend before you post</b> (at the left). " if mends else ""
    if out:
        said += f"Left out of your own text: {escape(' '.join(f'“{sentence}”' for sentence in out))} "
    return said + COPY


def findings_table(findings: list[Finding]) -> str:
    """Every rule with its verdict, what has to be done first at the top; the sources once, beneath."""
    rows = "".join(map(_row, sorted(findings, key=lambda finding: VERDICTS.index(finding.verdict))))
    caption = "The rules of a posting: verdict, what is wrong and how to mend it"
    sources = "; ".join(dict.fromkeys(finding.source for finding in findings))
    said = f'<p class="wa wa-small wa-sources">Sources: {escape(sources)}.</p>'
    return table(caption, ("Verdict", "What the rule sees"), rows) + said


def _row(finding: Finding) -> str:
    head = f'<th scope="row">{mark(MARK[finding.verdict])} {sentence(finding.verdict)}</th>'
    return f'<tr class="first">{head}<td>{escape(finding.says)}</td></tr>'
