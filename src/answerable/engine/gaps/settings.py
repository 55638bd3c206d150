"""What has to be so before something counts as a gap; the policy's figures as the engine takes them."""

from collections.abc import Mapping
from dataclasses import dataclass

from answerable.kernel.periods import Cadence


@dataclass(frozen=True, slots=True)
class GapSettings:
    """When a gap opens, closes, is sustained, consistent or shared.

    Attributes:
        certainty: a gap opens once its probability reaches this.
        release: an open gap closes once its probability falls below this.
        sustained_after: by cadence, after how many consecutive open periods a gap is sustained.
        consistent_open: a gap is consistent when open in this many
        consistent_of: of the last so many periods,
        consistent_episodes: over at least this many episodes.
        shared_share: a unit's gap is shared when at least this share of its people are short.
        shared_min_people: fewer people than this are not a unit, but persons.
    """

    certainty: float
    release: float
    sustained_after: Mapping[Cadence, int]
    consistent_open: int
    consistent_of: int
    consistent_episodes: int
    shared_share: float
    shared_min_people: int
