"""A large caseload as parts that can be answered anywhere, each on its own, once or many times with the same outcome.

Parts are the files of a folder, or stretches of one CSV file cut between two records. Each is answered into files of its own
that appear whole: whoever dies half-way leaves nothing that could be taken for an answer.
"""
from __future__ import annotations

import io
import pickle
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

import numpy as np

from planner import read_caseload
from planner.caseload import Summary, answer_caseload, errors_path, opened
from planner.dialect import dialect_of
from planner.errors import BadInput
from planner.ids import Ids
from planner.read_caseload import Caseload, open_caseload
from planner.read_table import ENDINGS
from planner.records import LOOKED_AT, Records, below_titles, records, with_known_line_ends
from planner.world import World
from planner.write_results import ERROR_COLUMNS, errors_csv, header_line, written_whole


@dataclass(frozen=True)
class Part:
    """One part: a whole file (`stop` is None), or bytes `start` to `stop` of it below a header, beginning on `line`."""
    number: int
    path: str
    start: int = 0
    stop: int | None = None
    line: int = 1
    header: bytes = b""

    @property
    def name(self) -> str:
        """The name of its results."""
        return f"part-{self.number:05d}.parquet"


@dataclass
class PartAnswer:
    """What became of one part, and the names in it as hashes, each with its line."""
    part: Part
    summary: Summary
    ids: Ids = field(default_factory=Ids)


def parts_of(source: str | Path) -> list[Part]:
    """The parts of a folder in the order of its names, or of one CSV file; BadInput where there are none."""
    path = Path(source)
    if path.is_dir():
        files = sorted(one for one in path.iterdir() if _is_part(one.name.lower()))
        if not files:
            raise BadInput(f"holds no file that ends in .{', .'.join(ENDINGS)}; put the parts there", file=str(path))
        return [Part(number, str(one)) for number, one in enumerate(files)]
    if path.suffix.lower() in (".xlsx", ".xlsm", ".parquet"):
        return [Part(0, str(path))]
    with opened(path) as file:
        return list(_stretches(file, str(path)))


def _is_part(name: str) -> bool:
    hidden = name.startswith((".", "_")) or ".errors." in name
    return not hidden and name.endswith(tuple(f".{ending}" for ending in ENDINGS))


def _stretches(file: BinaryIO, name: str) -> Iterator[Part]:
    """Stretches of a CSV file, each of at most as many records as are answered at once."""
    if with_known_line_ends(file) is not file:
        yield Part(0, name)             # line ends of an old Macintosh: read as one
        return
    dialect = dialect_of(file.read(LOOKED_AT))
    file.seek(0)
    blocks = below_titles(records(file, separator=dialect.separator), dialect.line)
    pieces = (piece for block in blocks for piece in block.pieces(read_caseload.ROWS) if len(piece))
    first = next(pieces, None)
    if first is None:
        yield Part(0, name)
        return
    header = first[:1].text
    begins = [(first.at + int(first.ends[0]), int(first.lines[0]) + header.count(b"\n"))]
    begins += [(piece.at + int(piece.starts[0]), int(piece.lines[0])) for piece in pieces]
    ends = [begin for begin, _ in begins[1:]] + [file.seek(0, io.SEEK_END)]
    for number, ((start, line), stop) in enumerate(zip(begins, ends, strict=True)):
        yield Part(number, name, start, stop, line, header)


def keep_world(world: World, folder: str | Path) -> str:
    """Keep a world in a file for those who answer parts: all answer under the same law, whatever data they have themselves."""
    data = pickle.dumps(world)
    path = Path(folder) / f".world-{sha256(data).hexdigest()[:16]}.part"
    path.write_bytes(data)
    return str(path)


@lru_cache(4)
def _kept_world(path: str) -> World:
    return pickle.loads(Path(path).read_bytes())


def answer_part(part: Part, folder: str | Path, on: int, world: str) -> PartAnswer:
    """Answer one part into `folder`; what is wrong with the part as a whole is a problem of its summary.

    world: where keep_world has kept it.
    """
    out = Path(folder) / part.name
    try:
        with opened(part.path) as file:
            load = _opened(part, file, on, _kept_world(world))
            return PartAnswer(part, answer_caseload(load, out), load.ids)
    except BadInput as error:
        if error.file != part.path:             # not the caseload's fault: there is no room, or no folder
            raise
        summary = Summary()
        summary.add(0, [error])
        with written_whole(errors_path(out)) as errors:
            errors.write(header_line(ERROR_COLUMNS) + errors_csv([error]))
        return PartAnswer(part, summary)


def _opened(part: Part, file: BinaryIO, on: int, world: World) -> Caseload:
    if part.stop is None:
        return open_caseload(file, part.path, on, world)
    file.seek(part.start)
    load = open_caseload(io.BytesIO(part.header + file.read(part.stop - part.start)), part.path, on, world)
    if part.number:
        load.header.problems.clear()            # said once, by the first part
    load.pieces = _moved(load.pieces, part.line - 1 - part.header.count(b"\n"))
    return load


def _moved(pieces: Iterator[Records], by: int) -> Iterator[Records]:
    """The same records, on the lines of the file they were cut from."""
    for piece in pieces:
        piece.lines = piece.lines + by
        piece.broken = [line + by for line in piece.broken]
        yield piece


def repeated_among(answers: list[PartAnswer]) -> list[BadInput]:
    """A problem for each case_id that stands in an earlier part too; the answers in the order of the parts."""
    ids, found, number = Ids(), [], {answer.part.number: answer for answer in answers}
    for answer in answers:
        lines = answer.ids.lines.astype(np.int64)
        for row, before in ids.add_hashes(answer.ids.hashes, (answer.part.number << _LINE) + lines):
            first = number[before >> _LINE].part.path
            said = f"stands on line {before & ((1 << _LINE) - 1)} of {first} too; both are answered, give each case its own name"
            found.append(BadInput(said, file=answer.part.path, line=int(lines[row]), column="case_id"))
    return sorted(found, key=lambda problem: (problem.file, problem.line))


_LINE = 40                          # bits of a line in a number that tells part and line apart

