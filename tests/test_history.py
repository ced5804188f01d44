"""A case file with a history: what is read, the exact line for every way to get it wrong, and what it becomes as a case."""
import datetime
import json
from pathlib import Path

import pytest

from planner.cases import read_case
from planner.cli import main
from planner.days import day, to_date
from planner.errors import BadInput
from planner.history import LISTS
from planner.history_file import HistoryFile, history_toml
from planner.totals import case_of_history, read_case_of_history
from planner.world import load_world

ON = day("2026-11-22")
ROOT = Path(__file__).parent.parent
WORLD = load_world()
F1 = 'status = "F-1"\nprogram_start = 2025-08-25\nprogram_end = 2027-05-14\n'


def history(text, head=F1):
    return HistoryFile.of(head + text, "case.toml").history(tuple(WORLD.schools))


def made(text, head=F1, on=ON):
    return case_of_history(history(text, head), on, WORLD)


def codes(text, head=F1, on=ON):
    return [one.code for one in made(text, head, on).findings]


# ---- reading --------------------------------------------------------------------------------------------------------

def test_every_list_is_read_and_stands_in_the_order_of_time():
    read = history("""
[[job]]
from = 2026-09-01
kind = "on_campus"
hours_per_week = 10
[[job]]
from = "2025-09-01"
to = "2026-05-01"
kind = "On_Campus"
[[cpt]]
from = 2026-06-01
to = 2026-08-14
full_time = "yes"
[[ead]]
from = 2027-07-01
to = 2028-06-30
[[offer]]
offer_start = 2026-12-21
""")
    assert [job.start.isoformat() for job in read.job] == ["2025-09-01", "2026-09-01"]
    assert (read.job[1].end, read.job[0].kind, read.job[0].hours_per_week) == (None, "on_campus", 20)
    assert (read.cpt[0].full_time, read.ead[0].category, read.offer[0].hours_per_week) == (True, "opt_post", 20)
    assert not read.is_empty and history("").is_empty


def test_a_blank_takes_the_default():
    [job] = history('[[job]]\nfrom = 2026-09-01\nto = ""\nhours_per_week = " "').job
    assert (job.end, job.hours_per_week, job.paid, job.e_verify) == (None, 20, True, None)


@pytest.mark.parametrize("text, line", [
    ('[[job]]\nfrom = "05/06/2026"',
     'case.toml, line 5, column job 1.from: "05/06/2026" is ambiguous; write 2026-05-06 or 2026-06-05'),
    ('[[job]]\nfrom = 2026-01-01\n[[job]]\nfrom = 2026-02-01\nhours_per_week = 200',
     'case.toml, line 8, column job 2.hours_per_week: "200" lies outside 0 to 168; check the number'),
    ('[[ead]]\nfrom = 2027-07-01', "case.toml, line 4, column ead 1.to: is missing; the card prints it"),
    ('[[cpt]]\nto = 2027-01-01', "case.toml, line 4, column cpt 1.from: is missing; page 2 of the I-20 prints it"),
    ('[[at]]\nfrom = 2027-01-01', "case.toml, line 4, column at 1.to: is missing; the officer's letter names it"),
    ('[[job]]\nto = 2027-01-01', "case.toml, line 4, column job 1.from: is missing; give the first day"),
    ('[[ead]]\nfrom = 2027-07-01\nto = 2027-06-30',
     'case.toml, line 6, column ead 1.to: "2027-06-30" is before from 2027-07-01; correct one of the two'),
    ('[[offer]]\noffer_start = 2027-07-01\noffer_end = 2027-06-30',
     'case.toml, line 6, column offer 1.offer_end: "2027-06-30" is before offer_start 2027-07-01; correct one of the two'),
    ('[[job]]\nfrom = 2026-01-01\nhour = 3',
     "case.toml, line 6, column job 1.hour: is not a key of [[job]]; "
     "known are from, to, hours_per_week, kind, employer, paid, e_verify"),
    ('[[job]]\nfrom = 2026-01-01\nkinds = "opt"',
     "case.toml, line 6, column job 1.kinds: is not a key of [[job]]; did you mean kind?"),
    ('[[job]]\nfrom = 2026-01-01\nkind = "stem"',
     'case.toml, line 6, column job 1.kind: "stem" is not one of on_campus, cpt, opt, at, other'),
    ('[[ead]]\nfrom = 2026-01-01\nto = 2026-02-01\ncategory = "C03B"',
     'case.toml, line 7, column ead 1.category: "C03B" is not one of opt_pre, opt_post, opt_stem'),
    ('[[job]]\nfrom = May 2026', 'case.toml, line 5, column from: "May 2026" is not quoted; write from = "May 2026"'),
    ('[[job]]\nfrom = 2026-01-01\n' * 201,
     'case.toml, line 4, column job: "[[job]]" stands more than 200 times; keep those that matter'),
    ('job = [3]', "case.toml, line 4, column job: is not a list of entries; write each as [[job]]"),
    ('[job]\nfrom = 2026-01-01', 'case.toml, line 4: "[job]" is not a table of this file; known are [student], [offer], [actual]'),
    ('level = "phd"\n[[job]]\nfrom = 2026-01-01',
     'case.toml, line 4, column level: "phd" is not one of associate, bachelor, master, '
     "doctorate, postdoc, nondegree, language"),
], ids=lambda value: value[:34])
def test_what_cannot_be_read_is_one_line(text, line):
    with pytest.raises(BadInput) as error:
        history(text)
    assert str(error.value) == line


