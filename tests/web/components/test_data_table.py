"""Rows and columns that stack on a phone."""

import pytest

from answerable.web.components.data_table.props import Cell, DataTable
from rendering import rendered

TABLE = DataTable("Gaps", ("Whose gap", "In"), ((Cell("Ana <3", "/people/ana/"), Cell("Bookings")),))


def test_every_cell_knows_its_header():
    assert TABLE.labelled == ((("Whose gap", Cell("Ana <3", "/people/ana/")), ("In", Cell("Bookings"))),)


def test_the_first_cell_heads_its_row_and_the_others_say_what_they_are_on_a_phone():
    html = rendered(TABLE)

    assert '<caption class="visually-hidden">Gaps</caption>' in html
    assert '<th scope="row"><a href="/people/ana/">Ana &lt;3</a></th>' in html
    assert '<td data-label="In">Bookings</td>' in html


def test_a_row_that_does_not_fit_its_headers_is_refused():
    crooked = DataTable("Gaps", ("Whose gap", "In"), ((Cell("Ana"),),))

    with pytest.raises(ValueError, match="shorter"):
        _ = crooked.labelled
