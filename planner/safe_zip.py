"""A zip archive from a stranger, looked at before a library opens it: how much it really holds.

A spreadsheet is a zip of XML. A small one can unfold into terabytes, say less than it holds, or define words by words by words.
"""
from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from planner.errors import BadInput

MOST_PARTS = 2000                   # a workbook of a hundred sheets has about four hundred
LARGEST_INSIDE = 256_000_000        # bytes unfolded: about 200,000 cases with every fact
READ_AT_ONCE = 1 << 20
TOO_LARGE = f"unfolds to more than {LARGEST_INSIDE // 1_000_000} MB; save the sheet as CSV UTF-8"
DAMAGED = "is damaged, or no spreadsheet at all; open it, save it again as .xlsx, or save it as CSV UTF-8"
STRANGE = "is packed in a way that no spreadsheet program uses; open it and save it again as .xlsx"


def checked_archive(file: BinaryIO, name: str) -> zipfile.ZipFile:
    """The archive, every part of it unfolded once and counted; BadInput where it is damaged, strange or too large."""
    try:
        archive = zipfile.ZipFile(file)
        _declared(archive, name)
        _unfolded(archive, name)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, OverflowError):
        raise BadInput(DAMAGED, file=name) from None
    return archive


def _declared(archive: zipfile.ZipFile, name: str) -> None:
    """What the table of contents says; the library never unfolds a part beyond the size that stands there."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or len({part.filename for part in parts}) < len(parts):
        raise BadInput(STRANGE, file=name)
    if any(part.flag_bits & 1 or part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise BadInput(STRANGE, file=name)
    if sum(part.file_size for part in parts) > LARGEST_INSIDE:
        raise BadInput(TOO_LARGE, file=name)


def _unfolded(archive: zipfile.ZipFile, name: str) -> None:
    """What is really there; definitions of a document type, which spreadsheets do not have, end it."""
    total = 0
    for part in archive.infolist():
        text = part.filename.lower().endswith((".xml", ".rels"))
        for known, piece in pieces(archive, part.filename):
            total += len(piece) - known
            if total > LARGEST_INSIDE:
                raise BadInput(TOO_LARGE, file=name)
            if text and (b"<!DOCTYPE" in piece or b"<!ENTITY" in piece or b"\0" in piece):
                raise BadInput(STRANGE, file=name)


def pieces(archive: zipfile.ZipFile, part: str, overlap: int = 200) -> Iterator[tuple[int, bytes]]:
    """A part unfolded piece by piece, each after the last bytes of the one before (their number), so that no short word is cut."""
    with archive.open(part) as stream:
        before = b""
        while piece := stream.read(READ_AT_ONCE):
            yield len(before), before + piece
            before = (before + piece)[-overlap:]
