"""Files named on the command line."""

from pathlib import Path

from answerable.kernel.problems import UsageError


def text_of(path: Path, option: str) -> str:
    """Read a text file named on the command line.

    Args:
        path: the file.
        option: the option that names it, for messages.

    Returns:
        Its text, without a byte-order mark.

    Raises:
        UsageError: it is not there, cannot be read, or is not text in UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"{option} {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{option} {path}: expected text in UTF-8. Save it as UTF-8 and try again.") from error
