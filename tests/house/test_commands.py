"""The page on the commands says just what the command line offers."""

import re
from collections.abc import Callable

import pytest

from answerable.cli.main import run


@pytest.fixture
def help_of(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """What the command line says when asked for help on a command."""
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("NO_COLOR", "1")

    def ask(*command: str) -> str:
        monkeypatch.setattr("sys.argv", ["answerable", *command, "--help"])
        with pytest.raises(SystemExit):
            run()
        return capsys.readouterr().out

    return ask


def leaves(help_of: Callable[..., str], *command: str) -> dict[str, str]:
    """The help of every command that has no commands of its own, by its full name."""
    text = help_of(*command)
    choices = re.search(r"\{([a-z,-]+)\} \.\.\.", text)
    if choices is None:
        return {" ".join(command): text}
    return {name: page for choice in choices[1].split(",") for name, page in leaves(help_of, *command, choice).items()}


def test_the_page_on_commands_names_every_command_with_its_options_and_no_other(
    help_of: Callable[..., str], reference: dict[str, dict[str, str]]
):
    offered = {name: set(re.findall(r"--[a-z-]+", text)) - {"--help"} for name, text in leaves(help_of).items()}

    documented = {
        name: set(re.findall(r"^\| `(--[a-z-]+)", section, re.MULTILINE))
        for name, section in reference["commands"].items()
    }

    assert documented == offered
