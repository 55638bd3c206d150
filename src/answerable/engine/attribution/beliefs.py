"""What is believed of the sizes of effects before the data are seen."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy.special import gammaln

from answerable.engine.attribution.cells import Floats


class Belief(Protocol):
    """A belief about ratios of variances, each group's over the noise's, in the order of the groups."""

    @property
    def drops(self) -> bool:
        """Whether a group whose ratio keeps falling may be taken to have no effects at all."""

    def log_density(self, gamma: Floats, /) -> float:
        """How likely the logarithms of the ratios are.

        Args:
            gamma: the ratios.

        Returns:
            The logarithm of the density.
        """

    def slope(self, gamma: Floats, /) -> Floats:
        """Of the log density by the logarithm of each ratio.

        Args:
            gamma: the ratios.

        Returns:
            Shape (groups,).
        """

    def bend(self, gamma: Floats, /) -> Floats:
        """How much sharper the belief makes the ratios.

        Args:
            gamma: the ratios.

        Returns:
            Shape (groups, groups).
        """


@dataclass(frozen=True, slots=True)
class Nothing:
    """No belief at all: plain restricted maximum likelihood."""

    drops: bool = True

    def log_density(self, _gamma: Floats, /) -> float:
        """Zero, wherever one looks."""
        return 0.0

    def slope(self, gamma: Floats) -> Floats:
        """None."""
        return np.zeros_like(gamma)

    def bend(self, gamma: Floats) -> Floats:
        """Not at all."""
        return np.zeros((len(gamma), len(gamma)))


@dataclass(frozen=True, slots=True)
class Weak:
    """The square root of every ratio follows half a Student's t.

    Attributes:
        scale: of an effect's standard deviation over the noise's.
        df: degrees of freedom; the fewer, the less is ruled out.
    """

    scale: float
    df: float = 4.0
    drops: bool = False

    def log_density(self, gamma: Floats) -> float:
        """Of the logarithms of the ratios.

        Args:
            gamma: the ratios, shape (groups,).

        Returns:
            The logarithm of the density.
        """
        whole = gammaln((self.df + 1) / 2) - gammaln(self.df / 2) - 0.5 * np.log(self.df * np.pi * self.scale**2)
        far = np.log1p(gamma / (self.df * self.scale**2))
        return float(np.sum(whole + 0.5 * np.log(gamma) - (self.df + 1) / 2 * far))

    def slope(self, gamma: Floats) -> Floats:
        """Of the log density by the logarithm of each ratio."""
        return np.asarray(0.5 - (self.df + 1) / 2 * self._far(gamma))

    def bend(self, gamma: Floats) -> Floats:
        """How much sharper the belief makes the ratios.

        Args:
            gamma: the ratios, shape (groups,).

        Returns:
            Shape (groups, groups).
        """
        far = self._far(gamma)
        return np.diag((self.df + 1) / 2 * far * (1 - far))

    def _far(self, gamma: Floats) -> Floats:
        return np.asarray(gamma / (gamma + self.df * self.scale**2))


@dataclass(frozen=True, slots=True)
class Alike:
    """A weak belief about all ratios but one, which is about the sum of some others.

    Attributes:
        weak: the belief about the others.
        one: the place of that one.
        others: the places of those it is about the sum of.
        within: how close, as a standard deviation of the logarithm.
    """

    weak: Weak
    one: int
    others: tuple[int, ...]
    within: float
    drops: bool = False

    def log_density(self, gamma: Floats) -> float:
        """Of the logarithms of the ratios.

        Args:
            gamma: the ratios, shape (groups,).

        Returns:
            The logarithm of the density.
        """
        away = self._away(gamma) / self.within
        rest = self.weak.log_density(np.delete(gamma, self.one))
        return rest - 0.5 * away**2 - float(np.log(self.within * np.sqrt(2 * np.pi)))

    def slope(self, gamma: Floats) -> Floats:
        """Of the log density by the logarithm of each ratio.

        Args:
            gamma: the ratios, shape (groups,).

        Returns:
            Shape (groups,).
        """
        found = self.weak.slope(gamma)
        found[self.one] = 0.0
        return np.asarray(found - self._away(gamma) / self.within**2 * self._direction(gamma))

    def bend(self, gamma: Floats) -> Floats:
        """How much sharper the belief makes the ratios.

        Args:
            gamma: the ratios, shape (groups,).

        Returns:
            Shape (groups, groups).
        """
        found = self.weak.bend(gamma)
        found[self.one, self.one] = 0.0
        direction = self._direction(gamma)
        return np.asarray(found + np.outer(direction, direction) / self.within**2)

    def _away(self, gamma: Floats) -> float:
        return float(np.log(gamma[self.one]) - np.log(gamma[list(self.others)].sum()))

    def _direction(self, gamma: Floats) -> Floats:
        found = np.zeros_like(gamma)
        found[self.one] = 1.0
        others = list(self.others)
        found[others] = -gamma[others] / gamma[others].sum()
        return found
