"""What the app imports is pinned in requirements.txt by name, not brought along by something else."""

import ast
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
ROOMS = ("models", "data", "pages")
NOT_IMPORTED = {
    "argon2-cffi": "the hash function that pwdlib calls",
    "authlib": "imported by Streamlit for st.login",
    "python-multipart": "imported by Starlette for form posts",
    "tzdata": "read by zoneinfo where the system has no time zones",
    "uvicorn": "the server that is started, by Streamlit or by name",
}


def imported() -> Iterator[str]:
    """Top-level names of everything that the app imports, inside functions too."""
    for path in (ROOT / "app.py", *(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (one.name.split(".")[0] for one in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield (node.module or "").split(".")[0]


def test_what_is_imported_is_pinned_and_what_is_pinned_is_imported() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pinned = {canonicalize_name(Requirement(line).name) for line in lines if line and not line.startswith("#")}
    outside = set(imported()) - set(sys.stdlib_module_names) - {*ROOMS, "app"}
    distributions = packages_distributions()
    unknown = sorted(name for name in outside if name not in distributions)
    assert unknown == []
    used = {canonicalize_name(found) for name in outside for found in distributions[name]}
    assert used - pinned == set()
    assert pinned - used == set(NOT_IMPORTED)
