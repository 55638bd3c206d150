"""The ledger is written in the transaction of the deed or not at all."""

import pytest

from answerable.ledger import write


def test_outside_a_transaction_nothing_is_entered():
    with pytest.raises(RuntimeError, match="in the transaction of the deed"):
        write.lock()
