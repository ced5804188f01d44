"""A sheet of paper, US Letter or A4, in black on white: words, headings, tables, boxes to tick, and a time picture as vectors."""
from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

from fpdf import FPDF
from fpdf.fonts import FontFace

from planner.timeline import Lane, Mark, Picture
from planner.words import NBSP

FONTS = Path(__file__).parent / "fonts"
PLEX = "Plex"
LEFT, TOP, FOOT = 18, 10, 13                # millimetres: what no printer cuts off
ROW, BAR = 6.4, 2.4                         # millimetres of a row of the picture, and of its bar
HATCH = 1.3                                 # millimetres between the lines of a hatching
TINT = {"host": 205, "school": 90, "student": 20, "agency": 150}            # grey by who acts, told apart in print


class Paper(FPDF):
    """One page with its foot; text flows from the top down. paper: as the library names it."""

    def __init__(self, title: str, on: date, foot: str, paper: str):
        super().__init__("portrait", "mm", paper)
        self.foot, self.wide = foot, self.w - 2 * LEFT
        self.set_creation_date(datetime.combine(on, time(), UTC))
        self.set_title(title.replace(NBSP, " "))
        self.set_lang("en-US")
        self.set_margins(LEFT, TOP, LEFT)
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
        self.cell(self.wide, 4, self.foot, border="T")

    def words(self, text: str, size: float, bold: bool = False, after: float = 1.5):
        self.set_font(PLEX, "B" if bold else "", size)
        self.multi_cell(self.wide, size * .46, text, align="L", new_x="LMARGIN", new_y="NEXT")
        self.ln(after)

    def heading(self, text: str):
        self.ln(2)
        self.set_line_width(.5)
        self.line(LEFT, self.get_y(), LEFT + self.wide, self.get_y())
        self.set_line_width(.2)
        self.ln(1.2)
        self.words(text, 11, bold=True, after=.6)

    def if_it_fits(self, title: str, text: str, under: str) -> bool:
        """A section, where the paper has room for it and for the words under it; whether it has."""
        self.set_font(PLEX, "", 7.5)
        lines = sum(len(self.multi_cell(self.wide, 3.5, part, dry_run=True, output="LINES")) for part in (text, under))
        fits = self.get_y() + 9 + 3.5 * lines < self.h - FOOT - 2
        if fits:
            self.heading(title)
            self.words(text, 7.5)
        return fits

    def rows(self, heads: tuple[str, ...], rows: list[tuple[str, ...]], widths: tuple[int, ...]):
        """A table with a line under each row."""
        self.set_font(PLEX, "", 8)
        with self.table(col_widths=widths, width=self.wide, line_height=3.7, text_align="LEFT", borders_layout="HORIZONTAL_LINES",
                        headings_style=FontFace(emphasis="", size_pt=8), padding=(.3, 1.5, .3, 0)) as table:
            for row in (heads, *rows):
                table.row(row)

    def ticks(self, stops: list[str]):
        """Steps with a box to tick, in two columns read downward."""
        self.set_font(PLEX, "", 8.5)
        top, half = self.get_y(), -(-len(stops) // 2)
        for place, text in enumerate(stops):
            x, y = LEFT + (place // half) * self.wide / 2, top + (place % half) * 4.5
            self.rect(x, y + .8, 2.8, 2.8)
            self.text(x + 4.4, y + 3.2, text)
        self.set_y(top + half * 4.5 + 2)

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
        return LEFT + self.wide * picture.place(when)

    def _post(self, picture: Picture, when: date, top: float, foot: float):
        x = self._x(picture, when)
        self.set_line_width(.5)
        self.line(x, top, x, foot)
        self.set_line_width(.2)

    def _lane(self, picture: Picture, lane: Lane, y: float):
        self.set_draw_color(200)
        self.line(LEFT, y, LEFT + self.wide, y)
        self.set_draw_color(0)
        for mark in lane.marks:
            self._mark(picture, lane, mark, y + 4)
        figure = lane.figure.replace("office", "business")
        self._on_ground(LEFT, y, (lane.title, "B"), (f", {lane.detail}" if lane.detail else "", ""))
        self._on_ground(LEFT + self.wide - self.get_string_width(figure), y, (figure, ""))

    def _on_ground(self, x: float, y: float, *parts: tuple[str, str]):
        """Words, each with its weight, and the colour of the paper behind them, so that lines stop at them."""
        self.set_fill_color(255)
        for text, weight in parts:
            self.set_font(PLEX, weight, 8)
            self.rect(x, y + .3, self.get_string_width(text) + .3, 3.5, "F")
            self.text(x, y + 3.2, text)
            x += self.get_string_width(text)

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
