"""A record made by hand: few figures, of which everything can be worked out with a pencil."""

from dataclasses import replace

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import sparse

from answerable.engine.placement.abilities import Movers
from answerable.engine.placement.carry import Carry, find_carry
from answerable.engine.placement.equations import Sizes, solve
from answerable.engine.placement.learn import Learned
from answerable.engine.placement.record import Record
from hand_made import ANN, BOB, CARL, DORA, FAIR, HARD, attribution, places

Floats = NDArray[np.float64]

SELLS, HELPS = "sells", "helps"
# Figures, beyond a typical person in the role: Ann sold well under a hard leader, Bob so-so, and helped a little better
# under a fair one; Carl and Dora helped under the fair one.
CELLS = [
    (ANN, SELLS, HARD, 0.20),
    (BOB, SELLS, HARD, 0.00),
    (BOB, HELPS, FAIR, 0.06),
    (CARL, HELPS, FAIR, -0.10),
    (DORA, HELPS, FAIR, 0.04),
]
CHANCE, ABILITY, LEADERS = 0.01, 0.01, 0.0025


def made_record(
    cells: list[tuple[str, str, str, float]] = CELLS,
    *,
    leaders: bool = False,
    levels: float = 1e12,
    component: str = "manager",
) -> Record:
    """Figures of which each is a month or so off by chance; leaders, where they matter, by five points."""
    people, roles, managers = (sorted({cell[place] for cell in cells}) for place in range(3))
    codes = np.array([[names.index(cell[at]) for at, names in enumerate((people, roles, managers))] for cell in cells])
    rows, here = len(cells), np.arange(len(cells))
    columns = [sparse.csr_array((np.ones(rows), (here, codes[:, 1])), shape=(rows, len(roles)))]
    belief, found = [np.full(len(roles), levels)], {}
    if leaders:
        columns.append(sparse.csr_array((np.ones(rows), (here, codes[:, 2])), shape=(rows, len(managers))))
        belief.append(np.full(len(managers), 1 / LEADERS))
        found = {component: {name: len(roles) + at for at, name in enumerate(managers)}}
    schema = {"person_id": pl.String, "role_id": pl.String, "manager_id": pl.String, "beyond": pl.Float64}
    return Record(
        beyond=np.array([cell[3] for cell in cells]),
        chance=np.full(rows, CHANCE),
        keys=pl.DataFrame(cells, schema=schema, orient="row").with_columns(n=pl.lit(6)),
        person=codes[:, 0],
        role=codes[:, 1],
        manager=codes[:, 2],
        roles=roles,
        around=sparse.hstack(columns, format="csr"),
        belief=np.concatenate(belief),
        places=found,
        variance={"person": ABILITY, "manager": LEADERS, "unit": LEADERS, "match": 0.0001, "noise": 0.06},
    )


def certain_carry(roles: list[str], share: float, *, variance: float = 0.0) -> Carry:
    """A carry-over that is known, or known but for a variance."""
    nobody = np.empty(0, dtype=np.int64)
    none = find_carry(roles, ABILITY, Movers(nobody, nobody, nobody, np.empty((0, 2)), np.empty((0, 2)), np.empty(0)))
    apart = 1 - np.eye(len(roles))
    return replace(none, mean=np.eye(len(roles)) + share * apart, variance=variance * apart)


def made_learned(
    share: float = 0.5, *, variance: float = 0.0, match: float = 0.0, leaders: bool = False, component: str = "manager"
) -> Learned:
    """What the record by hand tells, half of what people bring to one role going along to the other."""
    figures = made_record(leaders=leaders, component=component)
    carry = certain_carry(figures.roles, share, variance=variance)
    stands = {ANN: (SELLS, HARD), BOB: (HELPS, FAIR), CARL: (HELPS, FAIR), DORA: (HELPS, FAIR)}
    where = places().with_columns(
        role_id=pl.col("person_id").replace_strict({person: role for person, (role, _) in stands.items()}),
        manager_id=pl.col("person_id").replace_strict({person: leader for person, (_, leader) in stands.items()}),
        unit_id=pl.lit(None, pl.String),
    )
    return Learned(
        attribution=attribution(places=where),
        solved=solve(figures, Sizes(ABILITY, match), carry.mean),
        carry=carry,
        levels={SELLS: 1.00, HELPS: 1.05},
        drift=0.0004,
        standards={SELLS: 0.9, HELPS: 0.9},
        code={person: at for at, person in enumerate(sorted(stands))},
        lines={},
    )
