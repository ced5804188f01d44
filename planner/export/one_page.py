"""A job's answer on one sheet of A4 that a host can hand to a manager: no student's data, nothing but the plan.

Black on white, as vectors; every mark survives a printer without colours, and links stand as text.
"""
from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

from fpdf import FPDF
from fpdf.fonts import FontFace

from planner.host_picture import host_picture
from planner.host_views import NEVER, NOW, PAST, HostView, SituationView
from planner.posting_draft import Draft
from planner.timeline import Lane, Mark, Picture
from planner.words import MINUS, NBSP, long_day

FONTS = Path(__file__).parent / "fonts"
PLEX = "Plex"
LEFT, WIDE, FOOT = 18, 174, 15              # millimetres of A4
ROW, BAR = 7.6, 2.6                         # millimetres of a row of the picture, and of its bar
HATCH = 1.3                                 # millimetres between the lines of a hatching
TINT = {"host": 205, "school": 90, "student": 20, "agency": 150}            # grey by who acts, told apart in print
WORD = {NOW: "in time", PAST: "too late", NEVER: "not possible"}
WHO = {"host": "you", "school": "the school", "student": "the student", "agency": "USCIS"}
DISCLAIMER = "We plan; the student's office decides. Not legal advice."
LEGEND = ("Bars: light grey you, dark grey the school, black the student, middle grey USCIS. Hatched: days to spare. Heavy post: "
          "the latest day. Vertical lines: today, and the first day of work.")


def one_page(view: HostView, draft: Draft, link: str) -> bytes:
    """The sheet as a PDF; link: the address of the answer."""
    page = _Sheet(view)
    page.words(view.headline, 17, bold=True, after=2)
    for text in filter(None, (view.others, view.recommended.says if view.recommended else "")):
        page.words(text, 9.5, after=1)
    page.heading("The job")
    page.words(_job(view, draft), 9.5)
    page.heading("Latest day to post, by candidate")
    page.rows(("Candidate", "Post by", "Days left", "What holds it there"), list(_latest(view)), (46, 34, 22, 72))
    drawn = view.first
    if drawn:
        page.heading(f"The way back from {long_day(view.start)}: {drawn.title}")
        page.picture(host_picture(view, drawn))
        page.words(LEGEND, 7.5, after=0)
        page.heading("To do")
        page.ticks(list(_stops(view, drawn)))
        page.if_it_fits("Counted with", "; ".join(_counted(drawn)) + ".", under=f"This answer: {link}")
    page.words(f"This answer: {link}", 7.5, after=0)
    return bytes(page.output())


def _job(view: HostView, draft: Draft) -> str:
    span = f"{long_day(view.start)} to {long_day(view.end)}, {view.job.hours_per_week:g} hours a week"
    season = f", {view.season.name}" if view.season else ""
    return f"{draft.finished_title}, {view.school_name}{season}: {span}."


def _latest(view: HostView) -> Iterator[tuple[str, ...]]:
    for one in sorted(view.situations, key=lambda one: -(one.post_by or date.min).toordinal()):
        left = "" if one.days_left is None else f"{one.days_left:,}".replace("-", MINUS)
        why = f"{WORD[one.verdict].capitalize()}. {one.holds}"
        yield one.title, long_day(one.post_by) if one.post_by else WORD[NEVER], left, why


def _stops(view: HostView, one: SituationView) -> Iterator[str]:
    """Each step with the latest day for it."""
    yield f"by {long_day(one.post_by)}: Post the job ({WHO['host']})"
    for step in one.steps:
        if step.late and not step.done and step.name not in ("posted", "work_starts") and not step.lag.startswith("0 "):
            yield f"by {long_day(step.late)}: {step.title} ({WHO[step.actor]})"
    yield f"{long_day(view.start)}: work starts, Form I-9 ({WHO['host']})"


def _counted(one: SituationView) -> Iterator[str]:
    """Each duration of the way with where it is from."""
    for step in one.steps:
        if step.lag and not step.done and not step.lag.startswith("0 "):
            source = "; ".join(dict.fromkeys(part for part in (step.cite, step.source) if part))
            yield f"{step.title} {step.lag}{f' ({source})' if source else ''}"


