"""A caseload answered by many processes, on this machine or a cluster: the same parts, the same engine, handed out by Dask.

A worker that dies costs time, never a row: its part is given to another, and results appear in the folder only as whole
files of their own name. The folder itself appears when every part is answered.
"""
from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from planner.caseload import Summary
from planner.errors import BadInput, unwritable
from planner.parts import PartAnswer, answer_part, keep_world, parts_of, repeated_among
from planner.world import World
from planner.write_results import ERROR_COLUMNS, errors_csv, header_line, written_whole

PATIENCE = 15                       # seconds for a scheduler to answer
REPEATED = "repeated.errors.csv"
MISSING = 'needs Dask; install it with pip install "dask[distributed]"'


def answer_on_dask(source: str | Path, out: str | Path, on: int, world: World, scheduler: str | None = None,
                   progress: Callable[[int, int], None] = lambda _done, _of: None) -> Summary:
    """Answer the parts of `source` into a new folder `out`: part-00000.parquet and on, and a list of errors beside each.

    on: the status date, days since 1970-01-01; scheduler: the address of a Dask cluster that sees both folders under the same
    names, default: processes of this machine; progress: told how many parts are done, and of how many. BadInput when nothing
    can be read or written, or where workers die again and again.
    """
    parts = parts_of(source)
    with _new_folder(out) as folder, _client(scheduler) as client:
        kept = keep_world(world, folder)
        futures = [client.submit(answer_part, part, str(folder), on, kept, pure=False) for part in parts]
        answers = _gathered(futures, progress)
        summary = _summed(answers, folder)
        _only_whole_files(folder)
        if not summary.answered:
            shutil.rmtree(folder)
    return summary


def _gathered(futures: list, progress: Callable[[int, int], None]) -> list[PartAnswer]:
    """The answers in the order of the parts."""
    from concurrent.futures import CancelledError

    from distributed import KilledWorker, as_completed
    from distributed.comm import CommClosedError
    try:
        for done, _ in enumerate(as_completed(futures), start=1):
            progress(done, len(futures))
        return [future.result() for future in futures]
    except KilledWorker:
        raise BadInput("several workers died over the same part; give them more memory, or smaller parts") from None
    except (CommClosedError, CancelledError):
        raise BadInput("the scheduler is gone; nothing was written, start it and ask again") from None


def _summed(answers: list[PartAnswer], folder: Path) -> Summary:
    """One summary of all parts; names that stand in two parts are listed beside them."""
    summary = Summary()
    for answer in answers:
        summary.add(answer.summary.answered, answer.summary.listed)
        summary.problems += answer.summary.problems - len(answer.summary.listed)
        summary.notes += [f"{answer.part.path}: {note}" for note in answer.summary.notes]
    repeated = repeated_among(answers)
    summary.add(0, repeated)
    if repeated:
        with written_whole(folder / REPEATED) as errors:
            errors.write(header_line(ERROR_COLUMNS) + errors_csv(repeated))
    return summary


def _only_whole_files(folder: Path) -> None:
    """Drafts of workers that died, and the world that all have read, go."""
    for draft in folder.glob(".*.part"):
        draft.unlink(missing_ok=True)


@contextmanager
def _new_folder(out: str | Path) -> Iterator[Path]:
    """A folder that takes its name when its block ends well; nothing is left of it otherwise."""
    target = Path(os.path.realpath(out))
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise BadInput("is there already; choose a new folder, or delete it", file=str(out))
    draft = target.with_name(f".{target.name}.{uuid4().hex[:8]}.part")
    try:
        draft.mkdir()
        yield draft
        if draft.exists():
            draft.rename(target)
    except OSError as error:
        raise unwritable(out, error) from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)


@contextmanager
def _client(scheduler: str | None) -> Iterator[object]:
    """Workers that are there, or some on this machine for as long as this takes."""
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        raise BadInput(MISSING, file="--engine", value="dask") from None
    if scheduler is None:
        workers = os.cpu_count() or 1
        with (LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
              Client(cluster) as client):
            yield client
        return
    try:
        client = Client(scheduler, timeout=PATIENCE)
    except (OSError, ValueError):
        raise BadInput("does not answer; check the address", file="--scheduler", value=scheduler) from None
    with client:
        yield client
