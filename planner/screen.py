"""What the command line says to a person: answers on standard output, problems on standard error, a bar while one waits."""
from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from planner.errors import unwritable

if TYPE_CHECKING:
    from rich.progress import Progress

ANSWERED, SOME_BAD, NOT_ANSWERED, STOPPED, TERMINATED, PIPE_CLOSED = 0, 1, 2, 130, 143, 141      # exit status


def say(text: str) -> None:
    """Write to standard output; a reader who has seen enough ends the program, a full disk is BadInput."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())      # the rest must not fail again at exit
        if isinstance(error, BrokenPipeError):                              # the reader has seen enough
            raise typer.Exit(PIPE_CLOSED) from None
        raise unwritable("standard output", error) from None


def say_json(value: object) -> None:
    """Write a value as JSON."""
    say(json.dumps(value, indent=2, ensure_ascii=False) + "\n")


def complain(message: object) -> None:
    """One line on standard error."""
    print(message, file=sys.stderr)


@contextmanager
def progress(path: Path) -> Iterator[Callable[[int], None]]:
    """A bar on standard error, when a person looks at it, told how many bytes of a file have been read."""
    with bar() as drawn:
        if drawn is None or not path.is_file():
            yield lambda _bytes_read: None
            return
        task = drawn.add_task("Answering", total=path.stat().st_size)
        yield lambda bytes_read: drawn.update(task, completed=bytes_read)


@contextmanager
def bar() -> Iterator[Progress | None]:
    """A bar that somebody else moves; None where nobody looks."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress
    with Progress(console=Console(stderr=True), transient=True) as drawn:
        yield drawn
