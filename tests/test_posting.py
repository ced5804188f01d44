"""The checker of postings: both sides of every edge, what a remedy says, and that the finished text passes its own check."""
import re
from dataclasses import replace
from datetime import date

import pytest

from planner.errors import BadData
from planner.posting import EVERYWHERE, check
from planner.posting_checks import CHECKS
from planner.posting_draft import FEE, UNPAID, Draft
from planner.posting_rules import RULES, load_rulebook
from planner.posting_text import finished, left_out
from planner.posting_title import position_in, reads_right

GOOD = Draft("handshake", "binghamton", "Binghamton University", "Micro-Intern: Data Analytics (Spring)", "Spring",
             date(2026, 2, 16), date(2026, 3, 8), 3, 15, usd=18, season="Spring 2026", season_end=date(2026, 5, 15))
PLATFORM = replace(GOOD, way="platform", title="Data Analytics", pay=FEE, usd=300, weeks=2, hours=7.5, end=date(2026, 3, 1),
                   contractor=True)


def found(draft: Draft, about: str):
    return next((finding for finding in check(draft) if finding.rule.about == about), None)


def verdict(draft: Draft, about: str) -> str | None:
    finding = found(draft, about)
    return finding and finding.verdict


EDGES = [
    ("weeks", {"weeks": 1}, "check", "one week is short"),
    ("weeks", {"weeks": 2}, "fine", ""),
    ("weeks", {"weeks": 4}, "fine", ""),
    ("weeks", {"weeks": 5}, "check", "unusual, not forbidden"),
    ("hours", {"hours": 9.5}, "check", ""),
    ("hours", {"hours": 10}, "fine", ""),
    ("hours", {"hours": 35}, "fine", ""),
    ("hours", {"hours": 35.5}, "check", ""),
    ("decision", {"decision": 4}, "mend", "too few days are a harm, too many are not"),
    ("decision", {"decision": 5}, "fine", ""),
    ("decision", {"decision": 7}, "fine", ""),
    ("decision", {"decision": 8}, "check", ""),
    ("decision", {"kind": "general", "decision": 13}, "mend", "other offers stay open for two weeks"),
    ("decision", {"kind": "general", "decision": 14}, "fine", ""),
    ("weeks", {"kind": "general", "weeks": 12}, None, "the range is that of micro-internships"),
    ("type", {"position_type": "Part-time job"}, "mend", ""),
    ("type", {"way": "own", "position_type": "Part-time job"}, None, "nobody asks a host's own page"),
    ("season", {"end": date(2026, 5, 15)}, "fine", "the last day of the term"),
    ("season", {"end": date(2026, 5, 16)}, "mend", "the day after"),
    ("season", {"end": date(2026, 5, 11), "band": 4}, "fine", "four days before a projected end that may move by four"),
    ("season", {"end": date(2026, 5, 12), "band": 4}, "check", "three days before it"),
    ("season", {"season": "", "season_end": None}, "check", "no calendar, nothing known"),
    ("advice", {"posted": date(2026, 1, 31), "advised": date(2026, 1, 31)}, "fine", "on the day"),
    ("advice", {"posted": date(2026, 2, 1), "advised": date(2026, 1, 31)}, "check", "the day after"),
    ("advice", {"posted": date(2026, 2, 1)}, None, "no advice, nothing to compare"),
]


@pytest.mark.parametrize(("about", "changed", "expected", "why"), EDGES)
def test_both_sides_of_every_edge(about, changed, expected, why):
    assert verdict(replace(GOOD, **changed), about) == expected, why


PAY = [
    (date(2025, 12, 29), date(2025, 12, 31), 15.50, "fine", "the last days of 2025"),
    (date(2025, 12, 29), date(2025, 12, 31), 15.49, "mend", "a cent less"),
    (date(2025, 12, 29), date(2026, 1, 1), 15.50, "mend", "one day of 2026, and its wage counts"),
    (date(2025, 12, 29), date(2026, 1, 1), 16.00, "fine", ""),
    (date(2026, 12, 14), date(2026, 12, 31), 16.00, "fine", "the last known year"),
    (date(2026, 12, 14), date(2027, 1, 1), 16.00, "check", "2027 is not known and may be more"),
    (date(2026, 12, 14), date(2027, 1, 1), 15.99, "mend", "less than last year's amount is too little in any case"),
]


@pytest.mark.parametrize(("start", "end", "usd", "expected", "why"), PAY)
def test_pay_against_the_minimum_of_place_and_day(start, end, usd, expected, why):
    assert verdict(replace(GOOD, start=start, end=end, usd=usd), "pay") == expected, why


