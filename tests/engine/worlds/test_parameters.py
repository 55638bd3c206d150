"""What a world is made of is refused where it makes no sense."""

from datetime import date
from typing import Any

import pytest

from answerable.engine.worlds import WorldParameters
from answerable.kernel.problems import UsageError


@pytest.mark.parametrize(
    ("odd", "sentence"),
    [
        ({"people": 39}, "A world with people = 39 was asked for. Expected at least 40."),
        ({"sorting": 1.5}, "A world with sorting = 1.5 was asked for. Expected at least 0 and at most 1."),
        ({"starts_on": date(2024, 1, 2)}, "The world starts on 2024-01-02. Expected the first day of a month."),
        ({"share_person": 0.5}, "The shares of the variance add up to 1.15. Expected them to add up to 1."),
    ],
)
def test_what_makes_no_sense_is_refused(odd: dict[str, Any], sentence: str):
    with pytest.raises(UsageError) as refused:
        WorldParameters(**odd)

    assert str(refused.value) == sentence


def test_a_share_of_the_variance_becomes_a_standard_deviation():
    parameters = WorldParameters(total_sd=0.2)

    assert parameters.sd(0.25) == pytest.approx(0.1)
