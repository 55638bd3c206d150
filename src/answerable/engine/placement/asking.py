"""From places one thinks of to what the equations say of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from answerable.engine.attribution.cells import Floats, Ints, Sparse
from answerable.engine.placement.learn import Learned

NOT_TOGETHER = -2


@dataclass(frozen=True, slots=True)
class Place:
    """A person in a role, real or thought of.

    Attributes:
        person_id: who.
        role_id: in which role.
        manager_id: under whom; None where that is not known.
        unit_id: in which unit; None where that is not known.
    """

    person_id: str
    role_id: str
    manager_id: str | None = None
    unit_id: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """Places as the equations take them.

    Attributes:
        person: code of each place's person, shape (places,).
        role: code of its role, same shape.
        manager: code of its leader, `NOT_TOGETHER` where nothing is on record of that leader, same shape.
        level: attainment of a typical person in the role of late, same shape.
        seen: how what the person adds varies with the figures, shape (cells, places).
        around: which role's level, leaders and unit are in it, shape (columns, places).
        unknown: variance of leaders and units of whom nothing is on record, shape (places,).
    """

    person: Ints
    role: Ints
    manager: Ints
    level: Floats
    seen: Sparse
    around: Sparse
    unknown: Floats


def is_known(learned: Learned, place: Place) -> bool:
    """Say whether the record tells anything of a place: its person and its role have been measured.

    Args:
        learned: what the company's record tells.
        place: the place.

    Returns:
        True where it does.
    """
    return place.person_id in learned.code and place.role_id in learned.levels


def ask(learned: Learned, places: Sequence[Place]) -> Asked:
    """Put places as the equations take them.

    Args:
        learned: what the company's record tells.
        places: of people and roles that have been measured.

    Returns:
        The same, in numbers.
    """
    record = learned.solved.record
    code = {role_id: at for at, role_id in enumerate(record.roles)}
    person = np.array([learned.code[place.person_id] for place in places], dtype=np.int64)
    role = np.array([code[place.role_id] for place in places], dtype=np.int64)
    rows, columns, unknown = list(role), list(range(len(places))), np.zeros(len(places))
    manager = np.full(len(places), NOT_TOGETHER)
    for at, place in enumerate(places):
        around = _around(learned, place)
        for component, of_component in record.places.items():
            column = of_component.get(around.get(component) or "")
            if column is None:
                unknown[at] += record.variance[component]
                continue
            rows.append(column)
            columns.append(at)
            if component == "manager":
                manager[at] = column - min(of_component.values())
    shape = (record.around.shape[1], len(places))
    return Asked(
        person=person,
        role=role,
        manager=manager,
        level=np.array([learned.levels[place.role_id] for place in places], dtype=np.float64),
        seen=_seen(learned, person, role, manager),
        around=sparse.coo_array((np.ones(len(rows)), (rows, columns)), shape=shape).tocsr(),
        unknown=unknown,
    )


def _around(learned: Learned, place: Place) -> dict[str, str | None]:
    """The leaders and the unit of a place, by component."""
    above = learned.lines.get(place.manager_id or "", {})
    return {"manager": place.manager_id, "unit": place.unit_id, **above}


def _seen(learned: Learned, person: Ints, role: Ints, manager: Ints) -> Sparse:
    solved = learned.solved
    record, sizes = solved.record, solved.sizes
    cell, place = record.cells_of(person)
    value = sizes.ability * solved.alike[record.role[cell], role[place]]
    value += sizes.match * (record.manager[cell] == manager[place])
    return sparse.coo_array((value, (cell, place)), shape=(len(record.person), len(person))).tocsr()


def levels_of(learned: Learned, asked: Asked) -> tuple[Floats, Floats]:
    """Say what level to expect in places.

    Args:
        learned: what the company's record tells.
        asked: the places.

    Returns:
        Means and variances, each of shape (places,).
    """
    solved = learned.solved
    mean = asked.level + asked.around.T @ solved.around + solved.told(asked.seen)
    beforehand = solved.sizes.ability + solved.sizes.match + asked.unknown
    variance = beforehand + solved.unknown(asked.seen, asked.around) + uncertain_carry(learned, asked)
    return mean, np.maximum(variance, 0.0)


def differences(learned: Learned, here: Asked, there: Asked) -> tuple[Floats, Floats]:
    """Say how much higher a person's level would be in one place than in another.

    Args:
        learned: what the company's record tells.
        here: places.
        there: other places of the same people.

    Returns:
        Means and variances, each of shape (places,).
    """
    solved = learned.solved
    seen, around = there.seen - here.seen, there.around - here.around
    mean = there.level - here.level + around.T @ solved.around + solved.told(seen)
    together = (here.manager == there.manager) & (here.manager != NOT_TOGETHER)
    beforehand = 2 * solved.sizes.ability * (1 - solved.alike[here.role, there.role])
    beforehand += 2 * solved.sizes.match * ~together + here.unknown + there.unknown
    uncertain = uncertain_carry(learned, here) + uncertain_carry(learned, there)
    return mean, np.maximum(beforehand + solved.unknown(seen, around) + uncertain, 0.0)


def uncertain_carry(learned: Learned, asked: Asked) -> Floats:
    """Say what it adds that nobody knows exactly how much goes along to a role.

    The further a person is from a typical one, the more it matters; for somebody close to it, not knowing makes less
    of a difference than the expected carry-over has it, so this can be below zero.

    Args:
        learned: what the company's record tells.
        asked: the places.

    Returns:
        Variances, shape (places,).
    """
    solved, roles = learned.solved, len(learned.carry.roles)
    record, ability = solved.record, solved.sizes.ability
    key, held = np.unique(record.person * roles + record.role, return_inverse=True)
    cells = np.arange(len(held))
    own = sparse.coo_array((np.full(len(held), ability), (cells, held)), shape=(len(held), len(key))).tocsr()
    slope = np.asarray(own.T @ (solved.inverse @ solved.left)) ** 2
    slope -= np.asarray(own.multiply(solved.inverse @ own).sum(axis=0)).ravel()
    cell, place = record.cells_of(asked.person)
    once = np.unique(np.stack([place, held[cell]]), axis=1)
    part = learned.carry.variance[key[once[1]] % roles, asked.role[once[0]]] * slope[once[1]]
    return np.bincount(once[0], part, minlength=len(asked.person)).astype(np.float64)