def test_pay_is_that_of_the_place():
    assert verdict(replace(GOOD, usd=16.50), "pay") == "fine"
    assert verdict(replace(GOOD, usd=16.50, region="New York City"), "pay") == "mend"
    assert verdict(replace(GOOD, usd=7.25, region="Elsewhere in the United States"), "pay") == "check", "a state may ask for more"
    assert verdict(replace(GOOD, school="rutgers", usd=7.24), "pay") == "mend", "labor law holds at every school"
    assert "is not in the data and may be higher (not verified)" in found(replace(GOOD, school="rutgers", usd=12), "pay").says


def test_no_pay_entered_is_to_mend():
    assert verdict(replace(GOOD, usd=0), "pay") == "mend"


QUESTIONS = [question.id for question in load_rulebook().questions]


def test_unpaid_work_is_refused_until_every_question_is_a_yes_and_then_still_not_waved_through():
    assert len(QUESTIONS) == 7
    assert verdict(replace(GOOD, pay=UNPAID), "pay") == "mend"
    for one in QUESTIONS:
        assert verdict(replace(GOOD, pay=UNPAID, answers=frozenset(QUESTIONS) - {one}), "pay") == "mend"
    assert verdict(replace(GOOD, pay=UNPAID, answers=frozenset(QUESTIONS)), "pay") == "check"


TITLES = [
    ("Micro-Intern: Data Analytics (Spring)", False, "fine"),
    ("Micro-Intern: Data Analytics (Spring 2026)", False, "fine"),
    ("Micro-Intern: Data Analytics (Spring - Alumni Host)", True, "fine"),
    ("Micro-Intern: Data Analytics (Spring)", True, "mend"),
    ("Micro-Intern: Data Analytics (Spring - Alumni Host)", False, "mend"),
    ("Micro-Intern: Data Analytics (Winter)", False, "mend"),
    ("Micro-Intern: Data Analytics", False, "mend"),
    ("Micro Intern: Data Analytics (Spring)", False, "mend"),
    ("micro-intern: Data Analytics (Spring)", False, "mend"),
    ("Micro-Intern:Data Analytics (Spring)", False, "mend"),
    ("Micro-Internship - Data Analytics (Spring)", False, "mend"),
    ("Micro-Intern: Data Analytics (Semester)", False, "mend"),
    ("Micro-Intern: (Spring)", False, "mend"),
    ("Data Analytics", False, "added"),
    ("Data Analytics (Spring)", False, "mend"),
    ("   ", False, "mend"),
]


@pytest.mark.parametrize(("title", "alumni", "expected"), TITLES)
def test_titles(title, alumni, expected):
    draft = replace(GOOD, title=title, alumni=alumni)
    assert verdict(draft, "title") == expected
    if position_in(title):
        assert draft.finished_title == f"Micro-Intern: Data Analytics (Spring{' - Alumni Host' if alumni else ''})"
        assert reads_right(draft.finished_title, "Spring", alumni)


LABELS = [
    ("Juniors and seniors", "mend"), ("rising seniors preferred", "mend"), ("junior standing", "mend"),
    ("Freshman welcome", "mend"),
    ("Computer Science majors", "mend"), ("majoring in economics", "mend"), ("Class of 2027", "mend"),
    ("final-year students", "mend"),
    ("Engineering students preferred", "mend"), ("All students are welcome; no students are turned away", "fine"),
    ("A senior analyst will guide you", "fine"), ("our junior developer", "fine"), ("a major project", "fine"),
    ("the first year of the shop", "fine"), ("You like numbers", "fine"),
]


@pytest.mark.parametrize(("text", "expected"), LABELS)
def test_labels_that_prefer_some_students(text, expected):
    finding = found(replace(GOOD, text=text), "labels")
    assert finding.verdict == expected, finding.says


STATUS = [
    ("US citizens only.", "mend"), ("No OPT.", "mend"), ("No sponsorship.", "check"),
    ("Must be able to work without sponsorship", "check"), ("We do not sponsor.", "check"),
    ("US persons only", "mend"), ("Green card holders", "mend"), ("You must have permanent work authorization", "mend"),
    ("We do not sponsor visas", "check"), ("We are unable to offer sponsorship", "check"), ("A sponsor gives the prize", "added"),
    ("Ask ISSS about CPT.", "fine"), ("You need work authorization.", "fine"), ("Help us count beans.", "added"), ("", "added"),
]


