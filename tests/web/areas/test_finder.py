"""The finder: people and pages that fit some words."""

import pytest

from visiting import source, visitor, words

pytestmark = pytest.mark.django_db


def found(name: str, query: str) -> str:
    """What a member of the cast finds."""
    return words(visitor(name).get("/find/", {"q": query}, headers={"HX-Request": "true"}))


def test_people_are_found_by_part_of_their_name_with_what_they_do():
    assert found("leader", "seller-1") == "Seller-1 Account Executive"
    assert found("director", "okoro lee") == "Lee Okoro Sales Manager"


def test_the_first_that_was_found_is_chosen():
    html = source(visitor("leader").get("/find/", {"q": "seller"}))

    assert html.strip().startswith(
        '<li role="option" aria-selected="true"><a href="/people/seller-1/" tabindex="-1">Seller-1 '
        '<span class="soft">Account Executive</span></a></li>'
    )
    assert html.count('aria-selected="true"') == 1
    assert html.count('role="option"') == 5


def test_pages_are_found_by_their_name_and_all_of_them_without_any_words():
    assert found("leader", "my p") == "My people"
    assert found("leader", "") == "Today My people Chain Roles Levers Moves Mirror Me"
    assert found("administrator", "COMP") == "Company"


@pytest.mark.parametrize("name", ["seller", "administrator", "stranger"])
def test_nobody_finds_whom_they_may_not_see(name: str):
    assert found(name, "seller-2") == "Nobody and nothing that you may see fits “seller-2”."


def test_words_are_words_and_nothing_else():
    html = source(visitor("leader").get("/find/", {"q": "<img src=x>"}))

    assert "Nobody and nothing that you may see fits “&lt;img src=x&gt;”." in html


def test_of_very_long_words_a_hundred_letters_are_looked_for():
    assert found("leader", "x" * 101) == f"Nobody and nothing that you may see fits “{'x' * 100}”."
