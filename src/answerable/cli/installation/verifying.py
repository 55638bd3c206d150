"""`answerable verify`: is the ledger whole?"""

import argparse

from rich.console import Console

from answerable.ledger.verification import verify


def run(_arguments: argparse.Namespace, console: Console, complaints: Console) -> int:
    """Run the command.

    Args:
        _arguments: there are none.
        console: where the result goes.
        complaints: where a broken entry is named.

    Returns:
        0 when the ledger is whole, 1 when it is not.
    """
    verified = verify()
    if verified.whole:
        console.print(f"The ledger is whole: {verified.entries:,} entries, head {verified.head}.", soft_wrap=True)
        return 0
    complaints.print(f"The ledger is broken at entry {verified.first_broken}: {verified.reason}", soft_wrap=True)
    return 1
