"""How far people lie apart in a role, and how good those were who have held several."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy import sparse
from scipy.optimize import minimize

from answerable.engine.attribution.cells import Floats, Ints
from answerable.engine.placement.equations import Sizes, Solved, solve
from answerable.engine.placement.record import Record

# Beforehand, a standard deviation is believed to be about half that of chance; half a Student's t with four degrees of
# freedom rules out little, and keeps a variance that cannot be told from running to nothing.
SCALE, DF = 0.6, 4.0
ROUNDS = 60
CLOSE = 1e-2


@dataclass(frozen=True, slots=True)
class Movers:
    """People who have held two roles, a row a person and pair of roles; each of shape (rows,).

    Attributes:
        person: code.
        one: code of one role.
        other: code of the other, larger than `one`.
        level: what they were seen to bring to each, shape (rows, 2).
        chance: the variance of how far that is off, same shape.
        weight: how much of an observation each row is: people with three roles are in three rows, which tell of two.
    """

    person: Ints
    one: Ints
    other: Ints
    level: Floats
    chance: Floats
    weight: Floats


def find_sizes(record: Record) -> Sizes:
    """Find out how far people lie apart in a role, and how much person and leader add together.

    What people bring to one role is taken to say nothing of another here, so that people who moved do not decide it.

    Args:
        record: the figures.

    Returns:
        The likeliest variances.
    """
    apart = np.eye(len(record.roles))
    noise = record.variance["noise"]
    begun = np.log([record.variance[name] + noise / 100 for name in ("person", "match")])

    def unlikely(logarithms: Floats) -> float:
        ability, match = np.exp(logarithms)
        believed = sum(
            0.5 * np.log(size) - (DF + 1) / 2 * np.log1p(size / noise / (DF * SCALE**2)) for size in (ability, match)
        )
        return -solve(record, Sizes(ability, match), apart).log_likelihood - float(believed)

    found = minimize(unlikely, begun, method="Nelder-Mead", options={"maxfev": ROUNDS, "xatol": CLOSE, "fatol": CLOSE})
    ability, match = np.exp(found.x)
    return Sizes(float(ability), float(match))


def movers_of(solved: Solved) -> Movers:
    """Look at people who have held several roles, in each of them.

    Args:
        solved: the equations, with what people bring to one role saying nothing of another.

    Returns:
        Every two roles of each such person.
    """
    record = solved.record
    held = pl.DataFrame({"person": record.person, "role": record.role}).unique().sort("person", "role")
    held = held.filter(pl.len().over("person") > 1).with_row_index("place")
    level, chance = _seen(solved, held["person"].to_numpy(), held["role"].to_numpy())
    both = held.join(held, on="person", suffix="_other").filter(pl.col("role") < pl.col("role_other"))
    both = both.with_columns(roles=pl.len().over("person")).sort("person", "role", "role_other")
    places = both.select("place", "place_other").to_numpy()
    # Of k roles there are k (k - 1) / 2 pairs, which tell as much as k - 1.
    roles = (1 + np.sqrt(1 + 8 * both["roles"].to_numpy())) / 2
    return Movers(
        person=both["person"].to_numpy(),
        one=both["role"].to_numpy(),
        other=both["role_other"].to_numpy(),
        level=level[places],
        chance=chance[places],
        weight=2 / roles,
    )


def _seen(solved: Solved, person: Ints, role: Ints) -> tuple[Floats, Floats]:
    """What figures alone say people bring to roles, and its variance: the belief that all are alike is taken out."""
    record, ability = solved.record, solved.sizes.ability
    key = np.asarray(person, dtype=np.int64) * len(record.roles) + role
    place = np.searchsorted(key, record.person * len(record.roles) + record.role)
    place = np.minimum(place, max(len(key) - 1, 0))
    own = np.flatnonzero(key[place] == record.person * len(record.roles) + record.role) if len(key) else place[:0]
    seen = sparse.coo_array(
        (np.full(len(own), ability), (own, place[own])), shape=(len(record.person), len(key))
    ).tocsr()
    around = sparse.csr_array((record.around.shape[1], len(key)))
    left = np.clip(ability + solved.unknown(seen, around), 1e-6 * ability, (1 - 1e-6) * ability)
    chance = 1 / (1 / left - 1 / ability)
    return solved.told(seen) * (ability + chance) / ability, chance