@pytest.mark.parametrize("text", [
    '[[ead]]\nfrom = 2027-07-01\nto = 2027-07-01', '[[job]]\nfrom = 2026-01-01\nhours_per_week = 0',
    '[[job]]\nfrom = 2026-01-01\nhours_per_week = 168', '[[offer]]\noffer_start = 2027-07-01\noffer_end = 2027-07-01'])
def test_the_last_entry_before_an_error_is_read(text):
    assert not history(text).is_empty


def test_a_history_goes_into_a_file_and_comes_back():
    before = history("""
level = "doctorate"
[[job]]
from = 2026-09-01
employer = "A \\"quoted\\" name, ümlaut"
e_verify = false
[[at]]
from = 2026-09-01
to = 2026-12-01
hours = 12.5
[[offer]]
offer_start = 2026-12-21
paid = false
""")
    again = HistoryFile.of(history_toml(before), "again.toml").history(tuple(WORLD.schools))
    assert again == before and again.case == before.case
    assert history_toml(again) == history_toml(before)


def test_a_file_without_lists_is_the_case_it_always_was(tmp_path):
    path = tmp_path / "case.toml"
    path.write_text(F1 + '[offer]\noffer_start = 2026-12-21\n[student]\ncpt_full_time_days = 30\n')
    one, other = read_case(path, ON, WORLD), read_case_of_history(path, ON, WORLD)
    assert one.record() == other.cases.record()
    assert not other.findings and not other.counters


def test_a_fact_that_cannot_stand_names_its_line(tmp_path):
    path = tmp_path / "case.toml"
    path.write_text(F1 + 'i765_filed = 2027-01-01\n[[job]]\nfrom = 2026-01-01\nkind = "other"\n')
    with pytest.raises(BadInput, match=f"^{path}, line 4, column i765_filed"):
        read_case_of_history(path, ON, WORLD)


def test_the_schema_speaks_of_every_list():
    for kind in LISTS.values():
        schema = kind.model_json_schema()
        assert all(entry.get("description") for entry in schema["properties"].values())


# ---- what it becomes as a case --------------------------------------------------------------------------------------

def test_totals_and_the_card_come_from_the_lists():
    cases = made("""
stem = true
[[cpt]]
from = 2026-06-01
to = 2026-08-14
full_time = true
""").cases
    assert cases.cpt_full_time_days[0] == 75                # 30 June days, 31 of July, 14 of August


