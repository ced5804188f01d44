"""A student's history as a file: read with the line of every complaint, and written so that it can be read again."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from planner.case import FIELDS
from planner.cases import TABLES, fix_unquoted
from planner.errors import BadInput
from planner.history import LISTS, History, Period, alias, history_of
from planner.toml_file import TomlFile, toml_value


@dataclass(frozen=True)
class HistoryFile:
    """A case file with or without lists, and where its keys stand."""
    file: TomlFile

    @classmethod
    def read(cls, path: str | Path) -> HistoryFile:
        return cls(TomlFile.read(path, fix=_fix))

    @classmethod
    def of(cls, text: str, name: str) -> HistoryFile:
        """The same from the text of a file that somebody has brought; `name` stands in messages."""
        return cls(TomlFile.of(text, name, fix=_fix))

    @cached_property
    def _parts(self) -> tuple[dict[str, object], dict[str, int], dict[str, list[dict]]]:
        """Facts of the case, the lines of all keys, and the lists."""
        rest, lists = self.file.lists(tuple(LISTS))
        facts, where = rest.flat(TABLES)
        return facts, self.file.lines | where, lists

    @property
    def facts(self) -> dict[str, object]:
        """The facts of the case as they are written."""
        return self._parts[0]

    def history(self, schools: Iterable[str]) -> History:
        """The history; BadInput names file and line."""
        facts, _, lists = self._parts
        with self.located():
            return history_of(facts, lists, schools)

    @contextmanager
    def located(self) -> Iterator[None]:
        """A complaint about one of its keys says where the key stands."""
        try:
            yield
        except BadInput as error:
            where = self._parts[1]
            for one in (error, *error.others):
                one.file, one.line = self.file.name, where.get(one.column) or where.get(str(one.column).split(".")[0])
            raise


def _fix(name: str, written: str) -> str:
    ours = {alias(kind, one) for kind in LISTS.values() for one in kind.model_fields} - set(FIELDS)
    return f'is not quoted; write {name} = "{written}"' if name in ours else fix_unquoted(name, written)


def history_toml(history: History) -> str:
    """The history as the file that HistoryFile reads.

    >>> one = history_of({"status": "F-1", "program_start": "2025-08-25", "program_end": "2027-05-14"},
    ...                  {"ead": [{"from": "2027-07-01", "to": "2028-06-30"}]})
    >>> print(history_toml(one).splitlines()[-1])
    to = 2028-06-30
    """
    plain = "".join(f"{key} = {toml_value(value)}\n" for key, value in _facts(history).items())
    return plain + "".join(f"\n[[{name}]]\n{_lines(entry)}" for name, _, entry in history.entries())


def _facts(history: History) -> dict[str, object]:
    return {name: getattr(history.case, name) for name in FIELDS if name in history.facts}


def _lines(entry: Period) -> str:
    given = [name for name in type(entry).model_fields if name in entry.model_fields_set]
    return "".join(f"{alias(type(entry), name)} = {toml_value(getattr(entry, name))}\n" for name in given)
