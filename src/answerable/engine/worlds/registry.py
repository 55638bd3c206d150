"""The worlds by name: each is a trap that a method has to pass without falling in."""

from dataclasses import replace

from answerable.engine.worlds.parameters import WorldParameters
from answerable.kernel.problems import UsageError

WORLDS: dict[str, str] = {
    "null": "No leader matters, and no support helps: whoever is named is named wrongly.",
    "typical": "People, leaders, the line above and chance each have their part.",
    "sorted": "Good people are with good leaders, and move towards them.",
    "sticky": "Chance lingers: a bad month is followed by another one.",
    "territory": "Good leaders have bad markets: blaming the leader is the trap.",
    "few_movers": "Hardly anybody changes leaders, so little can be known of them.",
    "small_company": "Forty people, so even less can be known.",
    "regression_to_the_mean": "Support that does nothing follows bad months that would have passed anyway.",
    "lasting": "What a leader taught stays with those who move on; the next leader has no part in it.",
    "erosion": "Gaps deepen month by month while nobody acts.",
    "many_roles": "People are good at one role and less so at another, and some change roles.",
    "worst_first": "Leaders help the worst first, where most is bound to pass by itself.",
    "hopeful_first": "Leaders help those first who are low and truly good, which no figure shows.",
    "shared_cause": "One cause makes whole teams short from a known month on: one gap of the unit, not of each person.",
}

_MADE_OF = {
    "null": WorldParameters(
        share_person=0.45, share_manager=0.0, share_line=0.0, share_noise=0.55, training_effect=0.0
    ),
    "typical": WorldParameters(),
    "sorted": WorldParameters(sorting=0.5),
    "sticky": WorldParameters(noise_correlation=0.5),
    "territory": WorldParameters(share_unit=0.15, share_noise=0.22, unit_leader_correlation=-0.8),
    "few_movers": WorldParameters(moves_per_year=0.02, leave_per_year=0.05),
    "small_company": WorldParameters(people=40),
    "regression_to_the_mean": WorldParameters(
        share_person=0.25,
        share_manager=0.10,
        share_line=0.05,
        share_noise=0.60,
        interventions_per_year=0.03,
        acts_on_lows=0.6,
        training_effect=0.0,
    ),
    "lasting": WorldParameters(lasting=0.6, moves_per_year=0.30),
    "erosion": WorldParameters(erosion=0.015, acts_on_lows=0.02),
    "many_roles": WorldParameters(role_carry=0.6, role_moves_per_year=0.20),
    "worst_first": WorldParameters(worst_first=3.0, acts_on_lows=0.15, training_effect=0.05),
    "hopeful_first": WorldParameters(hopeful_first=3.0, acts_on_lows=0.25, training_effect=0.05),
    "shared_cause": WorldParameters(shared_share=0.20, shared_shift=-0.25),
}


def world(name: str, people: int | None = None, months: int = 24, seed: int = 0) -> WorldParameters:
    """Look up what a world is made of.

    Args:
        name: one of `WORLDS`.
        people: how many people work there at any time; 300, or 40 in `small_company`, where nothing is said.
        months: how many months are measured.
        seed: the same seed gives the same world.

    Returns:
        Its parameters.

    Raises:
        UsageError: there is no such world, or none of that size.
    """
    if name not in WORLDS:
        raise UsageError(f"There is no world {name!r}. The worlds are {', '.join(WORLDS)}.")
    made_of = _MADE_OF[name]
    size = made_of.people if people is None else people
    return replace(made_of, people=size, months=months, seed=seed)
