"""The equations against plain conditioning of one large normal distribution."""

import numpy as np
import pytest
from scipy import sparse
from scipy.stats import multivariate_normal

from answerable.engine.placement import equations
from answerable.engine.placement.equations import Sizes, solve
from placement_by_hand import ABILITY, CHANCE, LEADERS, made_record

SIZES = Sizes(ABILITY, 0.002)
ALIKE = np.array([[1.0, 0.4], [0.4, 1.0]])
FLAT = 1e-3


def variance() -> np.ndarray:
    """Of the five figures, what is people's own and chance: leaders and roles left out."""
    record = made_record(leaders=True)
    person, role, manager = record.person, record.role, record.manager
    own = SIZES.ability * ALIKE[role][:, role] + SIZES.match * (manager[:, None] == manager)
    return (person[:, None] == person) * own + CHANCE * np.eye(5)


def test_leaders_and_roles_are_those_of_one_large_normal_distribution():
    record = made_record(leaders=True, levels=FLAT)
    around = record.around.toarray()

    solved = solve(record, SIZES, ALIKE)

    whole = variance() + around @ np.diag(1 / record.belief) @ around.T
    expected = np.diag(1 / record.belief) @ around.T @ np.linalg.solve(whole, record.beyond)
    assert solved.around == pytest.approx(expected, abs=1e-8)
    assert solved.left == pytest.approx(record.beyond - around @ expected, abs=1e-8)


def test_what_is_told_of_a_person_and_what_stays_unknown_too():
    record = made_record(leaders=True, levels=FLAT)
    around = record.around.toarray()
    solved = solve(record, SIZES, ALIKE)
    # Ann (cell 0) would help under the fair leader: 0.4 of what she brings to selling goes along.
    seen = np.array([0.4 * ABILITY, 0, 0, 0, 0])
    there = np.array([1.0, 0, 1.0, 0])

    mean = there @ solved.around + solved.told(sparse.csr_array(seen[:, None]))
    unknown = solved.unknown(sparse.csr_array(seen[:, None]), sparse.csr_array(there[:, None]))

    believed = np.diag(1 / record.belief)
    whole = variance() + around @ believed @ around.T
    with_figures = seen + around @ believed @ there
    assert mean == pytest.approx(with_figures @ np.linalg.solve(whole, record.beyond), abs=1e-8)
    beforehand = SIZES.ability + SIZES.match + there @ believed @ there
    left = beforehand - with_figures @ np.linalg.solve(whole, with_figures)
    assert unknown + SIZES.ability + SIZES.match == pytest.approx(left, rel=1e-6)


def test_sizes_are_compared_by_how_likely_they_make_the_figures():
    record = made_record(leaders=True, levels=FLAT)
    around = record.around.toarray()

    def likely(ability: float) -> float:
        own = (
            variance()
            + (ability - SIZES.ability) * (record.person[:, None] == record.person) * ALIKE[record.role][:, record.role]
        )
        whole = own + around @ np.diag(1 / record.belief) @ around.T
        return float(multivariate_normal(cov=whole).logpdf(record.beyond))

    one, other = (solve(record, Sizes(ability, SIZES.match), ALIKE).log_likelihood for ability in (0.004, 0.02))

    assert other - one == pytest.approx(likely(0.02) - likely(0.004), rel=1e-6)


def test_many_columns_are_solved_in_parts_and_none_in_none(monkeypatch: pytest.MonkeyPatch):
    solved = solve(made_record(leaders=True), SIZES, ALIKE)
    seen = sparse.csr_array(np.eye(5) * LEADERS)
    around = sparse.csr_array(np.ones((4, 5)))
    whole = solved.unknown(seen, around)

    monkeypatch.setattr(equations, "AT_ONCE", 2)

    assert solved.unknown(seen, around) == pytest.approx(whole)
    assert solved.unknown(seen[:, :0], around[:, :0]).shape == (0,)
