"""A tiny company that nothing is wrong with, and what is told of it once something is."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from answerable.kernel.problems import InputRefused
from answerable.panel import read_company

collect_ignore = [] if shutil.which("java") else ["test_frames_spark.py"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for name in collect_ignore:
        terminalreporter.write_line(f"not run: {name}, Java not present")


COMPANY = {
    "people": "person_id,name\np1,Ann\np2,Bob\n",
    "roles": "role_id,title\nr1,Seller\n",
    "assignments": "person_id,role_id,manager_id,starts_on,ends_on\np1,r1,,2026-01-01,\np2,r1,p1,2026-01-01,\n",
    "expectations": "expectation_id,role_id,name,direction,cadence,target\ne1,r1,Won,higher,month,10\n",
    "measurements": "person_id,expectation_id,period,actual\np1,e1,2026-01-01,9\np2,e1,2026-01-01,8.5\n",
}


@pytest.fixture
def texts() -> dict[str, str]:
    """The tables of the tiny company, as CSV."""
    return dict(COMPANY)


@pytest.fixture
def company_folder(tmp_path: Path) -> Callable[..., Path]:
    """Write the tiny company as CSV, some tables put differently or, being None, left out."""

    def write(**changes: str | bytes | None) -> Path:
        folder = tmp_path / "company"
        folder.mkdir()
        for name, content in {**COMPANY, **changes}.items():
            if content is not None:
                data = content if isinstance(content, bytes) else content.encode()
                (folder / f"{name}.csv").write_bytes(data)
        return folder

    return write


@pytest.fixture
def refusal(company_folder: Callable[..., Path]) -> Callable[..., list[str]]:
    """What is told when the tiny company, changed so, is refused: a line for each problem."""

    def read(**changes: str | bytes | None) -> list[str]:
        with pytest.raises(InputRefused) as refused:
            read_company(company_folder(**changes))
        return str(refused.value).splitlines()

    return read


@pytest.fixture
def advice(company_folder: Callable[..., Path]) -> Callable[..., list[str]]:
    """What is worth a look in the tiny company, changed so."""

    def read(**changes: str | bytes | None) -> list[str]:
        return [str(problem) for problem in read_company(company_folder(**changes)).advice.shown]

    return read
