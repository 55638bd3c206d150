"""Worlds that several tests look at; each is made once."""

from datetime import date

import pytest

from answerable.engine.worlds import World, WorldParameters, demo_company, simulate


@pytest.fixture(scope="session")
def typical() -> World:
    """A typical world of 3,000 people."""
    return simulate(WorldParameters(people=3000, seed=11))


@pytest.fixture(scope="session")
def rich() -> World:
    """A small world with three expectations in every role, hardly any chance, and nothing left unmeasured."""
    return simulate(
        WorldParameters(
            people=300,
            months=14,
            seed=3,
            starts_on=date(2024, 2, 1),
            share_person=0.72 - 1e-9,
            share_noise=1e-9,
            missing_share=0.0,
            expectations_per_role=3,
            leave_per_year=0.4,
        )
    )


@pytest.fixture(scope="session")
def demo() -> World:
    """The demo company."""
    return demo_company()