@pytest.mark.parametrize(("text", "expected"), STATUS)
def test_the_sentence_on_work_authorization(text, expected):
    draft = replace(GOOD, text=text)
    assert verdict(draft, "authorization") == expected
    assert ("needs authorization before the first day" in finished(draft, None, True)) == (expected != "fine")


ALL_AT_ONCE = ("US citizens only. Must be a junior or senior majoring in Marketing, GPA 3.5. Send your SSN and bank details and "
               "a $25 application fee to boss@gmail.com. Unpaid trial week first. No visa sponsorship.")


def test_everything_that_breaks_a_rule_is_named_at_once():
    says = {finding.rule.about: (finding.verdict, finding.says) for finding in check(replace(GOOD, text=ALL_AT_ONCE))}
    for about, words in [("labels", ("“junior or senior” names a school year", "“majoring in Marketing” names a major")),
                         ("open_to_all", ("“GPA 3.5” names a grade average",)),
                         ("asked", ("“SSN”", "“bank details”", "“application fee”")),
                         ("authorization", ("“US citizens only” shuts out", "“No visa sponsorship”: this may be said")),
                         ("pay", ("“Unpaid trial week” names work without pay",))]:
        assert says[about][0] == "mend"
        assert all(word in says[about][1] for word in words), says[about]


def test_where_some_are_shut_out_nothing_says_that_all_are_welcome():
    assert verdict(replace(GOOD, text="US citizens only."), "open_to_all") is None
    assert verdict(replace(GOOD, text="Juniors only."), "open_to_all") is None
    assert verdict(replace(GOOD, text="No visa sponsorship."), "open_to_all") == "fine"


def test_sentences_that_break_a_rule_are_not_in_the_finished_text():
    draft = replace(GOOD, text=f"You count beans.\nYou learn to weigh them. {ALL_AT_ONCE}")
    text = finished(draft, None, True)
    assert left_out(draft) == ALL_AT_ONCE.replace("first. No", "first.|No").replace(". ", ".|").split("|")[:-1]
    assert "You count beans.\nYou learn to weigh them. No visa sponsorship." in text
    assert not [word for word in ("citizens", "GPA", "SSN", "Unpaid") if word in text]
    assert "[two or three sentences]" in finished(replace(GOOD, text="Citizens only."), None, True)
    assert "Juniors only." in finished(replace(GOOD, school="rutgers", text="Juniors only."), None, True), "there it is advice"


@pytest.mark.parametrize("text", ["A senior analyst or a junior one will guide you.", "our junior or senior developers help",
                                  "must be a senior moment"])
def test_a_word_of_a_rank_is_no_school_year(text):
    assert verdict(replace(GOOD, text=text), "labels") == "fine"


def test_a_platform_asks_for_a_fee_and_a_result_not_for_hours():
    text = finished(replace(PLATFORM, pay="hourly", usd=18), None, True)
    assert "Fixed fee: [amount], paid when the work is accepted" in text
    assert "an hour" not in text and "a week" not in text
    assert "about 15 hours in all" in text
    assert "What you deliver: [" in text
    assert "What you deliver: [" in finished(replace(PLATFORM, text="You learn to count."), None, True)
    assert "What you deliver: [" not in finished(replace(PLATFORM, text="Deliver a table of prices."), None, True)
    assert verdict(replace(PLATFORM, text="You learn to count. Unpaid trial day first."), "fee") == "mend"


@pytest.mark.parametrize(("about", "text"), [
    ("asked", "Send your bank account number"), ("asked", "There is a small training fee"),
    ("open_to_all", "Graduate students only"),
    ("open_to_all", "PhD students only")])
def test_words_that_have_to_go(about, text):
    assert verdict(GOOD, about) == "fine"
    assert verdict(replace(GOOD, text=text), about) == "mend"


def test_an_alumni_host_says_so():
    assert found(GOOD, "alumni") is None
    assert verdict(replace(GOOD, alumni=True, title="Data Analytics"), "alumni") == "added"


