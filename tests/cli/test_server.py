"""The commands that work on an installation: how they are called, and that they find one that is up to date."""

import argparse
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from answerable.cli import server
from answerable.cli.installation import preparing, verifying
from answerable.cli.main import main, parser
from answerable.kernel.problems import UsageError


def test_each_command_is_understood_with_its_arguments():
    assert vars(parser().parse_args(["import", "company", "--preview"]))["folder"] == Path("company")
    assert parser().parse_args(["import", "company", "--preview"]).preview is True
    assert parser().parse_args(["import", "company"]).preview is False
    ticking = parser().parse_args(["tick", "--from", "2026-01-01", "--to", "2026-01-31"])
    assert (ticking.on, ticking.first, ticking.last) == (None, date(2026, 1, 1), date(2026, 1, 31))
    assert parser().parse_args(["tick", "--on", "2026-01-12"]).on == date(2026, 1, 12)
    serving = parser().parse_args(["serve"])
    assert (serving.host, serving.port, serving.workers) == ("127.0.0.1", 8000, 2)
    demo = parser().parse_args(["demo", "--host", "192.0.2.1", "--port", "80", "--workers", "4"])
    assert (demo.host, demo.port, demo.workers) == ("192.0.2.1", 80, 4)


@pytest.mark.parametrize(
    ("words", "module"),
    [
        (["serve"], "serving"),
        (["demo"], "demonstrating"),
        (["import", "company"], "importing"),
        (["tick"], "ticking"),
        (["verify"], "verifying"),
    ],
)
def test_each_command_is_run_by_its_own_module(words: list[str], module: str):
    run = parser().parse_args(words).run

    assert (run.func, run.args) == (server.in_installation, (module,))


def test_the_installation_is_made_ready_before_the_command_runs(monkeypatch: pytest.MonkeyPatch):
    done: list[str] = []

    def run(_arguments: argparse.Namespace, _console: Console, _complaints: Console) -> int:
        done.append("verified")
        return 7

    monkeypatch.setattr(preparing, "prepare", lambda: done.append("prepared"))
    monkeypatch.setattr(verifying, "run", run)

    assert main(["verify"]) == 7

    assert done == ["prepared", "verified"]


def test_without_the_server_installed_it_is_said_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(server, "find_spec", lambda _name: None)
    monkeypatch.setattr(preparing, "prepare", lambda: pytest.fail("The installation was touched."))

    assert main(["tick"]) == 2

    said = "This command needs the server. Install it with: pip install 'answerable[server]'\n"
    assert capsys.readouterr().err == said
    with pytest.raises(UsageError, match="needs the server"):
        server.in_installation("ticking", argparse.Namespace(), Console(), Console())
