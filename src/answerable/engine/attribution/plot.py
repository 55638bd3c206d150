"""Charts of an attribution, for notebooks and reports; pages draw their own."""

from importlib import import_module
from importlib.util import find_spec

import polars as pl

from answerable.kernel.problems import UsageError

MOST_LEADERS = 60


def attribution_chart(shares: pl.DataFrame, leaders: pl.DataFrame) -> object:
    """Draw what is whose, and what the leaders add who report the most people.

    Args:
        shares: as `Attribution.shares`.
        leaders: as `Attribution.leaders`.

    Returns:
        An Altair chart.

    Raises:
        UsageError: Altair is not installed.
    """
    if find_spec("altair") is None:
        raise UsageError("Charts take Altair. Install it with: pip install 'answerable[plots]'")
    # Only who wants a chart waits for what draws it.
    alt = import_module("altair")
    most = leaders.sort("people", descending=True).head(MOST_LEADERS).sort("estimate", descending=True)
    bars = (
        alt.Chart(shares)
        .mark_bar()
        .encode(
            x=alt.X("share:Q").title("share of the variance").axis(format="%"),
            y=alt.Y("component:N").sort(None).title(None),
        )
    )
    whiskers = alt.Chart(shares).mark_rule().encode(x="low:Q", x2="high:Q", y=alt.Y("component:N").sort(None))
    base = alt.Chart(most).encode(y=alt.Y("leader_id:N").sort(None).title("leader"))
    points = base.mark_point(filled=True).encode(
        x=alt.X("estimate:Q").title("adds to attainment").axis(format="+.0%"), shape="named:N"
    )
    intervals = base.mark_rule().encode(x="low:Q", x2="high:Q")
    return alt.vconcat(bars + whiskers, points + intervals)
