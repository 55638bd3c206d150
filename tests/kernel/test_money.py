import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.kernel.money import is_currency


@pytest.mark.parametrize("text", ["EUR", "USD", "CHF"])
def test_three_capital_letters_name_a_currency(text: str):
    assert is_currency(text)


@pytest.mark.parametrize("text", ["", "EU", "EURO", "eur", "Eur", "E1R", "€", "ÄÖÜ", " EUR", "EUR\n"])
def test_anything_else_names_none(text: str):
    assert not is_currency(text)


@given(st.from_regex("[A-Z]{3}", fullmatch=True))
def test_which_currencies_there_are_is_not_asked(text: str):
    assert is_currency(text)


@given(st.text(max_size=5).filter(lambda text: not re.fullmatch("[A-Z]{3}", text)))
def test_no_other_text_passes(text: str):
    assert not is_currency(text)
