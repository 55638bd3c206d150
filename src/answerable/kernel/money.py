"""Which text names a currency."""

import re

CURRENCY = "^[A-Z]{3}$"
NO_CURRENCY = "Expected a currency of three capital letters, such as EUR."


def is_currency(text: str) -> bool:
    """Whether a text is written as a currency is; which ones there are is not asked.

    Args:
        text: any.

    Returns:
        True for three capital letters such as EUR.
    """
    return re.fullmatch(CURRENCY, text) is not None
