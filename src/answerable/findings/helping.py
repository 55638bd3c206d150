"""What levers add, weighed and stored with what it rests on; a later look makes new rows."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import polars as pl
from django.db import transaction

from answerable import __version__
from answerable.engine.levers import LeverEffects, lever_effects
from answerable.findings.attributing import EVERY_DAYS
from answerable.findings.check import gap_settings
from answerable.findings.models import LeverEffect, LeversWeighed
from answerable.findings.on_record import OnRecord
from answerable.findings.report import rounded

# What fewer people had is not shown, so that nobody's gaps can be read off it.
FEWEST_SHOWN = 5
KEYS = ("lever", "name", "cause", "unit_wide")


def weigh_when_due(record: OnRecord, *, on: date, at: datetime) -> LeversWeighed | None:
    """Weigh what levers add, unless that was done within the last month.

    Args:
        record: the facts.
        on: the day.
        at: when this happens.

    Returns:
        As `weigh`; None where it is not due.
    """
    latest = last_weighed(on)
    return None if latest is not None and (on - latest.as_of).days < EVERY_DAYS else weigh(record, on=on, at=at)


def weigh(record: OnRecord, *, on: date, at: datetime) -> LeversWeighed:
    """Weigh what levers add, unless just these facts were weighed before.

    Args:
        record: the facts.
        on: the day.
        at: when this happens.

    Returns:
        The look that holds on that day.
    """
    fingerprint, latest = record.fingerprint(on), last_weighed(on)
    if latest is not None and latest.panel_hash == fingerprint:
        return latest
    found = lever_effects(record.company, on, gap_settings(record.policy))
    return store(found, as_of=on, fingerprint=fingerprint, at=at)


def store(found: LeverEffects, *, as_of: date, fingerprint: str, at: datetime) -> LeversWeighed:
    """Store what levers add.

    Args:
        found: what the engine said.
        as_of: the day looked at.
        fingerprint: names what the engine was given.
        at: when this happens.

    Returns:
        The stored look; the one stored before where there is one of the same day and facts.
    """
    with transaction.atomic():
        weighed, is_new = LeversWeighed.objects.get_or_create(
            as_of=as_of, panel_hash=fingerprint, defaults={"engine_version": __version__, "made_at": at}
        )
        if is_new:
            LeverEffect.objects.bulk_create(_rows(weighed, found))
    return weighed


def last_weighed(on: date) -> LeversWeighed | None:
    """The latest look at levers up to a day; None where there was none."""
    return LeversWeighed.objects.filter(as_of__lte=on).order_by("-as_of", "-pk").first()


def singling_nobody_out(levers: pl.DataFrame) -> pl.DataFrame:
    """Leave out what would tell of single people.

    Args:
        levers: what was found, columns as `engine.levers.LEVER_SCHEMA`.

    Returns:
        Rows of at least five people; of the programs of a lever, and of its causes, such that what is left of the
        whole once they are taken off is nobody, or again at least five.
    """
    seen = levers.filter(pl.col("people") >= FEWEST_SHOWN)
    named, caused = pl.col("name").is_not_null(), pl.col("cause").is_not_null()
    whole = seen.filter(~named & ~caused)
    parts = [
        of_lever
        for some in (seen.filter(named), seen.filter(caused))
        for _key, of_lever in some.group_by("lever", "unit_wide", maintain_order=True)
    ]
    return pl.concat([whole, *(_not_by_difference(one, whole) for one in parts)])


def _not_by_difference(parts: pl.DataFrame, whole: pl.DataFrame) -> pl.DataFrame:
    """The parts of one lever, without the smallest where the rest of the whole would be of fewer than five."""
    of_lever = whole.join(parts, on=["lever", "unit_wide"], how="semi")
    ordered = parts.sort("episodes", descending=True)
    left = int(of_lever["episodes"].sum()) - int(ordered["episodes"].sum())
    return ordered.head(ordered.height - 1) if 0 < left < FEWEST_SHOWN else ordered


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """Figures as they are kept: rounded, days as text, what is not known as nothing."""
    return {name: _plain(value) for name, value in row.items()}


def _plain(value: object) -> object:
    if isinstance(value, float):
        return rounded(value)
    return value.isoformat() if isinstance(value, date) else value


def _rows(weighed: LeversWeighed, found: LeverEffects) -> Iterator[LeverEffect]:
    for row in singling_nobody_out(found.levers).iter_rows(named=True):
        key = {name: row.pop(name) for name in KEYS}
        curves = found.curves.filter(pl.col("lever") == key["lever"], pl.col("unit_wide") == key["unit_wide"])
        is_whole = key["name"] is None and key["cause"] is None
        yield LeverEffect(
            weighed=weighed,
            lever=key["lever"],
            name=key["name"] or "",
            cause=key["cause"] or "",
            unit_wide=key["unit_wide"],
            figures=plain(row),
            curves=[plain(point) for point in curves.drop("lever", "unit_wide").to_dicts()] if is_whole else [],
        )
