"""What a notebook needs is found at the front door, and nothing is loaded before it is asked for."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import answerable


def test_what_the_front_door_promises_is_there():
    promised = {name: getattr(answerable, name) for name in answerable.__all__}

    assert {"read_company", "check", "attribute", "simulate"} <= set(promised)
    assert all(promised.values())
    assert dir(answerable) == sorted(answerable.__all__)


def test_what_is_not_there_is_told_as_python_does():
    with pytest.raises(AttributeError, match="module 'answerable' has no attribute 'blame'"):
        getattr(answerable, "bla" + "me")


def test_whoever_checks_types_sees_just_what_is_promised():
    text = Path(answerable.__file__).read_text(encoding="utf-8")
    imported = {
        alias.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom) and node.module != "typing"
        for alias in node.names
    }

    assert imported - {"lazily"} | {"__version__"} == set(answerable.__all__)


def test_the_package_alone_loads_no_numpy():
    script = "import sys, answerable; answerable.__version__; sys.exit('numpy' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