def test_on_a_card_the_days_used_are_those_up_to_the_status_date():
    head = 'status = "F-1"\nprogram_start = 2024-01-16\nprogram_end = 2025-12-19\n'
    text = '[[ead]]\nfrom = 2026-02-02\nto = 2027-02-01\n[[job]]\nfrom = 2026-02-14\nhours_per_week = 40\n'
    record = made(text, head).cases.record()
    assert (record["opt_days_used"], record["unemployed_days"]) == (294, 12)       # the figures of the example before_stem.toml
    assert (record["ead_category"], record["ead_start"], record["ead_end"]) == (
        "opt_post", datetime.date(2026, 2, 2), datetime.date(2027, 2, 1))


def test_a_card_before_graduation_counts_whole():
    """Its days do not come back: half of 1 June 2026 to 31 May 2027, cut at the program's end, 348 days, is 174."""
    text = '[[ead]]\nfrom = 2026-06-01\nto = 2027-05-31\ncategory = "opt_pre"\nfull_time = false\n'
    assert made(text).cases.opt_days_used[0] == 174


def test_a_half_day_is_rounded_up_as_used():
    text = '[[ead]]\nfrom = 2026-06-01\nto = 2026-06-03\ncategory = "opt_pre"\nfull_time = false\n'
    assert made(text).cases.opt_days_used[0] == 2           # 1.5


@pytest.mark.parametrize("given, used, named", [(74, 75, True), (75, 75, False), (76, 76, True)])
def test_a_given_total_that_differs_is_named_and_the_larger_counts(given, used, named):
    text = f'cpt_full_time_days = {given}\n[[cpt]]\nfrom = 2026-06-01\nto = 2026-08-14\nfull_time = true\n'
    result = made(text)
    assert result.cases.cpt_full_time_days[0] == used
    assert [one.says for one in result.findings] == [
        f"cpt_full_time_days is given as {given}, and the history has 75 days of full-time CPT; the planner uses {used}."] * named


def test_twelve_months_of_full_time_cpt_count_as_the_year():
    """February to July twice is 181 + 181 = 362 days, and twelve whole months: the stricter reading closes OPT."""
    text = "".join(f"[[cpt]]\nfrom = {year}-02-01\nto = {year}-07-31\nfull_time = true\n" for year in (2026, 2027))
    head = 'status = "F-1"\nprogram_start = 2025-08-25\nprogram_end = 2028-05-14\n'
    assert made(text, head).cases.cpt_full_time_days[0] == 365
    assert made(text.replace("2027-07-31", "2027-07-30"), head).cases.cpt_full_time_days[0] == 361


def test_the_last_card_is_the_card_of_the_case():
    text = '[[ead]]\nfrom = 2028-07-01\nto = 2030-06-30\ncategory = "opt_stem"\n[[ead]]\nfrom = 2027-07-01\nto = 2028-06-30\n'
    assert str(to_date(made(text).cases.ead_end[0])) == "2030-06-30"


# ---- contradictions -------------------------------------------------------------------------------------------------

POST = "[[ead]]\nfrom = 2027-07-01\nto = 2028-06-30\n"
STEM = '[[ead]]\nfrom = 2028-07-01\nto = 2030-06-30\ncategory = "opt_stem"\n'
LATE = day("2028-01-10")


def card(first, last, category="opt_post"):
    return f'[[ead]]\nfrom = {first}\nto = {last}\ncategory = "{category}"\n'


def job(first, last, kind="opt", hours=40, more=""):
    return f'[[job]]\nfrom = {first}\nto = "{last}"\nkind = "{kind}"\nhours_per_week = {hours}\n{more}'


def cpt(first, last, full="true", more=""):
    return f"[[cpt]]\nfrom = {first}\nto = {last}\nfull_time = {full}\n{more}"


