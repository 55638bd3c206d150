"""What a rule says: yes or no, and why."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of a rule. A refusal is a value, not an exception.

    Attributes:
        allowed: whether the thing asked about may be.
        reasons: why, as sentences; never empty for a refusal.
    """

    allowed: bool
    reasons: tuple[str, ...]
