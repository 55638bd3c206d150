"""Where an installation keeps what is its own: the database, the secret key, uploads."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path


def home(environment: Mapping[str, str] = os.environ) -> Path:
    """Name the folder an installation lives in, and make it.

    Args:
        environment: the process's; `ANSWERABLE_HOME` names the folder, by default `answerable-home` where one is.

    Returns:
        The folder, readable by its owner only.
    """
    folder = Path(environment.get("ANSWERABLE_HOME", "answerable-home")).resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def kept_secret(folder: Path, name: str, characters: int) -> str:
    """Read a secret kept in a file, made on first use.

    Args:
        folder: the installation's.
        name: the file's.
        characters: how long a new secret is.

    Returns:
        The secret. When two processes make it at once, both get the same.
    """
    path = folder / name
    if not path.exists():
        made = folder / f".{name}.{secrets.token_hex(8)}"
        made.write_text(secrets.token_urlsafe(characters)[:characters], encoding="utf-8")
        made.chmod(0o600)
        try:
            os.link(made, path)
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_text(encoding="utf-8")
