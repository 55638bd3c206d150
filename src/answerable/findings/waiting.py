"""What waiting has cost and will cost, reckoned and stored with what it rests on; a later look makes new rows."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import polars as pl
from django.db import transaction

from answerable import __version__
from answerable.engine.inaction import EFFECTS_SCHEMA, Judged, cost_of_waiting, judge_company
from answerable.engine.inaction import Waiting as Reckoned
from answerable.facts.people.models import Person, Unit
from answerable.findings.check import gap_settings
from answerable.findings.helping import last_weighed, plain
from answerable.findings.models import GapWaited, LeverEffect, WaitedUnder, Waiting
from answerable.findings.on_record import OnRecord

# What waiting costs grows week by week; the figures of most expectations come once a month.
EVERY_DAYS = 7
BATCH = 5_000
GAP = ("person_id", "unit_id", "expectation_id")
_NAMES = {*GAP, "leader_id", "in_unit_id"}
# A lever's interval is of 95 %.
REACH = 1.959964

Acted = Callable[[date], pl.DataFrame]


def reckon_when_due(record: OnRecord, acted: Acted, *, on: date, at: datetime) -> Waiting | None:
    """Reckon what waiting costs, unless that was done within the last week.

    Args:
        record: the facts.
        acted: tells what was done about gaps up to a day, columns as `engine.inaction.ACTIONS_SCHEMA`.
        on: the day.
        at: when this happens.

    Returns:
        As `reckon`; None where it is not due.
    """
    latest = _latest(on)
    is_due = latest is None or (on - latest.as_of).days >= EVERY_DAYS
    return reckon(record, acted, on=on, at=at) if is_due else None


def reckon(record: OnRecord, acted: Acted, *, on: date, at: datetime) -> Waiting:
    """Reckon what waiting has cost in every gap that is open, and what the next 13 weeks cost.

    Args:
        record: the facts.
        acted: tells what was done about gaps up to a day, columns as `engine.inaction.ACTIONS_SCHEMA`.
        on: the day.
        at: when this happens.

    Returns:
        What was stored; the look of before where it was of the same day, facts and deeds.
    """
    done, helps = acted(on), known_of_levers(on)
    fingerprint = _fingerprint(record, done, helps, on)
    known = Waiting.objects.filter(as_of=on, panel_hash=fingerprint).first()
    if known is not None:
        return known
    judged = judge_company(
        record.panel, record.tables["units"], on, gap_settings(record.policy), judging=record.judging
    )
    found = cost_of_waiting(judged, done, effects=_effects(judged, helps))
    return store(found, helps, as_of=on, fingerprint=fingerprint, at=at)


def known_of_levers(on: date) -> list[dict[str, Any]]:
    """What the latest look at levers said of each lever as a whole, and where its cause was known.

    Args:
        on: the day.

    Returns:
        Rows with `lever`, `unit_wide`, `cause` (empty for the whole) and the figures of `engine.levers.LEVER_SCHEMA`,
        by lever; none before the first look.
    """
    rows = LeverEffect.objects.filter(weighed=last_weighed(on), name="").order_by("lever", "unit_wide", "cause")
    return [{"lever": row.lever, "unit_wide": row.unit_wide, "cause": row.cause, **row.figures} for row in rows]


def usual_help(helps: list[dict[str, Any]], *, unit_wide: bool) -> dict[str, Any] | None:
    """Choose which lever stands for action in a forecast: of those known to add something, the one used most.

    The one that seems to add most would promise too much: it is there partly by luck.

    Args:
        helps: what is known of levers, as `known_of_levers` tells it.
        unit_wide: whether it is for whole units.

    Returns:
        Its row; None where of no lever it is known that it adds something.
    """
    whole = [one for one in helps if one["unit_wide"] == unit_wide and not one["cause"]]
    useful = [one for one in whole if one["known"] and one["shrunken"] > 0]
    return max(useful, key=lambda one: one["episodes"], default=None)


def store(found: Reckoned, helps: list[dict[str, Any]], *, as_of: date, fingerprint: str, at: datetime) -> Waiting:
    """Store what waiting costs.

    Args:
        found: what the engine said.
        helps: what was known of levers, as `known_of_levers` tells it.
        as_of: the day looked at.
        fingerprint: names what the engine was given.
        at: when this happens.

    Returns:
        The stored look.
    """
    people, units = (dict(model.objects.values_list("key", "pk")) for model in (Person, Unit))
    erosion = {name: plain(change) for name, change in asdict(found.erosion).items()}
    with transaction.atomic():
        waiting = Waiting.objects.create(
            as_of=as_of,
            panel_hash=fingerprint,
            engine_version=__version__,
            helps=helps,
            erosion=erosion,
            made_at=at,
        )
        GapWaited.objects.bulk_create(_gaps(waiting, found, people, units), batch_size=BATCH)
        WaitedUnder.objects.bulk_create(_sums(waiting, found, people, units), batch_size=BATCH)
    return waiting


def _latest(on: date) -> Waiting | None:
    return Waiting.objects.filter(as_of__lte=on).order_by("-as_of", "-pk").first()


def _fingerprint(record: OnRecord, done: pl.DataFrame, helps: list[dict[str, Any]], on: date) -> str:
    text = f"{record.fingerprint(on)}{done.write_csv()}{helps}"
    return hashlib.sha256(text.encode()).hexdigest()


def _effects(judged: Judged, helps: list[dict[str, Any]]) -> pl.DataFrame | None:
    """What action adds to each open gap, as far as that is known."""
    found = []
    for unit_wide, key in ((False, "person_id"), (True, "unit_id")):
        usual = usual_help(helps, unit_wide=unit_wide)
        if usual is not None:
            sd = (usual["shrunken_high"] - usual["shrunken_low"]) / (2 * REACH)
            rows = judged.open.filter(pl.col(key).is_not_null()).select(GAP)
            found.append(rows.with_columns(effect=pl.lit(usual["shrunken"], pl.Float64), sd=pl.lit(sd, pl.Float64)))
    return pl.concat(found).select(pl.col(name).cast(kind) for name, kind in EFFECTS_SCHEMA.items()) if found else None


def _gaps(
    waiting: Waiting, found: Reckoned, people: Mapping[str, int], units: Mapping[str, int]
) -> Iterator[GapWaited]:
    usual = {unit_wide: usual_help(waiting.helps, unit_wide=unit_wide) for unit_wide in (False, True)}
    ahead: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in found.ahead.iter_rows(named=True):
        told = {name: value for name, value in row.items() if name not in {*_NAMES, "action", "adds_up"}}
        ahead.setdefault(tuple(row[name] for name in GAP), {})[row["action"]] = plain(told)
    for row in found.gaps.iter_rows(named=True):
        helped = usual[row["person_id"] is None]
        yield GapWaited(
            waiting=waiting,
            person_id=people.get(row["person_id"]),
            unit_id=units.get(row["unit_id"]),
            expectation=row["expectation_id"],
            figures={
                "as_of": waiting.as_of.isoformat(),
                "helped_by": "" if helped is None else helped["lever"],
                "so_far": plain({name: value for name, value in row.items() if name not in _NAMES}),
                **ahead.get(tuple(row[name] for name in GAP), {}),
            },
        )


def _in_money(money: pl.DataFrame) -> dict[tuple[object, ...], list[dict[str, Any]]]:
    """What was lost in money, a row a currency, by whose, id, expectation and time."""
    found: dict[tuple[object, ...], list[dict[str, Any]]] = {}
    names = ("currency", "money", "money_low", "money_high")
    for row in money.iter_rows(named=True):
        key = (row["whose"], row["id"], row["expectation_id"], row["time"])
        found.setdefault(key, []).append(plain({name: row[name] for name in names}))
    return found


def _sums(
    waiting: Waiting, found: Reckoned, people: Mapping[str, int], units: Mapping[str, int]
) -> Iterator[WaitedUnder]:
    totals, money = found.totals, _in_money(found.money)
    whole = pl.col("expectation_id").is_null()
    of_whom = totals.filter((pl.col("whose") == "leader") | ((pl.col("whose") == "unit") & whole))
    keys = ["whose", "id", "expectation_id"]
    for (whose, number, expectation), rows in of_whom.group_by(keys, maintain_order=True):
        figures = {
            row["time"].replace(" ", "_"): {
                **plain({name: row[name] for name in totals.columns if name not in keys}),
                "in_money": money.get((whose, number, expectation, row["time"]), []),
            }
            for row in rows.iter_rows(named=True)
        }
        yield WaitedUnder(
            waiting=waiting,
            leader_id=people[str(number)] if whose == "leader" else None,
            unit_id=units[str(number)] if whose == "unit" else None,
            expectation=str(expectation or ""),
            figures=figures,
        )
