"""Four dates of OPT after graduation for many students: formulas of LibreOffice Calc, and this planner.

    apt-get install libreoffice-calc python3-uno        # 7.4 of Debian 12 when this was written
    python tests/benchmarks/against_libreoffice.py [CASES] [PYTHON]         200,000 unless told; a sheet holds 1,048,576

PYTHON is the one that has LibreOffice's module uno, /usr/bin/python3 unless told. The dates: first and last day of filing
(program's end less 90 days, plus 60), the day the school has recommended (WORKDAY with the federal holidays, 10 business days
after the day of asking), and the last day of the card (EDATE by 12 months, less a day). Only Calc's own recalculation of the open
sheet is timed, not its start, its reading or its writing. Both must give the same dates. Medians.
"""
from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

RUNS = 5
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:automatic-styles><number:date-style style:name="N1"><number:year number:style="long"/><number:text>-</number:text>
<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/></number:date-style>
<style:style style:name="d" style:family="table-cell" style:data-style-name="N1"/></office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name="cases">
"""
TAIL = "</table:table></office:spreadsheet></office:body></office:document>\n"
FORMULAS = ("of:=[.A{0}]-90", "of:=[.A{0}]+60", "of:=WORKDAY([.B{0}];10;[.$G$1:.$G${1}])", "of:=EDATE([.A{0}]+1;12)-1")


def write_sheet(path: Path, ends, asked, holidays) -> None:
    """A sheet with the program's end in A, the day of asking in B, four formulas in C to F and the holidays in G."""
    from planner.days import to_date

    def given(day) -> str:
        return f'<table:table-cell table:style-name="d" office:value-type="date" office:date-value="{to_date(day)}"/>'
    with path.open("w") as file:
        file.write(HEAD)
        for row in range(max(len(ends), len(holidays))):
            cells = [given(ends[row]), given(asked[row])]
            cells += [f'<table:table-cell table:style-name="d" table:formula="{formula.format(row + 1, len(holidays))}"/>'
                      for formula in FORMULAS]
            cells += [given(holidays[row])] if row < len(holidays) else []
            file.write(f"<table:table-row>{''.join(cells)}</table:table-row>\n")
        file.write(TAIL)


def calc(folder: Path) -> None:
    """Open the sheet in a Calc without a window, recalculate it a few times, save it as CSV; run by the python that has uno."""
    import uno
    from com.sun.star.beans import PropertyValue
    pipe = f"pipe,name=bench{folder.name}"
    office = subprocess.Popen(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore",
                               f"--accept={pipe};urp"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    there = None
    while there is None:
        with suppress(Exception):
            there = resolver.resolve(f"uno:{pipe};urp;StarOffice.ComponentContext")
        sleep(0.2)
    desktop = there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
    sheet = desktop.loadComponentFromURL((folder / "cases.fods").as_uri(), "_blank", 0, (PropertyValue("Hidden", 0, True, 0),))
    for _ in range(RUNS + 1):
        begun = perf_counter()
        sheet.calculateAll()
        print(perf_counter() - begun)
    sheet.storeToURL((folder / "cases.csv").as_uri(), (PropertyValue("FilterName", 0, "Text - txt - csv (StarCalc)", 0),))
    sheet.close(True)
    with suppress(Exception):                   # it hangs up while it is being asked
        desktop.terminate()
    office.wait(30)


def main() -> int:
    import numpy as np
    from against_openfisca import dates_of
    from measuring import show
    from random_cases import ON, random_cases

    from planner.days import business_days, months, to_date, us_federal_holidays
    from planner.plan import plans
    from planner.world import load_world

    size = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    python = sys.argv[2] if len(sys.argv) > 2 else "/usr/bin/python3"
    cases = random_cases(size)
    ends, asked = cases.program_end, np.maximum(cases.offer_date, np.int32(ON))
    lag, year, before = business_days(us_federal_holidays(), 10), months(12), np.int32(1)

    def ours():
        return ends - np.int32(90), ends + np.int32(60), lag.add(asked), year.add(ends + before) - before
    answers = ours()
    holidays = sorted(day for day in us_federal_holidays() if ON - 10 < day < int(max(answers[2])) + 10)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_sheet(folder / "cases.fods", ends, asked, holidays)
        run = subprocess.run([python, __file__, "--calc", name], check=True, capture_output=True, text=True)
        with (folder / "cases.csv").open(newline="") as file:
            found = [row[2:6] for row in csv.reader(file)]
    assert found == [[str(to_date(day)) for day in row] for row in zip(*answers, strict=True)], "both must give the same dates"
    calculated = [float(line) for line in run.stdout.split()][1:]

    def seconds(work) -> float:
        begun = perf_counter()
        work()
        return perf_counter() - begun
    world = load_world()
    made = list(plans(cases, ON, world))
    four = median(seconds(ours) for _ in range(25)) / (4 * size)
    seven_routes = median(seconds(lambda: [None for _ in plans(cases, ON, world)]) for _ in range(RUNS)) / sum(map(dates_of, made))
    theirs = median(calculated) / (4 * size)
    show(f"LibreOffice Calc, four formulas for {size:,} rows", median(calculated), "s")
    show("LibreOffice Calc, per date", theirs * 1e9, "ns")
    show("this planner, the same four dates, per date", four * 1e9, "ns")
    show("this planner, seven routes, per date", seven_routes * 1e9, "ns")
    kept = [show("times faster for the same four dates", theirs / four, "x", 100, at_least=True),
            show("times faster per date with seven routes", theirs / seven_routes, "x", 100, at_least=True)]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["--calc"]:
        calc(Path(sys.argv[2]))
    else:
        sys.exit(main())
