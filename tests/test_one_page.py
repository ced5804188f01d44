"""The one-page summary of a host: one sheet whatever the job, everything that matters on it, and nobody's data."""
from datetime import date

import pypdfium2
import pytest

from planner.days import day
from planner.export.one_page import A4, LETTER, file_name, one_page
from planner.host import answer_job
from planner.host_draft import draft_of
from planner.job import job_of
from planner.job_dates import dated
from planner.world import load_world

ON = day("2026-11-22")
LINK = "https://example.org/host?job_start=2027-02-16"
JOB = {"start": "2027-02-16", "weeks": 3, "hours_per_week": 15, "pay": 18}


def sheet(title="Data Analytics", on=ON, link=LINK, paper=LETTER, **job) -> pypdfium2.PdfDocument:
    world = load_world()
    asked = job_of(JOB | job, world)
    view = answer_job(asked, on, world)
    return pypdfium2.PdfDocument(one_page(view, draft_of(view, dated(asked, on, world), way="handshake", title=title,
                                                           usd=asked.pay or 0), link, paper))


def words(document) -> str:
    """The text of the sheet, its spaces plain."""
    return " ".join(document[0].get_textpage().get_text_range().replace("\u00a0", " ").split())


def test_what_a_manager_needs_stands_on_it():
    said = words(sheet())
    for text in ("Post by Tue 22 Dec 2026 and students on CPT can start on Tue 16 Feb 2027.",
                 "Micro-Intern: Data Analytics (Spring)", "CPT Tue 22 Dec 2026 30 In time.",
                 "$18.00 an hour", "Counted with:", "4 in 5 by", "Contested government messages of August 2026",
                 "Nothing filed, standard Wed 12 Aug 2026 Tue 8 Sep 2026 −102 Too late.",
                 "by Wed 13 Jan 2027: Applications close (you)", "by Tue 16 Feb 2027: CPT authorized (the school)", LINK,
                 "Planned on Sun 22 Nov 2026", "Not legal advice"):
        assert text in said, text


def test_a_sheet_that_comes_too_late_says_what_can_be_done():
    said = words(sheet(start="2026-11-24"))
    assert "The next start that can be made:" in said
    assert "What to do: move the first day of work to the next start named above or later" in said


JOBS = [
    {}, {"school": "binghamton"}, {"on_campus": "true"}, {"start": "2027-08-16"}, {"start": "2026-11-24"},
    {"posting_type": "general"}, {"start": "2027-06-14", "curricular": "false"}, {"school": "buffalo", "start": "2027-01-04"},
    {"hours_per_week": 25, "e_verify": "true"},
    {"account": 20, "approval": 20, "open": 60, "selection": 20, "decision": 20, "start": "2028-06-01"},
]


@pytest.mark.parametrize("job", JOBS, ids=str)
@pytest.mark.parametrize("paper, width, height", [(LETTER, 612, 792), (A4, 595, 842)])
@pytest.mark.parametrize("title", ["Data Analytics", "A position whose name goes on and on " * 4])
def test_it_is_one_sheet_and_nothing_runs_over_its_edges(job, title, paper, width, height):
    document = sheet(title, link=LINK + "&more=" + "x" * 120, paper=paper, **job)
    assert len(document) == 1
    page = document[0]
    assert [round(side) for side in page.get_size()] == [width, height]
    text = page.get_textpage()
    boxes = [text.get_rect(n) for n in range(text.count_rects())]
    assert min(left for left, *_ in boxes) > 40
    assert max(right for *_, right, _ in boxes) < width - 40
    assert min(bottom for _, bottom, *_ in boxes) > 20
    assert "Planned on" in text.get_text_range()


@pytest.mark.parametrize("job", JOBS[:3] + JOBS[5:9], ids=str)
def test_what_the_day_rests_on_has_room_on_letter_too(job):
    said = words(sheet(link=LINK + "&more=" + "x" * 120, **job))
    assert "What it rests on" in said
    assert "Counted with: School approves 5 business days" in said


def test_a_reader_that_speaks_knows_title_and_language_and_every_typeface_is_in_the_file():
    document = sheet()
    assert document.get_metadata_value("Title") == "Post by Tue 22 Dec 2026 and students on CPT can start on Tue 16 Feb 2027."
    world = load_world()
    asked = job_of(JOB, world)
    view = answer_job(asked, ON, world)
    data = one_page(view, draft_of(view, dated(asked, ON, world), way="handshake", title="x"), LINK)
    assert b"/Lang (en-US)" in data
    assert data.count(b"/FontFile2") == data.count(b"/FontName") > 0
    assert [file_name(view), file_name(view, A4)] == [f"when-to-post-generic-2027-02-16{more}.pdf" for more in ("", "-a4")]


def test_no_word_lies_on_another():
    page = sheet(school="binghamton")[0].get_textpage()
    boxes = [page.get_rect(n) for n in range(page.count_rects())]
    assert not [(a, b) for n, a in enumerate(boxes) for b in boxes[n + 1:]
                if min(a[2], b[2]) - max(a[0], b[0]) > 1 and min(a[3], b[3]) - max(a[1], b[1]) > 2.5]


def test_letters_of_other_alphabets_do_no_harm():
    assert "Zażółć" in words(sheet("Zażółć"))
    assert len(sheet("数据分析")) == 1


def test_the_same_answer_is_the_same_file():
    world = load_world()
    asked = job_of(JOB, world)
    view = answer_job(asked, ON, world)
    draft = draft_of(view, dated(asked, ON, world), way="handshake", title="Data Analytics")
    assert one_page(view, draft, LINK) == one_page(view, draft, LINK)


def test_a_contractor_on_cpt_asks_first_here_too():
    said = words(sheet(contractor="true"))
    assert "CPT Tue 22 Dec 2026 30 In time, but ask the international office first." in said
    assert said.startswith("Post by Tue 22 Dec 2026 and J-1 students can start")


def test_when_nobody_can_be_reached_it_says_so():
    said = words(sheet(on=day(date(2027, 2, 16))))
    assert "too late to post" in said
    assert "To do" not in said
