"""What is asked elsewhere in the same words is the same statement."""

from answerable.facts.leading.statements import TEXTS, statement_of
from answerable.rules.mirror import STATEMENTS


def test_there_is_one_for_each_duty_and_one_for_growing():
    assert tuple(TEXTS) == STATEMENTS


def test_the_same_words_are_the_same_statement_and_others_are_their_own():
    assert statement_of(" my leader makes TIME for me. ") == "one_on_one"
    assert statement_of("My leader sings") == "My leader sings"
