"""What is wrong with tables somebody brought."""

from answerable.web.components.problems.props import Problems, Trouble
from rendering import rendered

TROUBLE = Trouble("measurements.csv", "17", "actual", "12,5k", "a number such as 12500")


def test_each_says_where_it_is_what_was_found_and_what_was_expected():
    html = rendered(Problems((TROUBLE,), 1))

    assert "1 problem. Nothing was loaded; mend it and bring the folder again." in html
    assert '<th scope="row">measurements.csv</th> <td data-label="Line">17</td>' in html
    assert (
        '<td data-label="Found"><code>12,5k</code></td> <td data-label="Expected">a number such as 12500</td>' in html
    )
    assert "more of the same kinds" not in html


def test_those_that_are_not_listed_are_counted():
    props = Problems((TROUBLE, TROUBLE), 31)

    html = rendered(props)

    assert props.more == 29
    assert "31 problems. Nothing was loaded; mend them and bring the folder again." in html
    assert "And 29 more of the same kinds." in html
