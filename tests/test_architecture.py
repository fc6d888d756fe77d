"""What import-linter (pyproject.toml, `make lint`) cannot say of the house: calls, names, the top level, settings."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
TOP_LEVEL = {
    "app.py",
    "pages",
    "models",
    "data",
    "tests",
    "requirements.txt",
    "README.md",
    "LICENSE",
    "CONTRIBUTING.md",
    "Makefile",
    "pyproject.toml",
    ".streamlit",
    ".ci",
    ".gitignore",
    "NOTICE",
    "requirements.lock",
    "alembic.ini",
    "deploy",
}
ROOMS = ("models", "data", "pages")
IMPURE = {"open", "print", "input", "float", "date.today", "datetime.now", "datetime.utcnow"}
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc"}


def modules(*folders: str) -> Iterator[tuple[str, str]]:
    """(path from the top, text) of every module below the folders."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "var" not in path.relative_to(ROOT).parts:
                yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


def imported(name: str, text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}: relative import"
            yield node.module or ""


def test_models_read_no_clock_no_file_and_no_float() -> None:
    """Money never passes through a float."""
    wrong = {
        name: found
        for name, text in modules("models")
        if (
            found := IMPURE
            & {ast.unparse(node.func) for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)}
        )
    }
    assert wrong == {}


def test_the_process_that_opens_files_knows_nothing_of_the_house() -> None:
    """A file is opened under a memory limit that Polars alone would exceed: the standard library and openpyxl are
    all."""
    allowed = {*sys.stdlib_module_names, "openpyxl"}
    wrong = {
        (name, module)
        for name, text in modules("data/parsing")
        for module in imported(name, text)
        if module.split(".")[0] not in allowed and not module.startswith("data.parsing")
    }
    assert wrong == set()


def test_pages_ask_no_map_server_and_only_loaders_cache() -> None:
    pages = dict(modules("pages"))
    assert [name for name, text in pages.items() if re.search(r"\bmap_style\s*=", text)] == []
    caching = [name for name, text in pages.items() if re.search(r"cache_(resource|data)", text)]
    assert caching == ["pages/ui/session/loaders.py"]


def test_names_say_what_a_module_is_about_and_imports_are_absolute() -> None:
    names = list(modules(*ROOMS))
    assert len(names) > 200
    assert [name for name, _text in names if VAGUE & {part.removesuffix(".py") for part in Path(name).parts}] == []
    for name, text in names:
        list(imported(name, text))


def test_the_top_level_is_the_agreed_one() -> None:
    ignored = {
        ".git",
        ".venv",
        ".pytest_cache",
        ".mypy_cache",
        ".ruff_cache",
        ".hypothesis",
        "__pycache__",
        "dist",
        ".import_linter_cache",
    }
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
    assert config["logger"]["enableRich"] is False
    assert config["browser"]["gatherUsageStats"] is False
    assert config["runner"]["postScriptGC"] is False