class _Sheet(FPDF):
    """One page with its foot; text flows from the top down."""

    def __init__(self, view: HostView):
        super().__init__("portrait", "mm", "A4")
        self.view = view
        self.set_creation_date(datetime.combine(view.on, time(), UTC))
        self.set_title(view.headline.replace(NBSP, " "))
        self.set_margins(LEFT, 14, LEFT)
        self.set_auto_page_break(False)
        self.c_margin = 0
        for part, family in (("latin", PLEX), ("latin-ext", f"{PLEX}ext")):
            self.add_font(family, "", FONTS / f"ibm-plex-sans-{part}-400.ttf")
            self.add_font(family, "B", FONTS / f"ibm-plex-sans-{part}-600.ttf")
        self.set_fallback_fonts([f"{PLEX}ext"])
        self.set_line_width(.2)
        self.add_page()

    def footer(self):
        self.set_y(-FOOT)
        self.set_font(PLEX, "", 7.5)
        self.cell(WIDE, 4, f"Planned on {long_day(self.view.on)} for {self.view.school_name}. {DISCLAIMER}", border="T")

    def words(self, text: str, size: float, bold: bool = False, after: float = 1.5):
        self.set_font(PLEX, "B" if bold else "", size)
        self.multi_cell(WIDE, size * .46, text, align="L", new_x="LMARGIN", new_y="NEXT")
        self.ln(after)

    def heading(self, text: str):
        self.ln(2)
        self.set_line_width(.5)
        self.line(LEFT, self.get_y(), LEFT + WIDE, self.get_y())
        self.set_line_width(.2)
        self.ln(1.2)
        self.words(text, 11, bold=True, after=.6)

    def if_it_fits(self, title: str, text: str, under: str):
        """A section, where the paper has room for it and for the words under it."""
        self.set_font(PLEX, "", 7.5)
        lines = sum(len(self.multi_cell(WIDE, 3.5, part, dry_run=True, output="LINES")) for part in (text, under))
        if self.get_y() + 9 + 3.5 * lines < self.h - FOOT - 2:
            self.heading(title)
            self.words(text, 7.5)

    def rows(self, heads: tuple[str, ...], rows: list[tuple[str, ...]], widths: tuple[int, ...]):
        """A table with a line under each row."""
        self.set_font(PLEX, "", 8.5)
        with self.table(col_widths=widths, width=WIDE, line_height=4.1, text_align="LEFT", borders_layout="HORIZONTAL_LINES",
                        headings_style=FontFace(emphasis="", size_pt=8), padding=(.3, 1.5, .3, 0)) as table:
            for row in (heads, *rows):
                table.row(row)

    def ticks(self, stops: list[str]):
        """Steps with a box to tick, in two columns read downward."""
        self.set_font(PLEX, "", 8.5)
        top, half = self.get_y(), -(-len(stops) // 2)
        for place, text in enumerate(stops):
            x, y = LEFT + (place // half) * WIDE / 2, top + (place % half) * 4.8
            self.rect(x, y + .8, 2.8, 2.8)
            self.text(x + 4.4, y + 3.2, text)
        self.set_y(top + half * 4.8 + 2)

    # The picture

    def picture(self, picture: Picture):
        """Rows of a time picture: label, figure at the right, bar beneath."""
        top = self.get_y() + 4
        foot = top + ROW * len(picture.lanes)
        self.set_font(PLEX, "", 7.5)
        for when, text in picture.ticks():
            x = self._x(picture, when)
            self.set_draw_color(200)
            self.line(x, top - 3.5, x, foot)
            if text:
                self.text(x + .8, top - 1.2, text)
        self.set_draw_color(0)
        for when in filter(None, (picture.on, picture.offer_start)):
            self._post(picture, when, top, foot)
        for row, lane in enumerate(picture.lanes):
            self._lane(picture, lane, top + ROW * row)
        self.set_y(foot + 1)

    def _x(self, picture: Picture, when: date) -> float:
        return LEFT + WIDE * picture.place(when)

    def _post(self, picture: Picture, when: date, top: float, foot: float):
        x = self._x(picture, when)
        self.set_line_width(.5)
        self.line(x, top, x, foot)
        self.set_line_width(.2)

    def _lane(self, picture: Picture, lane: Lane, y: float):
        self.set_draw_color(200)
        self.line(LEFT, y, LEFT + WIDE, y)
        self.set_draw_color(0)
        for mark in lane.marks:
            self._mark(picture, lane, mark, y + 4)
        self.set_font(PLEX, "B", 8)
        wide = self.get_string_width(lane.title)
        self._on_ground(LEFT, y, lane.title)
        self.set_font(PLEX, "", 8)
        if lane.detail:
            self._on_ground(LEFT + wide, y, f", {lane.detail}")
        figure = lane.figure.replace("office", "business")
        self._on_ground(LEFT + WIDE - self.get_string_width(figure), y, figure)

    def _on_ground(self, x: float, y: float, text: str):
        """Words with the colour of the paper behind them, so that lines stop at them."""
        self.set_fill_color(255)
        self.rect(x - .3, y + .3, self.get_string_width(text) + .6, 3.5, "F")
        self.text(x, y + 3.2, text)

    def _mark(self, picture: Picture, lane: Lane, mark: Mark, y: float):
        x = self._x(picture, mark.start)
        wide = self._x(picture, mark.end) - x if mark.end else 0
        if mark.kind in ("wait", "job"):
            self.set_fill_color(TINT[lane.actor])
            self.rect(x, y, wide, BAR, "DF")
        elif mark.kind == "float":
            self._hatched(x, y, wide)
        elif mark.kind == "latest":
            self.set_line_width(.8)
            self.line(x, y - .5, x, y + BAR + .5)
            self.set_line_width(.2)
        elif mark.kind in ("fact", "earliest"):
            self.set_fill_color(0 if mark.kind == "fact" else 255)
            self.polygon([(x, y - .2), (x + 1.5, y + BAR / 2), (x, y + BAR + .2), (x - 1.5, y + BAR / 2)], style="DF")

    def _hatched(self, x: float, y: float, wide: float):
        self.rect(x, y, wide, BAR)
        for n in range(int(wide / HATCH)):
            self.line(x + n * HATCH, y + BAR, min(x + (n + 1) * HATCH, x + wide), y)


def file_name(view: HostView) -> str:
    """How the file is called: the school and the first day of work, nothing of any person.

    >>> from types import SimpleNamespace
    >>> file_name(SimpleNamespace(job=SimpleNamespace(school="binghamton"), start=date(2027, 2, 16)))
    'when-to-post-binghamton-2027-02-16.pdf'
    """
    return f"when-to-post-{view.job.school}-{view.start}.pdf"

