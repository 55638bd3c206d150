"""What a person may be expected to attain in a role, under known or unknown leaders, with how far it may be off."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import polars as pl
from scipy.special import ndtr

from answerable.engine.placement.asking import Asked, Place, ask, is_known, levels_of
from answerable.engine.placement.learn import Learned

PREDICTED_SCHEMA: dict[str, Any] = {
    "person_id": pl.String,
    "role_id": pl.String,
    "manager_id": pl.String,
    "unit_id": pl.String,
    "expected": pl.Float64,
    "sd": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "level_sd": pl.Float64,
    "standard": pl.Float64,
    "meets": pl.Float64,
    "from_role_id": pl.String,
    "carry": pl.Float64,
    "carry_low": pl.Float64,
    "carry_high": pl.Float64,
    "based_on": pl.Int64,
    "results": pl.Int64,
}
MONTHS = 6
# 90 % of a normal distribution lie within so many standard deviations.
REACH = 1.644854
SMALLEST = 1e-12

_IDS = ("person_id", "role_id", "manager_id", "unit_id")


def predicted(learned: Learned, people: Sequence[str], roles: Sequence[str], *, results: int = MONTHS) -> pl.DataFrame:
    """Predict what each of some people would attain in each of some roles, under a leader who is not known.

    Expected is the level of a typical person in the role, and as much of what the person brings to the roles they have
    held as goes along. What will be measured lies around it by what is not known of the person, by what does not go
    along, by how far leaders and units lie apart, by what is not known of the role's level and how it moves, and by
    chance.

    Args:
        learned: what the company's record tells.
        people: by id.
        roles: by id.
        results: how many results will be measured.

    Returns:
        As `predicted_in`, in order of people, then roles, as given.

    Source:
        docs/methods/placement.md.
    """
    return predicted_in(learned, [Place(person, role) for person in people for role in roles], results=results)


def predicted_in(learned: Learned, places: Iterable[Place], *, results: int = MONTHS) -> pl.DataFrame:
    """Predict what people would attain in places, under known leaders in known units where they are named.

    Args:
        learned: what the company's record tells.
        places: who, in which role, and under whom in which unit where that is known.
        results: how many results will be measured.

    Returns:
        A row a place, in their order: what is `expected` on average of so many results with the `sd` of what will be
        measured and its 90 % interval `low` to `high`; `level_sd`, how uncertain the level itself is, chance left out;
        the `standard` and the probability that the level `meets` it; the role the person was measured in last
        (`from_role_id`), which part of what they bring to it goes along (`carry`, with its 90 % interval), and on how
        many people who moved between the two that is `based_on`, these empty in a role they have held themselves; and
        how many `results` of the person there are. Where nothing was measured of the person or of the role, there are
        no figures.

    Source:
        docs/methods/placement.md.
    """
    wanted = list(places)
    known = [at for at, place in enumerate(wanted) if is_known(learned, place)]
    asked = ask(learned, [wanted[at] for at in known])
    mean, variance = levels_of(learned, asked)
    sd = np.sqrt(variance + learned.drift + learned.solved.record.variance["noise"] / results)
    standard = np.array([learned.standards[wanted[at].role_id] for at in known])
    meets = ndtr((mean - standard) / np.sqrt(np.maximum(variance, SMALLEST)))
    figures = _carried(learned, asked).with_columns(
        place=pl.Series(known, dtype=pl.UInt32),
        expected=pl.Series(mean),
        sd=pl.Series(sd),
        low=pl.Series(mean - REACH * sd),
        high=pl.Series(mean + REACH * sd),
        level_sd=pl.Series(np.sqrt(variance)),
        standard=pl.Series(standard),
        meets=pl.Series(meets),
    )
    rows = [tuple(getattr(place, name) for name in _IDS) for place in wanted]
    found = pl.DataFrame(rows, schema=dict.fromkeys(_IDS, pl.String), orient="row").with_row_index("place")
    record = learned.attribution.people.select("person_id", "results", from_role_id="role_id")
    found = found.join(figures, on="place", how="left").join(record, on="person_id", how="left").sort("place")
    found = found.with_columns(pl.col("results").fill_null(0))
    return found.select(pl.col(name).cast(kind) for name, kind in PREDICTED_SCHEMA.items())


def _carried(learned: Learned, asked: Asked) -> pl.DataFrame:
    """How much goes along from the role each person was measured in last; nothing to say of a role they have held."""
    record, carry = learned.solved.record, learned.carry
    held = set(zip(record.person.tolist(), record.role.tolist(), strict=True))
    code = {role_id: at for at, role_id in enumerate(record.roles)}
    last = {
        learned.code[person]: code[role]
        for person, role in learned.attribution.people.select("person_id", "role_id").iter_rows()
    }
    rows: list[tuple[float | None, ...]] = []
    for person, role in zip(asked.person.tolist(), asked.role.tolist(), strict=True):
        pair = (last[person], role)
        is_new = (person, role) not in held
        rows.append((carry.mean[pair], *carry.interval(*pair), carry.movers[pair]) if is_new else (None,) * 4)
    return pl.DataFrame(
        rows, schema=dict.fromkeys(("carry", "carry_low", "carry_high", "based_on"), pl.Float64), orient="row"
    )
