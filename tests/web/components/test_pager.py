"""The pager: where it leads from the first page, the middle and the last one."""

import pytest

from answerable.web.components.pager.props import Pager, pager_of


def test_a_list_of_one_page_has_none():
    assert pager_of(1, more=False) is None


@pytest.mark.parametrize(
    ("number", "more", "newer", "older"),
    [(1, True, "", "?page=2"), (2, True, "?page=1", "?page=3"), (3, False, "?page=2", "")],
)
def test_one_goes_back_and_further(*, number: int, more: bool, newer: str, older: str):
    assert pager_of(number, more=more) == Pager(newer, older, f"Page {number}")


def test_what_was_asked_for_stays_asked_for():
    pager = pager_of(2, more=True, q="new business & more")

    assert pager is not None
    assert pager.older_url == "?q=new+business+%26+more&page=3"
