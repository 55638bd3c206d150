"""Data sets of the R package lme4, and what lme4 1.1-31 makes of them; see README.md beside this file."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

HERE = Path(__file__).parent
# A folder of data beside the repository, which only some machines have.
BESIDE = HERE.parents[2] / "shared" / "data" / "lme4"


@dataclass(frozen=True)
class Published:
    """Data, and the fit that was published for them.

    Attributes:
        y: observations, shape (rows,).
        fixed: fixed columns, shape (rows, columns).
        groups: by name, levels of each row.
        variances: by group, and `noise`.
        log_likelihood: the restricted one.
        coefficients: of the fixed columns; empty where not published.
    """

    y: np.ndarray
    fixed: np.ndarray
    groups: dict[str, np.ndarray]
    variances: dict[str, float]
    log_likelihood: float
    coefficients: tuple[float, ...] = ()


def penicillin() -> Published:
    """Zones of inhibition, plates crossed with samples."""
    table = _table(HERE / "penicillin.csv", text=["plate", "sample"])
    return Published(
        y=table["diameter"].cast(pl.Float64).to_numpy(),
        fixed=np.ones((len(table), 1)),
        groups={"plate": table["plate"].to_numpy(), "sample": table["sample"].to_numpy()},
        variances={"plate": 0.7169051, "sample": 3.7311318, "noise": 0.3024150},
        log_likelihood=-165.4302945,
    )


def pastes() -> Published:
    """Strengths of a paste, casks nested in batches."""
    table = _table(HERE / "pastes.csv", text=["batch", "cask", "sample"])
    return Published(
        y=table["strength"].to_numpy(),
        fixed=np.ones((len(table), 1)),
        groups={"batch": table["batch"].to_numpy(), "batch:cask": table["sample"].to_numpy()},
        variances={"batch": 1.6573080, "batch:cask": 8.4336679, "noise": 0.6779999},
        log_likelihood=-123.4953729,
    )


def sleepstudy() -> Published:
    """Reaction times by days with little sleep."""
    table = _table(HERE / "sleepstudy.csv", text=["Subject"])
    days = table["Days"].cast(pl.Float64).to_numpy()
    return Published(
        y=table["Reaction"].to_numpy(),
        fixed=np.stack([np.ones(len(table)), days], axis=1),
        groups={"Subject": table["Subject"].to_numpy()},
        variances={"Subject": 1378.1785138, "noise": 960.4565786},
        log_likelihood=-893.2325427,
    )


def inst_eval() -> list[Published]:
    """Ratings of lecturers by students, where the file lies beside the repository; none elsewhere."""
    return [
        Published(
            y=table["y"].cast(pl.Float64).to_numpy(),
            fixed=np.stack([np.ones(len(table)), (table["service"] == "1").to_numpy()], axis=1),
            groups={
                "s": table["s"].to_numpy(),
                "d": table["d"].to_numpy(),
                "dept:service": (table["dept"] + ":" + table["service"]).to_numpy(),
            },
            variances={
                "s": 0.10542671227,
                "d": 0.26256907547,
                "dept:service": 0.01202386094,
                "noise": 1.38495980214,
            },
            log_likelihood=-118830.76786,
            coefficients=(3.2806725383906, -0.0534957394287),
        )
        for path in BESIDE.glob("InstEval.csv.gz")
        for table in [_table(path, text=["s", "d", "service", "dept"])]
    ]


def _table(path: Path, text: list[str]) -> pl.DataFrame:
    types: dict[str, Any] = dict.fromkeys(text, pl.String)
    return pl.read_csv(path, schema_overrides=types)
