"""A TOML file that a person wrote: its keys, the line of each, and one clear line where it cannot be read."""
from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from planner.cells import did_you_mean, shown
from planner.errors import BadInput

KEY = re.compile(r"""\s*(?:"([^"]+)"|'([^']+)'|([A-Za-z0-9_.-]+))\s*=\s*(.*)""")
TABLE = re.compile(r"\s*\[+\s*([^\]]+?)\s*\]+")
AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")


@dataclass(frozen=True)
class TomlFile:
    """`data` as TOML has it; `lines` gives the line of each dotted key, such as "offer.paid"; in a second [[job]] "job 2.paid"."""
    name: str
    data: dict
    lines: dict[str, int]

    @classmethod
    def read(cls, path: str | Path, fix: Callable[[str, str], str]) -> TomlFile:
        """The file at `path`; BadInput when it cannot be read.

        fix: given a key and its value as written, what to write where that line is not TOML.
        """
        return cls.of(read_text(path), str(path), fix)

    @classmethod
    def of(cls, text: str, name: str, fix: Callable[[str, str], str]) -> TomlFile:
        """The same for text that is here already; `name` is the file's, for messages."""
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise _syntax(name, text, str(error), fix) from None
        return cls(name, data, _lines(text))

    def lists(self, names: tuple[str, ...]) -> tuple[TomlFile, dict[str, list[dict]]]:
        """The file without its [[lists]] of these names, and the lists; BadInput for a list that is none."""
        found: dict[str, list[dict]] = {}
        for name in names:
            entries = self.data.get(name)
            if isinstance(entries, list):
                if not all(isinstance(entry, dict) for entry in entries):
                    raise BadInput(f"is not a list of entries; write each as [[{name}]]", file=self.name,
                                   line=self.lines.get(name), column=name)
                found[name] = entries
        rest = {key: value for key, value in self.data.items() if key not in found}
        return TomlFile(self.name, rest, self.lines), found

    def flat(self, tables: tuple[str, ...]) -> tuple[dict[str, object], dict[str, int]]:
        """Keys at the top and in the given tables as one dict, and the line of each; BadInput for a key given twice."""
        values: dict[str, object] = {}
        lines: dict[str, int] = {}
        for table, keys in self._groups(tables):
            for key, value in keys.items():
                line = self.lines.get(f"{table}.{key}" if table else key)
                if key in values:
                    raise BadInput("is given twice; keep one", file=self.name, line=line, column=key,
                                   value=shown(value))
                if isinstance(value, dict):
                    raise BadInput("is not a table; write it as one value", file=self.name, line=line, column=key)
                values[key] = value
                if line:
                    lines[key] = line
        return values, lines

    def _groups(self, tables: tuple[str, ...]):
        yield "", {key: value for key, value in self.data.items() if not isinstance(value, dict)}
        for key, value in self.data.items():
            if isinstance(value, dict):
                if key not in tables:
                    known = ", ".join(f"[{table}]" for table in tables)
                    raise BadInput(f"is not a table of this file{did_you_mean(key, tables)}; known are {known}",
                                   file=self.name, line=self.lines.get(key), value=f"[{key}]")
                yield key, value


def read_text(path: str | Path) -> str:
    """A small text file as UTF-8, with or without a byte order mark; BadInput where that fails."""
    try:
        return text_of(Path(path).read_bytes(), str(path))
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from None


def text_of(data: bytes, name: str) -> str:
    """Bytes as UTF-8 text, with or without a byte order mark; BadInput where that fails; `name` is the file's."""
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise BadInput("is not UTF-8 text; save it as UTF-8", file=name, value=f"byte {error.start + 1}") from None


def unreadable(path: str | Path, error: Exception) -> BadInput:
    """Why a file cannot be opened, in words."""
    match error:
        case FileNotFoundError():
            return BadInput("does not exist; check the path", file=str(path))
        case IsADirectoryError():
            return BadInput("is a folder; name a file in it", file=str(path))
        case PermissionError():
            return BadInput("may not be opened; check its permissions", file=str(path))
        case OSError(strerror=str(why)):
            return BadInput(f"cannot be opened ({why.lower()}); check the path", file=str(path))
        case _:
            return BadInput("cannot be opened; check the path", file=shown(path))


def _lines(text: str) -> dict[str, int]:
    """The line of each key and table header, the first where it stands twice."""
    lines: dict[str, int] = {}
    table, entries = "", Counter()
    for number, line in enumerate(text.split("\n"), start=1):
        if header := TABLE.match(line):
            table = header[1].replace('"', "").replace(" ", "")
            lines.setdefault(table, number)
            if line.lstrip().startswith("[["):
                entries[table] += 1
                table = f"{table} {entries[table]}"
                lines[table] = number
        elif key := KEY.match(line):
            name = key[1] or key[2] or key[3]
            lines.setdefault(f"{table}.{name}" if table else name, number)
    return lines


def _syntax(file: str, text: str, said: str, fix: Callable[[str, str], str]) -> BadInput:
    lines = text.split("\n")
    at = AT_LINE.search(said)
    number = min(int(at[1]), len(lines)) if at else len(lines)
    key = KEY.match(lines[number - 1])
    if "Cannot overwrite" in said or "Cannot declare" in said:
        return BadInput("is given twice; keep one", file=file, line=number, value=shown(lines[number - 1].strip()))
    if not key or key[4][:1] in "\"'[{":
        return BadInput("cannot be read as TOML; write for example status = \"F-1\"", file=file, line=number,
                        value=shown(lines[number - 1].strip()))
    name, written = key[1] or key[2] or key[3], key[4].split("#")[0].strip()
    return BadInput(fix(name, written) if written else "has no value; give one or delete the line",
                    file=file, line=number, column=name, value=shown(written) if written else None)


def toml_value(value: object) -> str:
    """A value as TOML writes it.

    >>> print(toml_value([True, 'say "yes"', date(2026, 12, 24)]))
    [true, "say \\"yes\\"", 2026-12-24]
    """
    match value:
        case bool():
            return str(value).lower()
        case date():
            return value.isoformat()
        case list() | tuple():
            return f"[{', '.join(map(toml_value, value))}]"
        case dict():
            return f"{{ {', '.join(f'{key} = {toml_value(one)}' for key, one in value.items())} }}"
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case _:
            return str(value)
