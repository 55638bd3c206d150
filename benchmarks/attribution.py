"""How fast, on how much memory and how well the mixed model is fitted, against other solvers on the same panels.

Without options all sizes and solvers are run, and the section of the page is written anew. A choice of sizes, solvers
or threads is a trial: it is shown on the terminal and not written down.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from shutil import which
from statistics import median
from tempfile import TemporaryDirectory

from attribution_bars import Results, bars, verdict
from attribution_peers import GROUPS, OURS, WIDE, Taken
from written_pages import REFERENCE, measured_on, put_section

PAGE = REFERENCE / "performance.md"
TITLE = "Whose gap is it: attribution"
HERE = Path(__file__).parent
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS", "RAYON_NUM_THREADS")

# The most people each solver is given, and the sizes at which ours runs alone.
MOST = {
    OURS: 1_000_000,
    WIDE: 1_000_000,
    "gpboost": 100_000,
    "within-py": 100_000,
    "mixedlm": 10_000,
    "lme4": 10_000,
    "lme-python": 10_000,
    "kamino-lme": 10_000,
    "pyfixest": 10_000,
    "interlace-lme": 1_000,
}
SIZES = (1_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
ALONE = (30_000, 300_000)
LONG = 60.0

ABOUT = """\
The linear mixed model behind *whose gap is it*, fitted by restricted maximum likelihood: `y ~ role + person + manager +
second line`. Made-up people × 36 months with entries and leavers, 27.5 months on record per person; one of five changes
manager in a year; true shares 35 % person, 20 % manager, 8 % second line, 37 % noise. {ours} fits the same row by row
data as the others, in the same run, each solver in a process of its own; it also fits a second answer with two more
groups, *unit* (4 %) and *match*, the pair of person and manager (5 %). Seconds are those of the fit with the effects
of all managers, without reading and importing, the middle of {times} runs where one takes less than a minute; memory
is the peak of the process, data included. What takes longer than {limit:.0f} s is stopped. within-py and pyfixest fit
two-way fixed effects of person and manager, which cannot tell a manager from the second line; gpboost maximises the
likelihood that is not restricted. Correlations are those of the estimates with the truth: of managers alone, and of
managers with their line. Made by `make bench-attribution`. {where}

| people | solver | seconds | memory | managers | with line | variances: person, manager, line, noise |
|---|---|---|---|---|---|---|
{rows}

{bars}

