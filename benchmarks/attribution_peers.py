"""The solvers that are raced, ours among them, each run on a written panel in a process of its own.

`python benchmarks/attribution_peers.py SOLVER PANEL` prints, as JSON, the seconds its fit took, the effects of managers
included and reading and importing left out, the gigabytes of memory at its peak and before the fit, the estimated
variances and how the estimates go with the truth.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib import import_module
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from answerable.engine.attribution import fit_mixed

Panel = Mapping[str, NDArray[Any]]
Floats = NDArray[np.float64]

OURS, WIDE = "Answerable", "Answerable with unit and match"
GROUPS = ("person", "manager", "line_2")
FIXED = "y ~ role_1 + role_2 + role_3"
MIXED = " + ".join([FIXED, *(f"(1 | {group})" for group in GROUPS)])


@dataclass(slots=True)
class Clock:
    """What takes the time of a fit."""

    seconds: float = 0.0
    work: float = 0.0
    memory_before: float = 0.0

    def __enter__(self) -> None:
        self.memory_before = peak_memory()
        self.seconds, self.work = -time.perf_counter(), -time.process_time()

    def __exit__(self, *problem: object) -> None:
        self.seconds, self.work = self.seconds + time.perf_counter(), self.work + time.process_time()


@dataclass(frozen=True, slots=True)
class Fit:
    """What a solver says: estimated variances by group, and effects by manager and by line in the order of codes.

    Fixed effects cannot tell a manager from the second line: there, `manager` is both and `line` is not given.
    """

    variances: dict[str, float]
    manager: Floats
    line: Floats | None
    converged: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of one solver on one panel; `problem` says what went wrong, and then there is nothing else.

    `work` is the time of all its threads: where it is far from the seconds, threads helped or the machine was busy.
    """

    seconds: float = 0.0
    work: float = 0.0
    memory: float = 0.0
    memory_before: float = 0.0
    variances: dict[str, float] = field(default_factory=dict)
    with_manager: float | None = None
    with_leading: float | None = None
    converged: bool = True
    problem: str = ""


