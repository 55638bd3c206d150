"""The same spells, whatever kind of frame the tables come in."""

import pytest
from polars.testing import assert_frame_equal

from answerable.engine.attribution.spells import collapse
from answerable.panel import company_from_frames
from battery.answers import AS_OF, tables
from battery.test_backends import MAKERS


@pytest.mark.parametrize("kind", MAKERS)
def test_spells_are_the_same_in_every_kind_of_frame(kind: str):
    company = company_from_frames(MAKERS[kind](tables()))

    there, here = collapse(company, AS_OF, 3), collapse(company_from_frames(tables()), AS_OF, 3)

    assert_frame_equal(there.parts, here.parts)
    assert_frame_equal(there.periods, here.periods)
