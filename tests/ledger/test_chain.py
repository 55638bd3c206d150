"""The fingerprints of the chain, worked out with nothing but hashlib and json."""

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.ledger.chain import FIRST, Link, body_hash, canonical, link_hash

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def test_the_fingerprint_of_an_entry_is_sha_256_over_its_five_parts():
    link = Link(1, "duty.lapsed", AT, "ab" * 32, FIRST)

    text = f'[1,"duty.lapsed","2026-03-01T09:30:00.000000+00:00","{"ab" * 32}","{"0" * 64}"]'
    assert link_hash(link) == hashlib.sha256(text.encode()).hexdigest()


def test_the_same_moment_in_another_zone_has_the_same_fingerprint():
    elsewhere = AT.astimezone(timezone(timedelta(hours=5, minutes=30)))

    assert link_hash(Link(1, "x", AT, "b", FIRST)) == link_hash(Link(1, "x", elsewhere, "b", FIRST))


def test_the_fingerprint_of_a_body_depends_on_its_salt():
    assert body_hash("aa", "{}") == hashlib.sha256(b"aa{}").hexdigest()
    assert body_hash("aa", "{}") != body_hash("ab", "{}")


def test_not_a_number_has_no_canonical_form():
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical({"level": float("nan")})


values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**50), 2**50) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(max_size=6), values, max_size=6))
def test_the_order_of_keys_changes_nothing_and_what_was_said_can_be_read_back(said: dict[str, object]):
    turned = dict(reversed(said.items()))

    assert canonical(said) == canonical(turned)
    assert json.loads(canonical(said)) == said
