"""The staged company as files, for those who bring it."""

from pathlib import Path

import polars as pl

from staged import staged_tables

# In measurements.csv: the header is line 1.
BAD_LINE, BAD_VALUE = 3, "a lot"


def write_tables(folder: Path, **changed: pl.DataFrame) -> list[Path]:
    """Write the staged company as CSV files, some tables exchanged.

    Args:
        folder: where to.
        changed: tables by name.

    Returns:
        The files.
    """
    folder.mkdir()
    paths = []
    for name, table in (staged_tables() | changed).items():
        paths.append(folder / f"{name}.csv")
        table.write_csv(paths[-1])
    return paths


def with_a_bad_value() -> pl.DataFrame:
    """The measurements, one of them no number."""
    right = staged_tables()["measurements"].cast({"actual": pl.String}).with_row_index("line", offset=2)
    actual = pl.when(pl.col("line") == BAD_LINE).then(pl.lit(BAD_VALUE)).otherwise(pl.col("actual"))
    return right.with_columns(actual=actual).drop("line")