{verdict}
"""


def run(command: list[str], limit: float) -> tuple[int, str, str]:
    """What a program answers, and writes on both ways out; with all it started it is ended at the limit."""
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            out, problems = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    return process.returncode, out, problems


def taken_once(solver: str, panel: Path, limit: float) -> Taken:
    try:
        code, out, problems = run([sys.executable, str(HERE / "attribution_peers.py"), solver, str(panel)], limit)
    except subprocess.TimeoutExpired:
        return Taken(seconds=limit, problem=f"over {limit:.0f} s")
    if code < 0:
        return Taken(problem=f"ended by signal {-code}")
    if code:
        return Taken(problem=f"failed: {(problems.strip().splitlines() or ['it says nothing'])[-1]}")
    return Taken(**json.loads(out.strip().splitlines()[-1]))


def taken(solver: str, panel: Path, limit: float, times: int) -> Taken:
    """What came of a solver, with the middle of its times and the highest of its peaks."""
    if not is_here(solver):
        return Taken(problem="not run: not installed")
    runs = [taken_once(solver, panel, limit)]
    while len(runs) < times and not runs[-1].problem and runs[0].seconds < LONG:
        runs.append(taken_once(solver, panel, limit))
    good = [each for each in runs if not each.problem]
    if len(good) < len(runs):
        return runs[-1]
    return replace(good[0], seconds=median(each.seconds for each in good), memory=max(each.memory for each in good))


def is_here(solver: str) -> bool:
    """Whether a solver can be run on this machine."""
    if solver == "lme4":
        return which("Rscript") is not None
    try:
        return solver in (OURS, WIDE) or bool(version(solver))
    except PackageNotFoundError:
        return False


def solvers_at(people: int, chosen: Iterable[str]) -> list[str]:
    return [solver for solver in chosen if people <= MOST[solver] and (people not in ALONE or solver in (OURS, WIDE))]


def race(sizes: Iterable[int], chosen: Iterable[str], limit: float, times: int) -> Results:
    """Run every solver on every panel it is given, saying so as it goes."""
    results: Results = {}
    for people in sizes:
        with TemporaryDirectory(prefix="answerable-bench-") as place:
            panel = Path(place) / "panel.npz"
            # In a process of its own: memory this one holds would count as that of the processes it starts.
            subprocess.run([sys.executable, str(HERE / "attribution_panel.py"), str(people), str(panel)], check=True)
            for solver in solvers_at(people, chosen):
                found = results[people, solver] = taken(solver, panel, limit, times)
                more = f"{found.work:.2f} s of work, {found.memory_before:.2f} GB before the fit"
                print(row(people, solver, found), more, flush=True)
    return results


def row(people: int, solver: str, result: Taken) -> str:
    """A line of the table."""
    if result.problem:
        return f"| {people:,} | {solver} | {result.problem} | | | | |"
    variances = ", ".join(f"{result.variances[name]:.4f}" for name in (*GROUPS, "noise") if name in result.variances)
    more = ", ".join(f"{name} {result.variances[name]:.4f}" for name in ("unit", "match") if name in result.variances)
    said = "; ".join(part for part in (variances, more, "" if result.converged else "not converged") if part)
    manager = "" if result.with_manager is None else f"{result.with_manager:.3f}"
    return (
        f"| {people:,} | {solver} | {result.seconds:.2f} | {result.memory:.2f} GB "
        f"| {manager} | {result.with_leading:.3f} | {said} |"
    )


def section(results: Mapping[tuple[int, str], Taken], limit: float, times: int) -> str:
    """The section of the page."""
    packages = [solver for solver in MOST if solver not in (OURS, WIDE, "lme4") and is_here(solver)]
    where = measured_on("numpy", "scipy", "polars", *sorted(packages))
    if any(solver == "lme4" and not result.problem for (_, solver), result in results.items()):
        asked = [
            which("Rscript") or "Rscript",
            "-e",
            "cat(R.version.string, 'lme4', as.character(packageVersion('lme4')))",
        ]
        where = f"{where.rstrip('.')}, {run(asked, limit)[1]}."
    return ABOUT.format(
        ours=OURS,
        times=times,
        limit=limit,
        where=where,
        rows="\n".join(row(people, solver, result) for (people, solver), result in results.items()),
        bars=bars(results),
        verdict=verdict(results),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, help="people, of each panel")
    parser.add_argument("--solvers", nargs="+", choices=list(MOST), default=list(MOST), help="the solvers to run")
    parser.add_argument("--limit", type=float, default=300.0, help="seconds after which a solver is stopped")
    parser.add_argument("--times", type=int, default=3, help="runs of what takes less than a minute")
    parser.add_argument("--threads", type=int, help="how many each solver may use; its own choice when not given")
    asked = parser.parse_args()
    if asked.threads:
        os.environ.update(dict.fromkeys(THREADS, str(asked.threads)))
    busy = os.getloadavg()[0]
    if busy > 0.5:
        print(f"This machine is busy (load {busy:.1f}), which hurts several threads most. Wait, or try --threads 1.")
    results = race(asked.sizes, asked.solvers, asked.limit, asked.times)
    print(f"\n{bars(results)}\n\n{verdict(results)}")
    if tuple(asked.sizes) == SIZES and asked.solvers == list(MOST) and not asked.threads:
        put_section(PAGE, TITLE, section(results, asked.limit, asked.times))


if __name__ == "__main__":
    main()
