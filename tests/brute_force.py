"""Mixed models by brute force: every matrix written out, for small designs, to hold the engine against."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from answerable.engine.attribution.cells import Cells, collapse_rows


def indicators(code: np.ndarray, levels: int | None = None) -> np.ndarray:
    """One column a level; a row of code -1 has none."""
    return (code[:, None] == np.arange(code.max() + 1 if levels is None else levels)).astype(float)


@dataclass(frozen=True)
class Dense:
    """A mixed model; all variances are over the noise's.

    Attributes:
        y: observations, shape (rows,).
        x: fixed columns, shape (rows, columns).
        z: by group, its columns, shape (rows, levels).
        weight: of each row.
    """

    y: np.ndarray
    x: np.ndarray
    z: dict[str, np.ndarray]
    weight: np.ndarray

    @property
    def df(self) -> int:
        """Observations left for the noise."""
        return len(self.y) - self.x.shape[1]

    def covariance(self, gamma: Mapping[str, float], only: list[str] | None = None) -> np.ndarray:
        """V, with all groups or only some of them."""
        names = self.z if only is None else only
        return np.diag(1 / self.weight) + sum(
            (gamma[name] * self.z[name] @ self.z[name].T for name in names), np.zeros((len(self.y),) * 2)
        )

    def coefficients(self, gamma: Mapping[str, float]) -> np.ndarray:
        """Of the fixed columns, by generalised least squares."""
        inverse = np.linalg.inv(self.covariance(gamma))
        return np.linalg.solve(self.x.T @ inverse @ self.x, self.x.T @ inverse @ self.y)

    def projection(self, gamma: Mapping[str, float]) -> np.ndarray:
        """P: what V^-1 is once the fixed columns are taken out."""
        inverse = np.linalg.inv(self.covariance(gamma))
        seen = inverse @ self.x
        return inverse - seen @ np.linalg.solve(self.x.T @ seen, seen.T)

    def noise(self, gamma: Mapping[str, float]) -> float:
        """The noise's variance that goes best with these ratios."""
        return float(self.y @ self.projection(gamma) @ self.y) / self.df

    def effects(self, gamma: Mapping[str, float]) -> dict[str, np.ndarray]:
        """Best linear unbiased predictions."""
        seen = self.projection(gamma) @ self.y
        return {name: gamma[name] * z.T @ seen for name, z in self.z.items()}

    def log_likelihood(self, gamma: Mapping[str, float]) -> float:
        """The restricted one, the noise's variance at its best."""
        covariance = self.covariance(gamma)
        inner = self.x.T @ np.linalg.solve(covariance, self.x)
        spread = np.linalg.slogdet(covariance)[1] + np.linalg.slogdet(inner)[1]
        return float(-0.5 * (self.df * (1 + np.log(2 * np.pi * self.noise(gamma))) + spread))

    def slope(self, gamma: Mapping[str, float], step: float = 1e-4) -> np.ndarray:
        """Of the log-likelihood by the logarithm of each ratio, by central differences."""
        moved = [{**gamma, name: gamma[name] * np.exp(sign * step)} for name in self.z for sign in (1, -1)]
        heights = np.array([self.log_likelihood(each) for each in moved])
        return (heights[::2] - heights[1::2]) / (2 * step)

    def information(self, gamma: Mapping[str, float]) -> np.ndarray:
        """Average information of the logarithms of the ratios, as in Gilmour, Thompson and Cullis (1995), table 1."""
        projection, noise = self.projection(gamma), self.noise(gamma)
        seen = projection @ self.y
        changes = [gamma[name] * z @ z.T for name, z in self.z.items()]
        variates = np.stack([*(change @ seen for change in changes), self.y], axis=1)
        full = variates.T @ projection @ variates / (2 * noise)
        # The noise is at its best for every set of ratios: its own row and column are taken out.
        return full[:-1, :-1] - np.outer(full[:-1, -1], full[-1, :-1]) / full[-1, -1]

    def posterior(self, gamma: Mapping[str, float]) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        """Standard errors of the fixed columns and of all effects, from the inverse of the mixed-model equations."""
        columns = np.hstack([self.x, *self.z.values()])
        own = np.concatenate([np.full(z.shape[1], 1 / gamma[name]) for name, z in self.z.items()])
        penalty = np.diag(np.concatenate([np.zeros(self.x.shape[1]), own]))
        inverse = np.linalg.inv(columns.T @ (self.weight[:, None] * columns) + penalty)
        errors = np.sqrt(self.noise(gamma) * np.diag(inverse))
        ends = np.cumsum([self.x.shape[1], *(z.shape[1] for z in self.z.values())])
        return errors[: ends[0]], dict(zip(self.z, np.split(errors[ends[0] :], ends[1:-1] - ends[0]), strict=True))

    def best(self) -> dict[str, float]:
        """The ratios of the highest restricted likelihood, by a search that knows nothing of slopes."""
        names = list(self.z)

        def depth(point: np.ndarray) -> float:
            return -self.log_likelihood(dict(zip(names, np.exp(point), strict=True)))

        found = minimize(
            depth, np.full(len(names), -1.0), method="Nelder-Mead", options={"xatol": 1e-7, "fatol": 1e-11}
        )
        return dict(zip(names, np.exp(found.x), strict=True))


@dataclass(frozen=True)
class Drawn:
    """A random small design: its rows, and the same by brute force."""

    y: np.ndarray
    fixed: np.ndarray
    groups: dict[str, np.ndarray]
    weight: np.ndarray
    gamma: dict[str, float]

    @property
    def cells(self) -> Cells:
        """As the engine takes them together."""
        return collapse_rows(self.y, self.fixed, self.groups, self.weight)

    @property
    def dense(self) -> Dense:
        """Every row by itself."""
        return Dense(self.y, self.fixed, {name: indicators(code) for name, code in self.groups.items()}, self.weight)


def draw(seed: int, rows: int = 30) -> Drawn:
    """Pairs nested in people nested in units, crossed with markets and with mentors, whom some do not have.

    A few rows are drawn that share everything but their observation with another one.
    """
    rng = np.random.default_rng(seed)
    pair = np.append(np.arange(rows // 3), rng.integers(0, rows // 3, rows - rows // 3))
    person = np.arange(rows // 3) // 2
    unit = (np.arange(person.max() + 1) // 3)[person]
    groups = {
        "market": np.append(np.arange(4), rng.integers(0, 4, rows - 4)),
        "person": person[pair],
        "mentor": np.append(np.arange(3), rng.integers(-1, 3, rows - 3)),
        "unit": unit[pair],
        "pair": pair,
    }
    fixed = np.stack([np.ones(rows), np.arange(rows) % 2, rng.normal(size=rows).round(1)], axis=1)
    again = np.append(np.arange(rows), rng.integers(0, rows, 8))
    groups = {name: code[again] for name, code in groups.items()}
    y = 3.0 + rng.normal(size=len(again))
    for code in groups.values():
        y += np.append(rng.normal(size=code.max() + 1), 0.0)[code]
    gamma = dict(zip(groups, rng.uniform(0.1, 2.0, len(groups)).tolist(), strict=True))
    return Drawn(y, fixed[again], groups, rng.integers(1, 4, len(again)).astype(float), gamma)