def peak_memory() -> float:
    """Gigabytes this process, or one it started, has held at most."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1e6


def labels(codes: NDArray[np.int32]) -> NDArray[Any]:
    """Codes as text that sorts as they do."""
    return np.char.zfill(np.arange(int(codes.max()) + 1).astype(str), 8)[codes]


def columns_of(panel: Panel, label: Callable[[NDArray[np.int32]], Any]) -> dict[str, Any]:
    """The columns of the formula, the groups labelled in the way a peer likes."""
    roles = {f"role_{role}": (panel["role"] == role).astype(np.float64) for role in (1, 2, 3)}
    return {"y": panel["y"], **roles, **{group: label(panel[group]) for group in GROUPS}}


def by_label(pairs: Sequence[tuple[str, float]]) -> Floats:
    """Effects in the order of their labels."""
    return np.array([value for _, value in sorted(pairs)])


def ours(panel: Panel, clock: Clock, answer: str = "y", groups: Sequence[str] = GROUPS) -> Fit:
    fixed = np.ones((panel["role"].size, 4), dtype=np.float32, order="F")
    for role in (1, 2, 3):
        fixed[:, role] = panel["role"] == role
    with clock:
        fit = fit_mixed(panel[answer], fixed, groups={group: panel[group] for group in groups})
    effects = fit.effects
    return Fit(dict(fit.variances), effects["manager"].estimate, effects["line_2"].estimate, fit.converged)


def ours_wide(panel: Panel, clock: Clock) -> Fit:
    return ours(panel, clock, "y_wide", (*GROUPS, "unit", "match"))


def with_mixedlm(panel: Panel, clock: Clock) -> Fit:
    peer, pandas = import_module("mixedlm"), import_module("pandas")
    frame = pandas.DataFrame(columns_of(panel, lambda codes: pandas.Categorical(labels(codes))))
    with clock:
        fit = peer.lmer(MIXED, frame)
        effects = fit.ranef()
    found = {group: float(parts.variance["(Intercept)"]) for group, parts in fit.VarCorr().groups.items()}
    manager, line = (np.asarray(effects[group]["(Intercept)"]) for group in ("manager", "line_2"))
    return Fit(found | {"noise": float(fit.sigma) ** 2}, manager, line, bool(fit.converged))


def with_lme_python(panel: Panel, clock: Clock) -> Fit:
    peer = import_module("lme_python")
    frame = pl.DataFrame(columns_of(panel, labels))
    with clock:
        fit = peer.lmer(MIXED, frame)
        effects = fit.ranef
    found = {group: variance for group, _, _, variance, _ in fit.var_corr if group in GROUPS}
    manager, line = (
        by_label([(label, value) for name, label, _, value in effects if name == group])
        for group in ("manager", "line_2")
    )
    return Fit(found | {"noise": fit.sigma2}, manager, line, bool(fit.converged))


def with_kamino(panel: Panel, clock: Clock) -> Fit:
    peer, pandas = import_module("kamino"), import_module("pandas")
    frame = pandas.DataFrame(columns_of(panel, labels))
    with clock:
        fit = peer.lmer(MIXED, frame)
    names = [term.group_name for term in fit.random_terms]
    ends = np.cumsum([len(term.group_levels) for term in fit.random_terms])
    effects = dict(zip(names, np.split(fit.random_effects, ends[:-1]), strict=True))
    found = dict(zip(names, np.diag(fit.random_covariance).tolist(), strict=True))
    return Fit(found | {"noise": fit.sigma2}, effects["manager"], effects["line_2"], fit.diagnostics.converged)


def with_interlace(panel: Panel, clock: Clock) -> Fit:
    peer, pandas = import_module("interlace"), import_module("pandas")
    frame = pandas.DataFrame(columns_of(panel, labels))
    with clock:
        fit = peer.fit(FIXED, frame, groups=list(GROUPS))
    manager, line = (fit.random_effects[group].sort_index().to_numpy() for group in ("manager", "line_2"))
    return Fit(fit.variance_components | {"noise": fit.scale}, manager, line, bool(fit.converged))


def with_gpboost(panel: Panel, clock: Clock) -> Fit:
    peer = import_module("gpboost")
    fixed = np.column_stack([np.ones(panel["y"].size), *(panel["role"] == role for role in (1, 2, 3))])
    groups = np.column_stack([panel[group] for group in GROUPS])
    with clock:
        model = peer.GPModel(group_data=groups, likelihood="gaussian")
        model.fit(y=panel["y"], X=fixed)
        effects = model.predict_training_data_random_effects().to_numpy()
    noise, *found = np.asarray(model.get_cov_pars()).ravel().tolist()
    manager, line = (np.zeros(int(panel[group].max()) + 1) for group in ("manager", "line_2"))
    manager[panel["manager"]], line[panel["line_2"]] = effects[:, 1], effects[:, 2]
    return Fit(dict(zip(GROUPS, found, strict=True)) | {"noise": noise}, manager, line, converged=True)


def with_within(panel: Panel, clock: Clock) -> Fit:
    peer = import_module("within")
    roles = np.column_stack([panel["role"] == role for role in (1, 2, 3)]).astype(np.float64)
    sides = np.asfortranarray(np.column_stack([panel["y"], roles]))
    groups = np.asfortranarray(np.column_stack([panel["person"], panel["manager"]]).astype(np.uint32))
    with clock:
        solved = peer.solve_batch(groups, sides)
        slopes = np.linalg.lstsq(solved.demeaned[:, 1:], solved.demeaned[:, 0])[0]
        effects = solved.x[:, 0] - solved.x[:, 1:] @ slopes
    return Fit({}, effects[solved.layout.index(1, 0, 0) :], None, all(solved.converged))


def with_pyfixest(panel: Panel, clock: Clock) -> Fit:
    peer, pandas = import_module("pyfixest"), import_module("pandas")
    frame = pandas.DataFrame(columns_of(panel, lambda codes: codes.astype(np.int64)))
    with clock:
        fit = peer.feols(f"{FIXED} | person + manager", frame)
        effects = next(values for name, values in fit.fixef().items() if "manager" in name)
    # The first manager is what the others are measured by, and is left out.
    manager = np.array([effects.get(str(code), 0.0) for code in range(panel["manager_effect"].size)])
    return Fit({}, manager, None, converged=True)


LME4 = """
suppressMessages(library(lme4))
folder <- commandArgs(trailingOnly = TRUE)[1]
panel <- read.csv(file.path(folder, "panel.csv"))
for (group in c("person", "manager", "line_2")) panel[[group]] <- factor(panel[[group]])
began <- proc.time()[["elapsed"]]
fit <- lmer(FORMULA, panel)
effects <- ranef(fit, condVar = FALSE)
seconds <- proc.time()[["elapsed"]] - began
found <- as.data.frame(VarCorr(fit))
write.csv(data.frame(group = found$grp, variance = found$vcov), file.path(folder, "found.csv"), row.names = FALSE)
for (group in c("manager", "line_2"))
    write.csv(data.frame(effect = effects[[group]][[1]]), file.path(folder, paste0(group, ".csv")), row.names = FALSE)