PLATFORMS = [
    ("total", {"hours": 2.5}, "fine", "5 hours"),
    ("total", {"hours": 2.4}, "mend", "4.8 hours"),
    ("total", {"hours": 20}, "fine", "40 hours"),
    ("total", {"hours": 20.5}, "mend", "41 hours: two projects"),
    ("due", {"end": date(2026, 2, 22)}, "fine", "a week"),
    ("due", {"end": date(2026, 2, 21)}, "mend", "six days"),
    ("due", {"end": date(2026, 3, 18)}, "fine", "31 days"),
    ("due", {"end": date(2026, 3, 19)}, "mend", "32 days"),
    ("fee", {"usd": 300}, "fine", "15 hours at $20"),
    ("fee", {"usd": 299}, "mend", "a dollar less"),
    ("fee", {"usd": 0}, "mend", ""),
    ("fee", {"pay": "hourly", "usd": 25}, "mend", "a platform pays a fee"),
    ("contractor", {}, "check", "CPT: ask first"),
    ("deliverables", {"text": "Work 10 hours a week"}, "mend", ""),
    ("deliverables", {"text": "Deliver a table of prices"}, "fine", ""),
    ("excluded", {"text": "Tutoring children"}, "mend", ""),
]


@pytest.mark.parametrize(("about", "changed", "expected", "why"), PLATFORMS)
def test_a_platform_has_rules_of_its_own(about, changed, expected, why):
    assert verdict(replace(PLATFORM, **changed), about) == expected, why


def test_a_contractor_on_cpt_is_sent_to_the_office():
    says = found(PLATFORM, "contractor").says
    assert "ask the international office of Binghamton University first" in says
    assert found(replace(GOOD, way="own", pay=FEE, contractor=True), "contractor").verdict == "check"


def test_work_on_campus_needs_another_sentence():
    on_campus = replace(GOOD, on_campus=True)
    assert verdict(on_campus, "authorization") == "fine"
    assert "On campus F-1 students need no further authorization" in finished(on_campus, None, True)
    assert "Work off campus" not in finished(on_campus, None, True)
    assert verdict(replace(on_campus, text="Citizens only."), "authorization") == "mend"


def test_elsewhere_the_programmes_rules_are_advice_but_labor_law_is_not():
    bad = replace(GOOD, school="rutgers", school_name="Rutgers University", title="Micro intern", position_type="Part-time job",
                  usd=5, text="Juniors only. Send your SSN. Citizens only.")
    mends = {finding.rule.about for finding in check(bad) if finding.verdict == "mend"}
    assert mends == set(EVERYWHERE)
    assert found(bad, "type").says.endswith("So at Binghamton; ask Rutgers University.")


def filled(text: str) -> str:
    """The text without its brackets, as a host fills them in."""
    return re.sub(r"\[[^]]*\]", "a thing", text)


@pytest.mark.parametrize("draft", [GOOD, replace(GOOD, alumni=True, title="Data Analytics"), replace(GOOD, way="own"), PLATFORM,
                                   replace(GOOD, kind="general", decision=14)])
def test_the_finished_text_passes_its_own_check(draft):
    text = filled(finished(draft, date(2026, 1, 13), True))
    again = check(replace(draft, title=text.splitlines()[0], text="\n".join(text.splitlines()[1:])))
    assert {finding.verdict for finding in again if finding.rule.about not in ("account", "contractor")} == {"fine"}


def test_the_finished_text_holds_the_facts_in_plain_spaces():
    text = finished(GOOD, date(2026, 1, 13), None)
    assert text.splitlines()[:5] == [
        "Micro-Intern: Data Analytics (Spring)", "Position type: Internship",
        "Mon 16 Feb 2026 to Sun 8 Mar 2026: 3 weeks, 15 hours a week, [remote or in person]", "Pay: $18.00 an hour",
        "Apply by Tue 13 Jan 2026"]
    assert "\u00a0" not in text


def test_every_rule_has_its_check_a_source_and_a_place_where_it_applies():
    book = load_rulebook()
    assert {rule.about for rule in book.rules} == set(CHECKS)
    assert {rule.id.split(".")[0] for rule in book.rules} >= {f"R{n}" for n in range(1, 16)}
    for rule in book.rules:
        assert rule.ways and book.source(rule).checked.year >= 2026


@pytest.mark.parametrize(("old", "new", "says"), [
    ('source = "platform"', 'source = "hearsay"', "hearsay"),
    ('rule = "R5"', 'rule = "R99"', "R99"),
    ('ways   = ["own"', 'ways   = ["fax"', "cannot be used"),
    ("[[rule]]", "[[rule", "cannot be used"),
    ("low    = 2\n", "lowest = 2\n", "cannot be used"),
])
def test_a_file_of_rules_with_a_mistake_does_not_load(tmp_path, old, new, says):
    text = RULES.read_text().replace('ways   = ["platform", "own"]', 'ways   = ["own", "platform"]')
    path = tmp_path / "rules.toml"
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(BadData, match=says):
        load_rulebook(path)
