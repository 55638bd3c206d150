"""A program that has loaded everything, and starts processes by the hundred: each does a deed, some are killed in it.

It reads an order a line, and answers each with how its processes ended: 0 for well, -9 for killed.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from django.db import connection


class Death:
    """Ends this process at a statement to the database, at once, as a power cut would."""

    def __init__(self, half_step: int) -> None:
        """Before the n-th statement where half_step is 2n - 1, right after it where it is 2n; never where it is 0."""
        self.half_step = half_step
        self.statements = 0

    def __call__(self, execute: Callable[..., object], *given: object) -> object:
        """Let a statement through, unless it is the one."""
        self.statements += 1
        self._die_at(2 * self.statements - 1)
        result = execute(*given)
        self._die_at(2 * self.statements)
        return result

    def _die_at(self, half_step: int) -> None:
        if half_step == self.half_step:
            os.kill(os.getpid(), signal.SIGKILL)


def live(order: dict[str, Any]) -> None:
    """Be the process that does a deed, and leave behind what the database says then.

    Args:
        order: `database`, `deed`, at which half step to `die`, `starts_at` on the clock, where the `state` goes.
    """
    connection.settings_dict["NAME"] = order["database"]
    death = Death(order["die"])
    time.sleep(max(0.0, order["starts_at"] - time.time()))
    with connection.execute_wrapper(death):
        import_module("crash.deeds").DEEDS[order["deed"]]()
    found = {"statements": death.statements, "rows": import_module("crash.state").state()}
    Path(order["state"]).write_text(json.dumps(found), encoding="utf-8")
    connection.close()


def start(order: dict[str, Any]) -> int:
    """Start a process.

    Args:
        order: what it has to do.

    Returns:
        Its number.
    """
    process = os.fork()
    if process == 0:
        # Trouble ends it with a traceback and another exit code.
        live(order)
        os._exit(0)
    return process


def main() -> None:
    """Obey orders until there are no more."""
    django.setup()
    for module in ("crash.deeds", "crash.state"):
        import_module(module)
    for line in sys.stdin:
        started = [start(order) for order in json.loads(line)]
        ended = [os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in started]
        sys.stdout.write(json.dumps(ended) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
