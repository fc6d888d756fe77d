"""The rooms and the one direction between them: models <- data <- pages <- app."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "models": {"models"},
    "data": {"models", "data"},
    "pages": {"models", "data", "pages"},
    "app": {"models", "data", "pages", "app"},
}
FORBIDDEN_BELOW_PAGES = {"streamlit", "pydeck", "starlette"}
PURE_FORBIDS = {"os", "pathlib", "sqlite3", "random", "secrets", "time", "logging", "socket", "subprocess", "requests"}
TOP_LEVEL = {
    "app.py", "pages", "models", "data", "tests", "requirements.txt", "README.md", "LICENSE", "CONTRIBUTING.md", "Makefile",
    "pyproject.toml", ".streamlit", ".ci", ".gitignore", "NOTICE", "requirements.lock", "alembic.ini", "deploy",
}  # fmt: skip
FILES = [
    ROOT / "app.py",
    *(path for room in ("models", "data", "pages") for path in sorted((ROOT / room).rglob("*.py"))),
]
CODE = [path for path in FILES if "versions" not in path.parts and "var" not in path.parts]


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def room(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{named(path)}: relative import"
            yield node.module or ""


@pytest.mark.parametrize("path", CODE, ids=named)
def test_imports_go_one_way(path: Path) -> None:
    here = room(path)
    wrong = [
        name for name in imported(path) if (top := name.split(".")[0]) in MAY_IMPORT and top not in MAY_IMPORT[here]
    ]
    assert wrong == []


@pytest.mark.parametrize("path", [path for path in CODE if room(path) in ("models", "data")], ids=named)
def test_screens_are_unknown_below_pages(path: Path) -> None:
    assert {name.split(".")[0] for name in imported(path)} & FORBIDDEN_BELOW_PAGES == set()


@pytest.mark.parametrize("path", [path for path in CODE if room(path) == "models"], ids=named)
def test_models_are_pure(path: Path) -> None:
    """No I/O, no clock, no randomness; money never passes through a float."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert {name.split(".")[0] for name in imported(path)} & PURE_FORBIDS == set()
    calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert calls & {"open", "print", "input", "float", "date.today", "datetime.now", "datetime.utcnow"} == set()


@pytest.mark.parametrize("path", sorted((ROOT / "data" / "parsing").glob("*.py")), ids=named)
def test_the_process_that_opens_files_knows_nothing_of_the_house(path: Path) -> None:
    """A file is opened under a memory limit that Polars alone would exceed: the standard library and openpyxl are
    all."""
    for name in imported(path):
        assert name.split(".")[0] in {*sys.stdlib_module_names, "openpyxl"} or name.startswith("data.parsing"), name


@pytest.mark.parametrize("path", [path for path in CODE if room(path) == "pages"], ids=named)
def test_pages_ask_no_map_server_and_have_no_own_cache(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\bmap_style\s*=", text)
    if path.name != "loaders.py":
        assert "cache_resource" not in text
        assert "cache_data" not in text


def test_the_top_level_is_the_agreed_one() -> None:
    ignored = {".git", ".venv", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", "__pycache__", "dist"}
    assert {path.name for path in ROOT.iterdir()} - ignored <= TOP_LEVEL


def test_rooms_are_packages_so_that_no_folder_is_watched_whole() -> None:
    for name in ("models", "data", "pages"):
        assert (ROOT / name / "__init__.py").exists()


def test_settings_keep_the_server_closed() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    server = config["server"]
    assert server["address"] == "127.0.0.1"
    assert server["maxUploadSize"] == 20
    assert server["enableXsrfProtection"] is True
    assert server["enableStaticServing"] is False
    assert server["enableAgentApi"] is False
    assert server["allowedHosts"] == ["localhost", "127.0.0.1"]
    assert config["client"]["showErrorDetails"] == "none"
    assert config["browser"]["gatherUsageStats"] is False
    assert config["runner"]["postScriptGC"] is False
