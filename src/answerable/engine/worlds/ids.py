"""Ids: the names that stand for people, units and supports in a world's tables."""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

Codes = NDArray[np.signedinteger[Any]]


def person_ids(people: int) -> pl.Series:
    """Name people `P000000`, `P000001` and so on.

    Args:
        people: how many.

    Returns:
        Ids of one length, shape (people,).
    """
    return numbered("P", people, 6)


def unit_ids(units: int) -> pl.Series:
    """Name units `U0000`, `U0001` and so on.

    Args:
        units: how many.

    Returns:
        Ids of one length, shape (units,).
    """
    return numbered("U", units, 4)


def numbered(prefix: str, count: int, digits: int) -> pl.Series:
    """Name things by a letter and a number, from zero.

    Args:
        prefix: the letter.
        count: how many there are.
        digits: at least so many digits.

    Returns:
        Ids of one length, shape (count,).
    """
    width = max(digits, len(str(count - 1)))
    number = pl.int_range(count, eager=True).cast(pl.String).str.zfill(width)
    return pl.select(pl.format("{}{}", pl.lit(prefix), number)).to_series()


def named(ids: pl.Series, codes: Codes) -> pl.Series:
    """Write codes as ids.

    Args:
        ids: ids in the order of their codes.
        codes: shape (n,).

    Returns:
        Ids, shape (n,).
    """
    return ids.gather(codes)


def named_or_none(ids: pl.Series, codes: Codes) -> pl.Series:
    """Write codes as ids, and negative ones as nothing.

    Args:
        ids: ids in the order of their codes.
        codes: shape (n,).

    Returns:
        Ids, shape (n,).
    """
    known = pl.DataFrame({"id": ids.gather(np.maximum(codes, 0)), "known": codes >= 0})
    return known.select(pl.when("known").then("id")).to_series()
