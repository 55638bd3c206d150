"""The company as the facts on record have it, ready for the engine and the rules."""

import hashlib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import polars as pl

from answerable import __version__
from answerable.engine.attainment import Panel, read_panel
from answerable.engine.attainment.coding import collect
from answerable.engine.attribution import Attribution
from answerable.engine.gaps.find import Judging, judge
from answerable.findings.line import Line, Lines, read_line
from answerable.findings.remembering import remembered
from answerable.findings.situation import Situation
from answerable.findings.support import SupportRecord, read_support
from answerable.kernel.periods import Cadence, period_index, period_start
from answerable.panel import Company
from answerable.panel.schema import TABLES
from answerable.rules.policy import Policy
from answerable.sources.intake.read import company_on_record

_DATED_BY = {"targets": "period", "measurements": "period", "interventions": "starts_on"}


@dataclass(frozen=True)
class OnRecord:
    """The facts, read once.

    Attributes:
        company: the canonical tables.
        policy: the rules' figures.
        began_on: the day the installation began; nobody was asked for anything before, unless older records tell.
    """

    company: Company
    policy: Policy
    began_on: date

    @cached_property
    def panel(self) -> Panel:
        """The company as numbers."""
        return read_panel(self.company)

    @cached_property
    def tables(self) -> Mapping[str, pl.DataFrame]:
        """The tables in memory."""
        return {name: collect(self.company[name]) for name in TABLES}

    def situation(self, on: date) -> Situation:
        """The company on a day, as the rules ask about it.

        Args:
            on: the day.

        Returns:
            Who leads whom, what support is on record, and from which day on somebody could be asked for it.
        """
        support = _kept_by_us(self._support.until(on), self.began_on)
        return Situation(on, self._line(self._last_move(on)), support, self.policy, support.log_began, self.began_on)

    @cached_property
    def judging(self) -> Judging:
        """The engine's judge, who remembers what was said of what has not changed since the day looked at before."""
        return remembered(judge)

    @cached_property
    def attributions(self) -> dict[date, Attribution]:
        """Whose performance is, by the days for which that was asked so far."""
        return {}

    @cached_property
    def _support(self) -> SupportRecord:
        return read_support(self.company)

    @cached_property
    def _lines(self) -> Lines:
        return read_line(self.company)

    def _line(self, on: date) -> Line:
        """The line of a day on which somebody moved; it stays until the next one on which somebody does."""
        if on not in self._latest_line:
            self._latest_line.clear()
            self._latest_line[on] = self._lines.on(on)
        return self._latest_line[on]

    @cached_property
    def _latest_line(self) -> dict[date, Line]:
        return {}

    @cached_property
    def _digests(self) -> dict[tuple[str, date], bytes]:
        return {}

    def fingerprint(self, on: date) -> str:
        """Name what the engine would be given on a day: two days with one fingerprint have the same findings.

        Args:
            on: the day.

        Returns:
            A SHA-256 over everything known by then, the policy and the version of the engine.
        """
        digest = hashlib.sha256(f"{__version__} {sorted(self.policy.describe().items())}".encode())
        cadences = sorted(set(self.tables["expectations"]["cadence"].to_list()))
        running = [(name, period_index(on, Cadence(name))) for name in cadences]
        digest.update(repr(running).encode())
        # What began in a period that is not over says nothing yet.
        over = max((period_start(number, Cadence(name)) for name, number in running), default=on)
        for name in ("expectations", "units", "roles", "assignments", "targets", "measurements", "interventions"):
            digest.update(self._digest(name, self._last_move(on) if name == "assignments" else over))
        return digest.hexdigest()

    def _digest(self, name: str, on: date) -> bytes:
        """The fingerprint of what was known of a table on a day; it is asked for again on every day after."""
        if (name, on) not in self._digests:
            known = _known(self.tables[name], name, on)
            text = known.sort(known.columns).write_csv()
            self._digests[name, on] = hashlib.sha256(text.encode()).digest()
        return self._digests[name, on]

    def _last_move(self, on: date) -> date:
        """The last day up to one on which an assignment began or ended, or somebody left: until then all stays."""
        place = bisect_right(self._moves, on)
        return self._moves[place - 1] if place else date.min

    @cached_property
    def _moves(self) -> list[date]:
        rows, left = self.tables["assignments"], self.tables["people"]["ends_on"]
        moves = pl.concat([rows["starts_on"], rows["ends_on"], left])
        days: list[date] = moves.drop_nulls().unique().sort().to_list()
        return days


def read_on_record(policy: Policy, began_on: date) -> OnRecord:
    """Read the facts that stand.

    Args:
        policy: the rules' figures.
        began_on: the day the installation began.

    Returns:
        The company on record.

    Raises:
        UsageError: nothing was loaded yet.
    """
    return OnRecord(company_on_record(), policy, began_on)


def _known(rows: pl.DataFrame, name: str, on: date) -> pl.DataFrame:
    """What was known of a table on a day; whether an assignment has ended is known only once it has."""
    if name == "assignments":
        over = pl.col("ends_on") <= on
        return rows.filter(pl.col("starts_on") <= on).with_columns(ends_on=pl.when(over).then(pl.col("ends_on")))
    return rows.filter(pl.col(_DATED_BY[name]) < on) if name in _DATED_BY else rows


def _kept_by_us(support: SupportRecord, began_on: date) -> SupportRecord:
    """What was done since the installation began is on record here, whatever was brought of the time before."""
    if support.conversations is None:
        support = replace(support, conversations={}, with_leader={}, team_talks={}, log_began=began_on)
    if support.measures is None:
        support = replace(support, measures={})
    return support
