"""The tag that puts components on pages, and how shares are written."""

import pytest
from django.template import Context, Engine

from answerable.web.components.duty_line.examples import EXAMPLES as DUTIES
from answerable.web.components.empty.props import Empty
from answerable.web.templatetags.components import component, percent
from rendering import rendered


def test_a_component_is_rendered_from_its_properties_with_what_they_hold_made_safe():
    html = rendered(Empty("Nothing <b>yet</b>", "Come back & see.", "My people", "/people/?q=a&b"))

    assert html == (
        '<div class="empty"><p class="empty-heading">Nothing &lt;b&gt;yet&lt;/b&gt;</p><p>Come back &amp; see.</p>'
        '<p><a class="button" href="/people/?q=a&amp;b">My people</a></p></div>'
    )


def test_a_component_gets_the_token_of_the_page_and_nothing_else_of_it():
    _title, duty = DUTIES[0]

    html = rendered(duty, csrf_token="the-token")

    assert '<input type="hidden" name="csrfmiddlewaretoken" value="the-token">' in html


def test_a_component_can_be_rendered_outside_any_page():
    assert "Nothing has been measured" in component(Context({}), Empty("", "Nothing has been measured of you yet."))


@pytest.mark.parametrize(
    ("share", "words"), [(0.834, "83 %"), (0.0, "0 %"), (1.053, "105 %"), (None, "–"), (0.995, "100 %")]
)
def test_a_share_is_written_as_a_whole_percentage(share: float | None, words: str):
    assert percent(share) == words


def test_pages_need_not_load_the_tag():
    assert Engine.get_default().from_string("{{ 0.5|percent }}").render(Context({})) == "50 %"
