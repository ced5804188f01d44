"""Bad input in one clear line: where it stands, the thing, the value, the remedy.

    BadInput            something a person wrote cannot be used
    +-- BadData         a file of the planner itself (law, school, processing) does not load
"""
from __future__ import annotations

from pathlib import Path


class BadInput(Exception):
    """One thing that a person has to mend; `str()` is the whole message, on one line.

    >>> print(BadInput("is ambiguous; write 2027-05-06 or 2027-06-05", value="05/06/2027", line=14, column="program_end"))
    line 14, column program_end: "05/06/2027" is ambiguous; write 2027-05-06 or 2027-06-05
    """

    def __init__(self, remedy: str, *, file: str | None = None, line: int | None = None,
                 column: str | None = None, value: str | None = None):
        self.remedy, self.file, self.line, self.column, self.value = remedy, file, line, column, value
        self.others: list[BadInput] = []        # what else is wrong with the same thing
        super().__init__(remedy)

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.file, self.line and f"line {self.line}",
                                            self.column and f"column {self.column}") if part)
        what = self.remedy if self.value is None else f'"{self.value}" {self.remedy}'
        return " ".join((f"{where}: {what}" if where else what).split("\n"))


class BadData(BadInput):
    """A data file of the planner that cannot be trusted, so it is not loaded."""


def unwritable(path: str | Path, error: OSError) -> BadInput:
    """Why a file cannot be written, in words."""
    why = (error.strerror or "unknown reason").lower()
    return BadInput(f"cannot be written ({why}); choose another place", file=str(path))
