"""Who did how well under whom, collapsed to a row a spell where the frame lives; only those rows leave it."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import narwhals as nw
import polars as pl

from answerable.engine.attainment.coding import collect
from answerable.kernel.periods import FIRST_MONDAY, MONTHS_PER_PERIOD, Cadence
from answerable.panel.company import Company, Frame

# The bits of a mask add up to less than 2**48, which is exact on backends whose powers are floating-point numbers.
BLOCK = 48

# What stands for "no end" and "no beginning": days far outside any company's history that every backend knows.
NEVER = date(9999, 1, 1)
EARLIEST = date(1600, 1, 1)

_MONTHS_BEFORE_EPOCH = 1970 * 12
_WEEKS_BEFORE_EPOCH = (FIRST_MONDAY.toordinal() - 1) // 7
_LENGTHS = {Cadence.WEEK: "7d", Cadence.MONTH: "1mo", Cadence.QUARTER: "3mo", Cadence.YEAR: "12mo"}
_ONE = ("person_id", "expectation_id")


@dataclass(frozen=True, slots=True)
class Spells:
    """A company's results, collapsed.

    Attributes:
        parts: a row per person, role, expectation, manager, line above (`line_2_id` and so on), unit and `block` of 48
            periods, with `n` results, their `total`, `squares` and `mask` (bit k: measured in the block's period k),
            and over the `pairs` of neighbouring periods the sums `products`, `later` and `earlier`; `first_on` and
            `last_on` are the first days of the first and the last period. Results are attainment less the mean of
            everybody with the same role, expectation and period.
        periods: a row per role, expectation and period (`period` its first day, `number` its number) with `n` results
            and the `mean` attainment.
    """

    parts: pl.DataFrame
    periods: pl.DataFrame


def collapse(company: Company, as_of: date, chain: int) -> Spells:
    """Collapse a company's attainment to a row a spell under the same people in the same unit.

    Attainment is that of `attainment_blocks`, person by person and period by period; those who lead others directly
    at a period's end are left out then, since their result is that of their people.

    Args:
        company: the canonical tables, wherever they live; what is worked out is worked out there.
        as_of: the day on which one looks; periods not over by then are left out.
        chain: how many managers up the line are told apart, 1 for the direct one only.

    Returns:
        The collapsed results, sorted, in memory.
    """
    held, calendar = _held(company), _calendar(company, as_of)
    days = calendar.select("over").unique()
    leading = _leading(held, days)
    results = _attained(_placed(_measured(company, calendar), held))
    results = results.join(leading, left_on=["person_id", "over"], right_on=["leader_id", "over"], how="anti")
    periods = results.group_by("role_id", "expectation_id", "period", "number").agg(
        nw.len().cast(nw.Int64).alias("n"), nw.col("attainment").mean().alias("mean")
    )
    line = [f"line_{step}_id" for step in range(2, chain + 1)]
    keys = ["person_id", "role_id", "expectation_id", "manager_id", *line, "unit_id", "block"]
    results = results.join(_line(held, days, leading, line), on=["manager_id", "over"], how="left")
    mean = nw.col("attainment").mean().over("expectation_id", "period")
    results = results.with_columns((nw.col("attainment") - mean).alias("y"))
    order = ["role_id", "expectation_id", "period", "number", "n", "mean"]
    return Spells(
        parts=collect(_summed(results, keys)).sort(keys),
        periods=collect(periods).select(order).sort(order),
    )


def _held(company: Company) -> Frame:
    """Assignments, `until` when and `since` when the role has been held without a break."""
    left = company["people"].select("person_id", nw.col("ends_on").alias("left_on"))
    columns = ("person_id", "role_id", "manager_id", "unit_id", "starts_on", "ends_on")
    held = company["assignments"].select(*columns).join(left, on="person_id", how="left")
    ends, left_on = nw.col("ends_on").fill_null(NEVER), nw.col("left_on").fill_null(NEVER)
    held = held.with_columns(nw.when(ends < left_on).then(ends).otherwise(left_on).alias("until"))
    stay = ("person_id", "role_id")
    before = nw.col("until").shift(1).over(*stay, order_by="starts_on").fill_null(EARLIEST)
    held = held.with_columns(
        nw.when(nw.col("starts_on") == before).then(EARLIEST).otherwise("starts_on").alias("began")
    )
    held = held.with_columns(nw.col("began").cum_max().over(*stay, order_by="starts_on").alias("since"))
    return held.select(
        *columns[:5], "until", "since", _months("since").alias("since_month"), _weeks("since").alias("since_week")
    )


def _measured(company: Company, calendar: Frame) -> Frame:
    """Measurements of periods that are over and in which their expectation was in force, beside what was expected."""
    measured = company["measurements"].filter(~nw.col("actual").is_null())
    measured = measured.select(*_ONE, "period", "actual").join(calendar, on=["expectation_id", "period"])
    own = company["targets"].select(*_ONE, "period", nw.col("target").alias("own"))
    measured = measured.join(own, on=[*_ONE, "period"], how="left")
    return measured.with_columns(nw.coalesce("own", "general").alias("target"))


def _calendar(company: Company, as_of: date) -> Frame:
    """All periods measured at all, by expectation: their number, the day they are `over`, and what was expected."""
    roles = company["roles"].select("role_id", "ramp_periods")
    expectations = company["expectations"].join(roles, on="role_id", how="inner")
    columns = ("role_id", "direction", "cadence", "target", "target_high", "starts_on", "ends_on", "ramp_periods")
    calendar = company["measurements"].select("expectation_id", "period").unique()
    calendar = calendar.join(expectations.select("expectation_id", *columns), on="expectation_id", how="inner")
    cadence, period, over = nw.col("cadence"), nw.col("period"), nw.lit(None).cast(nw.Date)
    number = _weeks("period")
    for kind, length in _LENGTHS.items():
        is_kind = cadence == kind.value
        over = nw.when(is_kind).then(period.dt.offset_by(length).cast(nw.Date)).otherwise(over)
        if kind.value in MONTHS_PER_PERIOD:
            number = nw.when(is_kind).then(_months("period") // MONTHS_PER_PERIOD[kind]).otherwise(number)
    calendar = calendar.with_columns(over.alias("over"), number.alias("number"))
    in_force = (nw.col("starts_on").fill_null(EARLIEST) <= period) & (nw.col("ends_on").fill_null(NEVER) > period)
    calendar = calendar.filter(in_force, nw.col("over") <= as_of)
    return calendar.drop("starts_on", "ends_on").rename({"target": "general"})


def _placed(measured: Frame, held: Frame) -> Frame:
    """Measurements beside the assignment in force at the period's end, where the role was held through all of it."""
    placed = measured.join(held, on=["person_id", "role_id"], how="inner")
    return placed.filter(
        nw.col("since") <= nw.col("period"), nw.col("starts_on") < nw.col("over"), nw.col("until") >= nw.col("over")
    )


def _attained(placed: Frame) -> Frame:
    """What each measurement comes to as attainment, as `shortfall` and `ramp_share` have it."""
    direction, actual, target, ramp = (nw.col(name) for name in ("direction", "actual", "target", "ramp_periods"))
    since = nw.col("since_week")
    for kind, months in MONTHS_PER_PERIOD.items():
        since = nw.when(nw.col("cadence") == kind).then(nw.col("since_month") // months).otherwise(since)
    periods_held = nw.col("number") - since + 1
    is_new = (direction == "higher") & (periods_held < ramp)
    target = nw.when(is_new).then(target * periods_held / ramp).otherwise(target)
    placed = placed.with_columns(target.alias("target"))
    target, width = nw.col("target"), nw.col("target_high") - nw.col("general")
    outside = nw.max_horizontal(target - actual, actual - target - width, nw.lit(0.0))
    short = nw.when(direction == "lower").then(actual - target).otherwise(target - actual)
    is_band = direction == "band"
    placed = placed.with_columns(
        nw.when(is_band).then(outside).otherwise(short).alias("short"),
        nw.when(is_band).then(target + width / 2).otherwise(target).abs().alias("whole"),
    )
    # A cluster refuses to divide by zero, and no target can be zero but a person's own in a band.
    placed = placed.filter(nw.col("whole") > 0)
    columns = ("person_id", "role_id", "expectation_id", "manager_id", "unit_id", "period", "over", "number")
    return placed.select(*columns, (1 - nw.col("short") / nw.col("whole")).alias("attainment"))


def _leading(held: Frame, days: Frame) -> Frame:
    """Who leads somebody directly on which of the days on which periods are over: `leader_id` and `over`."""
    return _in_range(_time_led(held), days).select("leader_id", "over")


def _in_range(held: Frame, days: Frame) -> Frame:
    """Stretches of time beside each of the days before which they began and until which they last."""
    crossed = held.join(days, how="cross")
    return crossed.filter(nw.col("starts_on") < nw.col("over"), nw.col("until") >= nw.col("over"))


def _time_led(held: Frame) -> Frame:
    """The stretches of time in which anybody is led by a person: a row a stretch, however many people there are."""
    led = held.filter(~nw.col("manager_id").is_null()).select(
        nw.col("manager_id").alias("leader_id"), "starts_on", "until"
    )
    led = led.filter(nw.col("starts_on") < nw.col("until"))
    led = led.group_by("leader_id", "starts_on").agg(nw.col("until").max())
    led = led.with_columns(nw.col("until").cum_max().over("leader_id", order_by="starts_on").alias("reached"))
    before = nw.col("reached").shift(1).over("leader_id", order_by="starts_on").fill_null(EARLIEST)
    led = led.with_columns((nw.col("starts_on") > before).cast(nw.Int64).alias("is_first"))
    led = led.with_columns(nw.col("is_first").cum_sum().over("leader_id", order_by="starts_on").alias("stretch"))
    led = led.group_by("leader_id", "stretch").agg(nw.col("starts_on").min(), nw.col("until").max())
    return led.drop("stretch")


def _line(held: Frame, days: Frame, leading: Frame, line: list[str]) -> Frame:
    """Who is above whoever leads on each day, as far up as there are names in `line`."""
    leaders = held.join(leading.select("leader_id").unique(), left_on="person_id", right_on="leader_id", how="semi")
    above = _in_range(leaders.select("person_id", "manager_id", "starts_on", "until"), days)
    found = leading
    for lower, name in pairwise(["leader_id", *line]):
        step = above.select(nw.col("person_id").alias(lower), "over", nw.col("manager_id").alias(name))
        found = found.join(step, on=[lower, "over"], how="left")
    return found.rename({"leader_id": "manager_id"})


def _summed(results: Frame, keys: list[str]) -> Frame:
    """The sums of a group's results and of their neighbouring pairs."""
    results = results.with_columns((nw.col("number") // BLOCK).alias("block"))

    def before(name: str) -> nw.Expr:
        return nw.col(name).shift(1).over(*keys, order_by="number")

    results = results.with_columns(before("number").alias("number_before"), before("y").alias("y_before"))
    follows, y = nw.col("number_before") + 1 == nw.col("number"), nw.col("y")
    results = results.with_columns(
        (y * y).alias("square"),
        (nw.lit(2.0) ** (nw.col("number") - nw.col("block") * BLOCK)).alias("bit"),
        nw.when(follows).then(1).otherwise(0).alias("pair"),
        nw.when(follows).then(y * nw.col("y_before")).otherwise(0.0).alias("product"),
        nw.when(follows).then(y).otherwise(0.0).alias("later"),
        nw.when(follows).then(nw.col("y_before")).otherwise(0.0).alias("earlier"),
    )
    return results.group_by(*keys).agg(
        nw.len().cast(nw.Int64).alias("n"),
        nw.col("y").sum().alias("total"),
        nw.col("square").sum().alias("squares"),
        nw.col("bit").sum().cast(nw.Int64).alias("mask"),
        nw.col("pair").sum().cast(nw.Int64).alias("pairs"),
        nw.col("product").sum().alias("products"),
        nw.col("later").sum(),
        nw.col("earlier").sum(),
        nw.col("period").min().alias("first_on"),
        nw.col("period").max().alias("last_on"),
    )


def _months(day: str) -> nw.Expr:
    year, month = nw.col(day).dt.year().cast(nw.Int64), nw.col(day).dt.month().cast(nw.Int64)
    return year * 12 + month - 1 - _MONTHS_BEFORE_EPOCH


def _weeks(day: str) -> nw.Expr:
    """The week's number as `period_index` has it; days are counted as `date.toordinal` does, 1 being a Monday."""
    past = nw.col(day).dt.year().cast(nw.Int64) - 1
    ordinal = past * 365 + past // 4 - past // 100 + past // 400 + nw.col(day).dt.ordinal_day()
    return (ordinal - 1) // 7 - _WEEKS_BEFORE_EPOCH
