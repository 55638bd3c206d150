"""A made-up company in an installation of its own: loaded and ticked, each step timed. Django has to be set up."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from answerable.cli.installation.preparing import prepare, prepare_pages
from answerable.decisions.cases import acting
from answerable.engine.worlds import simulate, world
from answerable.facts.people import write as people
from answerable.findings import attributing, helping, in_force, waiting
from answerable.jobs import tick
from answerable.panel import company_from_frames
from answerable.sources.intake import write as intake

MONTHS = 24


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it.

    Attributes:
        today: the day that is today there.
        people: how many people are on record, those who have left too.
        measurements: how many measurements.
        loading: seconds in which the whole company was loaded.
        loading_measurements: seconds of these for the measurements.
        first_tick: seconds of the first tick, which catches up with the time before.
        month_tick: seconds of the slowest tick four weeks after the one before.
        day_tick: seconds of the slowest tick of the day after a day ticked, on which nothing new was measured.
        whose: seconds of reckoning whose performance is, once a month.
        helped: seconds of weighing what levers add, once a month.
        waited: seconds of reckoning what waiting costs, once a week.
    """

    today: date
    people: int
    measurements: int
    loading: float
    loading_measurements: float
    first_tick: float
    month_tick: float
    day_tick: float
    whose: float
    helped: float
    waited: float


def make(people_wanted: int) -> Made:
    """Make the company and its installation."""
    prepare()
    prepare_pages()
    tables = simulate(world("typical", people_wanted, MONTHS, 0)).tables
    company = company_from_frames(tables, "the made-up company")
    at, steps = datetime.now(UTC), Steps()
    loading = timed(lambda: intake.load(company, actor="benchmark", at=at, progress=steps.told))
    today = tables["measurements"]["period"].max().replace(day=28) + timedelta(days=5)
    far, near = [today - timedelta(weeks=4 * n) for n in (4, 3, 2, 1)], [today - timedelta(days=n) for n in range(6)]
    people.begin(on=far[0] - timedelta(days=90), name="Made up", stands_on=today)
    record = in_force.record()
    first, *months = (timed(lambda day=day: tick.tick(record, on=day, at=at)) for day in far)
    days = [timed(lambda day=day: tick.tick(record, on=day, at=at)) for day in reversed(near)]
    # Leaders see theirs a day before whoever leads them: of yesterday's, everybody sees what is theirs to see.
    whose = timed(lambda: attributing.reckon(record, on=near[1], at=at))
    helped = timed(lambda: helping.weigh(record, on=near[1], at=at))
    waited = timed(lambda: waiting.reckon(record, acting.acted, on=near[1], at=at))
    return Made(
        today=today,
        people=tables["people"].height,
        measurements=tables["measurements"].height,
        loading=loading,
        loading_measurements=steps.took["measurements"],
        first_tick=first,
        month_tick=max(months),
        day_tick=max(days[1:4]),
        whose=whose,
        helped=helped,
        waited=waited,
    )


class Steps:
    """How long each step of loading took."""

    def __init__(self) -> None:
        self.took: dict[str, float] = {}
        self._last = time.perf_counter()

    def told(self, step: str, _done: int, _total: int) -> None:
        now = time.perf_counter()
        self.took[step] = self.took.get(step, 0.0) + now - self._last
        self._last = now


def timed(deed: Callable[[], object]) -> float:
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began
