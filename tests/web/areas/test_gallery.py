"""The gallery: every component in every state it can be in."""

import re
from pathlib import Path

import pytest

from answerable.web import components
from answerable.web.areas.gallery.views import shown
from visiting import source, visitor, words

pytestmark = pytest.mark.django_db

FOLDERS = sorted(path.parent.name for path in Path(components.__path__[0]).glob("*/props.py"))


def test_every_component_is_shown_with_what_it_is_for_and_an_example_of_every_state():
    found = shown()

    assert [one.name for one in found] == [name.replace("_", " ") for name in FOLDERS]
    assert all(one.story.endswith(".") and one.examples for one in found)
    assert {one.name: [title for title, _props in one.examples] for one in found}["certainty"] == [
        "as good as certain",
        "sure enough",
        "a coin",
    ]


@pytest.mark.parametrize("name", FOLDERS)
def test_a_component_has_its_template_named_like_its_folder(name: str):
    examples = {one.name.replace(" ", "_"): one.examples for one in shown()}[name]

    assert {props.template for _title, props in examples} == {f"{name}/{name}.html"}


def test_the_page_shows_them_all_to_whoever_has_signed_in():
    response = visitor("stranger").get("/components/")

    headings = re.findall(r'<h2 id="component-\d+">([^<]+)</h2>', source(response))
    assert headings == [name.replace("_", " ") for name in FOLDERS]
    assert words(response).startswith(
        "Components What the pages are made of, in every state. breadcrumbs The way here. two steps down"
    )
