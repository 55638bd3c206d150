"""Probabilities in the tails of Student's t, for whole matrices at once."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

Floats = NDArray[np.float64]


def student_below(t: Floats, df: Floats) -> Floats:
    """Probability that a Student t variable lies below each value.

    The t is carried to the normal scale by Wallace's transformation, which is within 0.002 of the exact
    probability from three degrees of freedom up and costs a tenth of it.

    Args:
        t: values, any shape.
        df: degrees of freedom, broadcastable to `t`; infinity is the normal distribution.

    Returns:
        Probabilities between 0 and 1, of the broadcast shape.

    Source:
        D. L. Wallace (1959), Bounds on normal approximations to Student's and the chi-square
        distributions, Annals of Mathematical Statistics 30(4), section 4.
    """
    capped = np.minimum(df, 1e9)
    size = np.sqrt(capped * np.log1p(t * t / capped)) * ((8 * capped + 1) / (8 * capped + 3))
    return np.asarray(ndtr(np.copysign(size, t)), dtype=np.float64)