@pytest.mark.parametrize("text, expected", [
    # a card as long as the law gives, and a day longer
    (POST, []), (card("2027-07-01", "2028-07-01"), ["card_too_long"]),
    (card("2027-07-14", "2028-07-13"), []), (card("2027-07-14", "2028-07-14"), ["card_too_long"]),
    (card("2027-07-20", "2028-07-14"), []), (card("2027-07-20", "2028-07-15"), ["card_too_long"]),     # the cap comes first
    (card("2027-05-15", "2028-05-14"), []), (card("2027-05-14", "2028-05-13"), ["card_before_end"]),
    (POST + STEM, []), (POST + card("2028-07-01", "2030-07-01", "opt_stem"), ["card_too_long"]),
    (card("2026-06-01", "2027-05-14", "opt_pre"), []), (card("2026-06-01", "2027-05-15", "opt_pre"), ["card_past_program"]),
    (card("2026-01-01", "2026-12-31", "opt_pre"), []), (card("2026-01-01", "2027-01-01", "opt_pre"), ["card_too_long"]),
    # what was used before graduation shortens the card after it: 31 days
    (card("2026-07-01", "2026-07-31", "opt_pre") + card("2027-07-01", "2028-05-30"), []),
    (card("2026-07-01", "2026-07-31", "opt_pre") + card("2027-07-01", "2028-05-31"), ["card_too_long"]),
    # one card after another
    (POST + card("2028-06-30", "2030-06-29", "opt_stem"), ["cards_overlap"]),
    (POST + card("2028-07-02", "2030-07-01", "opt_stem"), ["gap_between_cards"]),
    (card("2028-07-01", "2030-06-30", "opt_stem"), ["stem_without_opt"]),
    (card("2026-06-01", "2027-05-31", "opt_pre") + card("2027-05-15", "2028-04-01"), ["card_past_program", "card_too_long"]),
    # CPT and the program's end and start
    (cpt("2027-05-01", "2027-05-14"), []), (cpt("2027-05-01", "2027-05-15"), ["cpt_after_program"]),
    (cpt("2025-08-25", "2025-09-01"), []), (cpt("2025-08-24", "2025-09-01"), ["cpt_before_program"]),
    # a job and the card it needs
    (POST + job("2027-07-01", "2028-06-30"), []), (POST + job("2027-06-30", "2028-06-30"), ["job_before_paper"]),
    (POST + job("2027-07-01", "2028-07-01"), ["job_after_card"]), (POST + STEM + job("2027-07-01", "2030-06-30"), []),
    (POST + job("2027-07-01", ""), []), (job("2027-07-01", ""), ["job_without_paper"]),
    (cpt("2026-06-01", "2026-08-14") + job("2026-06-01", "2026-08-14", "cpt"), []),
    (cpt("2026-06-01", "2026-08-14") + job("2026-06-01", "2026-08-15", "cpt"), ["job_outside"]),
    (job("2026-06-01", "2026-08-14", "cpt"), ["job_without_paper"]), (job("2026-06-01", "2026-08-14", "other"), []),
    # on campus: thirty days before the program at the earliest, to its last day
    (job("2025-07-26", "2027-05-14", "on_campus", 20), []), (job("2025-07-25", "2026-05-14", "on_campus", 20), ["job_off_program"]),
    (job("2026-07-26", "2027-05-15", "on_campus", 20), ["job_off_program"]),
    # hours
    (job("2026-09-01", "2026-09-30", "on_campus", 20), []), (job("2026-09-01", "2026-09-30", "on_campus", 21), ["over_20h"]),
    (job("2026-09-01", "2026-09-30", "on_campus", 10.5) + job("2026-09-30", "2026-10-30", "on_campus", 10), ["over_20h"]),
    (job("2026-09-01", "2026-09-30", "on_campus", 10.5) + job("2026-10-01", "2026-10-30", "on_campus", 10), []),
    (card("2026-09-01", "2027-05-14", "opt_pre") + job("2026-09-01", "2026-12-30", "opt", 21), ["over_20h"]),
    (cpt("2026-09-01", "2026-10-30", "false") + job("2026-09-01", "2026-10-30", "cpt", 20), []),
    (cpt("2026-09-01", "2026-10-30", "false") + job("2026-09-01", "2026-10-30", "cpt", 21), ["over_cpt_hours"]),
    (cpt("2026-09-01", "2026-10-30", "false", 'employer = "A"\n') + cpt("2026-09-01", "2026-10-30", "true", 'employer = "B"\n')
     + job("2026-09-01", "2026-10-30", "cpt", 21, 'employer = "A"\n'), ["over_cpt_hours"]),
    (POST + STEM + job("2028-07-01", "2028-08-01", "opt", 20), []),
    (POST + STEM + job("2028-07-01", "2028-08-01", "opt", 19), ["stem_hours"]),
    (POST + STEM + job("2028-07-01", "2028-08-01", "opt", 20, "e_verify = false\n"), ["stem_e_verify"]),
    (POST + STEM + job("2028-07-01", "2028-08-01", "opt", 20, "paid = false\n"), ["stem_unpaid"]),
    # another status's papers
    ("[[at]]\nfrom = 2026-06-01\nto = 2026-08-01\n", ["wrong_status"]),
], ids=lambda value: None if isinstance(value, list) else value.replace("\n", " ")[:60])
def test_what_contradicts_is_found_and_the_day_before_is_not(text, expected):
    assert codes(text, on=LATE) == expected


