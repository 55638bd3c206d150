"""Company folders written whole: either every table is there, or nothing is."""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import polars as pl

from answerable.kernel.problems import UsageError


def write_company(
    tables: Mapping[str, pl.DataFrame],
    folder: Path,
    kind: Literal["csv", "parquet"] = "csv",
    truth: Mapping[str, pl.DataFrame] | None = None,
) -> None:
    """Write a company folder.

    Args:
        tables: the canonical tables by name.
        folder: where to; it must not exist yet, or be empty.
        kind: the files' format.
        truth: what a simulation knows to be true; goes to a folder `truth` within.

    Raises:
        UsageError: the folder holds something already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} holds something already. Name a new folder, or empty it first.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _write(tables, unfinished, kind)
        if truth is not None:
            (unfinished / "truth").mkdir()
            _write(truth, unfinished / "truth", kind)
        unfinished.chmod(0o755)
        unfinished.replace(folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def _write(tables: Mapping[str, pl.DataFrame], folder: Path, kind: Literal["csv", "parquet"]) -> None:
    for name, frame in tables.items():
        if kind == "csv":
            frame.write_csv(folder / f"{name}.csv")
        else:
            frame.write_parquet(folder / f"{name}.parquet")
