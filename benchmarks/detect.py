"""How long it takes to find the gaps of a million people, against reading the same file and one group-by."""

import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from answerable.engine.attainment import read_panel
from answerable.engine.gaps import find_gaps
from answerable.findings.check import gap_settings
from answerable.panel import read_company, write_company
from answerable.rules.policy import default_policy
from written_pages import REFERENCE, put_section

MONTHS = 24
PAGE = REFERENCE / "performance.md"


ABOUT = """\
Finding gaps from Parquet, every check of the input included, for people × 24 months and one expectation, on 2 cores.
The peer reads the same file with Polars and does one group-by per person, in the same run. Made by `make bench`.
The limits are for a million people: at most 6 times the peer, at most 6 GB.

| people | Polars reads and groups | gaps found | ratio | peak memory |
|---|---|---|---|---|
"""


def make(people: int, folder: Path) -> None:
    """One expectation, everybody measured in every month; levels of sd 0.15 under noise of sd 0.12."""
    random = np.random.default_rng(0)
    ids = "P" + pl.Series(np.arange(people)).cast(pl.String).str.zfill(8)
    months = pl.Series([date(2024 + month // 12, month % 12 + 1, 1) for month in range(MONTHS)])
    actual = 100 * (1 + 0.15 * random.normal(size=(people, 1)) + 0.12 * random.normal(size=(people, MONTHS)))
    begun = pl.repeat(date(2023, 1, 1), people, dtype=pl.Date, eager=True)
    managers = ids.gather((np.arange(people) - 1) // 8 * (np.arange(people) > 0)).set(
        pl.Series(np.arange(people) == 0), None
    )
    cells = people * MONTHS
    tables = {
        "people": pl.DataFrame({"person_id": ids, "name": ids}),
        "roles": pl.DataFrame({"role_id": ["sells"], "title": ["Seller"]}),
        "assignments": pl.DataFrame({"person_id": ids, "manager_id": managers, "starts_on": begun}).with_columns(
            role_id=pl.lit("sells")
        ),
        "expectations": pl.DataFrame(
            {"expectation_id": ["won"], "role_id": ["sells"], "name": ["Won"], "direction": ["higher"]}
        ).with_columns(cadence=pl.lit("month"), target=pl.lit(100.0)),
        "measurements": pl.DataFrame(
            {
                "person_id": ids.gather(np.repeat(np.arange(people), MONTHS)),
                "expectation_id": pl.repeat("won", cells, eager=True),
                "period": months.gather(np.tile(np.arange(MONTHS), people)),
                "actual": actual.ravel(),
            }
        ),
    }
    write_company(tables, folder, "parquet")


def baseline(folder: Path) -> None:
    pl.read_parquet(folder / "measurements.parquet").group_by("person_id").agg(pl.col("actual").mean())


def detect(folder: Path) -> None:
    company = read_company(folder)
    units = company["units"].collect(backend="polars").to_native()
    find_gaps(read_panel(company), units, date(2026, 1, 1), gap_settings(default_policy()))


def measured(job: str, folder: Path) -> tuple[float, float]:
    """Seconds and peak gigabytes of a job in a process of its own."""
    out = subprocess.run([sys.executable, __file__, job, str(folder)], check=True, capture_output=True, text=True)
    seconds, gigabytes = out.stdout.split()
    return float(seconds), float(gigabytes)


def main() -> None:
    rows = []
    with tempfile.TemporaryDirectory() as place:
        for people in (100_000, 1_000_000):
            folder = Path(place) / str(people)
            make(people, folder)
            plain, found = measured("baseline", folder), measured("detect", folder)
            rows.append((people, plain[0], found[0], found[0] / plain[0], found[1]))
            print(rows[-1], flush=True)
    lines = [
        f"| {n:,} | {plain:.1f} s | {ours:.1f} s | {ratio:.1f} | {memory:.1f} GB |"
        for n, plain, ours, ratio, memory in rows
    ]
    grown = rows[1][2] / rows[0][2]
    text = f"{ABOUT}{chr(10).join(lines)}\n\nTen times the people cost {grown:.1f} times the time (at most 11).\n"
    put_section(PAGE, "Finding gaps", text)


def job(name: str, folder: Path) -> None:

    began = time.perf_counter()
    (baseline if name == "baseline" else detect)(folder)
    print(time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6)


if __name__ == "__main__":
    job(sys.argv[1], Path(sys.argv[2])) if len(sys.argv) == 3 else main()
