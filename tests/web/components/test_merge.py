"""Two texts of the same thing, written at once: nothing of either is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.web.components.merge.props import Merge
from rendering import rendered

LINES = st.lists(st.sampled_from(["Calls", "Travel in March", "Two accounts", "", "Finance"]), max_size=8)


def merge(theirs: str, mine: str, **more: str) -> Merge:
    return Merge("Shared notes", theirs, "Lee Okoro", mine, "/notes/", (("version", "4"),), "text", **more)


@pytest.mark.parametrize(
    ("theirs", "mine", "together"),
    [
        ("Calls", "Calls", "Calls"),
        ("Calls\nFinance", "Calls\nTravel", "Calls\nFinance\nTravel"),
        ("Finance\nCalls", "Travel\nCalls", "Finance\nTravel\nCalls"),
        ("", "Travel", "Travel"),
        ("Travel", "", "Travel"),
    ],
)
def test_it_begins_with_both_and_what_both_have_stands_once(theirs: str, mine: str, together: str):
    assert merge(theirs, mine).together == together


@given(LINES, LINES)
def test_no_line_of_either_is_left_out(theirs: list[str], mine: list[str]):
    together = merge("\n".join(theirs), "\n".join(mine)).together.splitlines()

    for lines in (theirs, mine):
        rest = iter(together)
        assert all(line in rest for line in lines if line)


def test_both_texts_are_shown_and_what_is_sent_names_the_version_that_stands():
    html = rendered(merge("<b>Finance</b>", "Travel", who_reads="Read by both.", back_url="/back/"))

    assert "Lee Okoro changed this while you were writing. Nothing is lost: here are both texts." in html
    assert '<blockquote class="as-written">&lt;b&gt;Finance&lt;/b&gt;</blockquote>' in html
    assert '<blockquote class="as-written">Travel</blockquote>' in html
    assert '<form method="post" action="/notes/">' in html
    assert '<input type="hidden" name="version" value="4">' in html
    assert "Shared notes: what shall stand <textarea" in html
    assert '<p class="who-reads">Read by both.</p>' in html
    assert 'href="/back/">Leave it as it stands</a>' in html


def test_where_nothing_stands_any_more_that_is_said_and_there_may_be_no_way_back():
    html = rendered(merge("", "Travel"))

    assert '<blockquote class="as-written">(empty)</blockquote>' in html
    assert "Leave it as it stands" not in html
    assert "who-reads" not in html