def test_a_j1_with_the_papers_of_an_f1():
    head = F1.replace("F-1", "J-1")
    assert codes(cpt("2026-06-01", "2026-08-14") + POST, head)[:2] == ["wrong_status", "wrong_status"]


def test_a_card_that_began_before_its_form_was_received():
    text = "i765_filed = {}\n" + POST
    assert codes(text.format("2027-07-01"), on=LATE) == []
    assert codes(text.format("2027-07-02"), on=LATE) == ["card_before_filing"]


def test_hours_in_a_break_are_no_contradiction():
    """Rutgers publishes its terms: thirty hours in the winter break are allowed on campus, in term they are not."""
    head = F1 + 'school = "rutgers"\n'
    terms = WORLD.schools["rutgers"].terms
    first, second = terms.main[0], terms.main[1]
    inside = job(to_date(first.start), to_date(first.start + 6), "on_campus", 30)
    between = job(to_date(first.end + 1), to_date(second.start - 1), "on_campus", 30)
    head = head.replace("2025-08-25", str(to_date(first.start)))
    assert codes(inside, head) == ["over_20h"]
    assert codes(between, head) == []


def test_both_facts_stand_in_the_sentence():
    [one] = made(POST + job("2027-06-30", "2028-06-30", more='employer = "Acme"\n'), on=LATE).findings
    assert one.says.replace("\u00a0", " ") == (
        "The job at Acme from Wed 30 Jun 2027 to Fri 30 Jun 2028 begins before its card, which starts on Thu 1 Jul 2027.")
    assert "274a.12" in one.cite


def test_the_command_counts_a_history_and_plans_its_offers_together(capsys):
    path = str(ROOT / "data" / "examples" / "histories" / "whole_stay.toml")
    assert main(["plan", path, "--on", "2026-11-22"]) == 0
    said = capsys.readouterr().out
    assert "Counted from the history" in said and "75 of 365 days used by Sun 22 Nov 2026" in said
    assert "3 offers together" in said and "\u00a0" not in said
    assert main(["plan", path, "--on", "2026-11-22", "--json"]) == 0
    asked = json.loads(capsys.readouterr().out)
    assert asked["history"]["counters"]["cpt"] == {"used": 75.0, "limit": 365, "left": 290, "in_all": 75.0, "runs_out": None}
    assert asked["history"]["contradictions"] == [] and len(asked["offers"]["plans"]) == 3


def test_the_command_names_a_contradiction_and_plans_all_the_same(tmp_path, capsys):
    path = tmp_path / "case.toml"
    path.write_text(F1 + cpt("2027-05-01", "2027-05-15"))
    assert main(["plan", str(path), "--on", "2026-11-22"]) == 0
    assert "lasts beyond the program, which ends on Fri 14 May 2027. [8 CFR 214.2(f)(10)(i)]" in capsys.readouterr().out