cat(seconds, as.character(packageVersion("lme4")))
"""


def with_lme4(panel: Panel, clock: Clock) -> Fit:
    with TemporaryDirectory() as place:
        folder = Path(place)
        pl.DataFrame(columns_of(panel, np.asarray)).write_csv(folder / "panel.csv")
        (folder / "fit.R").write_text(LME4.replace("FORMULA", MIXED), encoding="utf-8")
        out = subprocess.run(
            [which("Rscript") or "Rscript", folder / "fit.R", place], check=True, stdout=subprocess.PIPE, text=True
        )
        clock.seconds = float(out.stdout.split()[0])
        found = dict(pl.read_csv(folder / "found.csv").iter_rows())
        manager, line = (pl.read_csv(folder / f"{group}.csv")["effect"].to_numpy() for group in ("manager", "line_2"))
    return Fit({"noise": found.pop("Residual"), **found}, manager, line, converged=True)


SOLVERS: dict[str, Callable[[Panel, Clock], Fit]] = {
    OURS: ours,
    WIDE: ours_wide,
    "mixedlm": with_mixedlm,
    "lme4": with_lme4,
    "lme-python": with_lme_python,
    "kamino-lme": with_kamino,
    "interlace-lme": with_interlace,
    "gpboost": with_gpboost,
    "within-py": with_within,
    "pyfixest": with_pyfixest,
}


def correlation(estimate: Floats, truth: Floats) -> float:
    return float(np.corrcoef(estimate, truth)[0, 1])


def take(solver: str, path: Path) -> Taken:
    """Run one solver on one panel, in this process."""
    with np.load(path) as file:
        needed = {"y_wide", "unit", "match"} if solver == WIDE else {"y"}
        panel = {
            name: file[name] for name in needed | {"role", *GROUPS, "manager_effect", "line_of_manager", "line_effect"}
        }
    clock = Clock()
    fit = SOLVERS[solver](panel, clock)
    truth, lines = panel["manager_effect"], panel["line_of_manager"]
    leading = fit.manager if fit.line is None else fit.manager + fit.line[lines]
    return Taken(
        seconds=clock.seconds,
        work=clock.work,
        memory=peak_memory(),
        memory_before=clock.memory_before,
        variances={group: float(variance) for group, variance in fit.variances.items()},
        with_manager=None if fit.line is None else correlation(fit.manager, truth),
        with_leading=correlation(leading, truth + panel["line_effect"][lines]),
        converged=bool(fit.converged),
    )


if __name__ == "__main__":
    print(json.dumps(asdict(take(sys.argv[1], Path(sys.argv[2])))))
