"""The process that opens a file of borders: what it knows, what it may do, and what happens when it does not come
back."""

import ast
import sys
import textwrap
import time
from pathlib import Path

import pytest

from data.boundaries import process
from data.parsing import process as children
from data.parsing.limits import MEMORY_BYTES, Refusal
from tests.data.boundaries.files import SCHEMATIC

FOLDER = Path(process.__file__).parent
INSIDE = ("child", "coverage", "geojson", "limits", "plane", "rings", "shaping")


@pytest.mark.parametrize("name", INSIDE)
def test_it_loads_shapely_and_numpy_and_nothing_else_of_the_house(name: str) -> None:
    """Polars alone would exceed its memory."""
    allowed = {*sys.stdlib_module_names, "numpy", "shapely"}
    for node in ast.walk(ast.parse((FOLDER / f"{name}.py").read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
            if node.module == "data.boundaries":
                names = [f"data.boundaries.{alias.name}" for alias in node.names]
        for one in names:
            of_the_house = one.startswith("data.parsing") or one.removeprefix("data.boundaries.") in INSIDE
            assert of_the_house or one.split(".")[0] in allowed, one


def script(tmp_path: Path, body: str) -> Path:
    """A child that does this with the limits and the watch of the real one."""
    path = tmp_path / "child.py"
    head = """
        import json, os, sys
        sys.path.extend(sys.argv[2:])
        from data.parsing.child import deny, limit
        from data.parsing.limits import MEMORY_BYTES, SECONDS
        deny()
        limit(MEMORY_BYTES, SECONDS)
        json.load(sys.stdin)
    """
    path.write_text(textwrap.dedent(head) + textwrap.dedent(body), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "body",
    [
        "x = bytearray(1 << 31)",
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "os._exit(3)",
        "print('not json')",
    ],
    ids=["memory", "network", "death", "babble"],
)
def test_a_child_that_does_not_come_back_is_a_refusal(
    body: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MEMORY_BYTES < 1 << 31
    monkeypatch.setattr(process, "_CHILD", script(tmp_path, body))
    with pytest.raises(Refusal) as refusal:
        process.listed(SCHEMATIC)
    assert refusal.value.code == "crash"


def test_a_child_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_CHILD", script(tmp_path, "import time; time.sleep(60)"))
    monkeypatch.setattr(children, "SECONDS", 1)
    began = time.monotonic()
    with pytest.raises(Refusal) as refusal:
        process.listed(SCHEMATIC)
    assert refusal.value.code == "time"
    assert time.monotonic() - began < 10


def test_what_is_read_and_what_is_drawn() -> None:
    crs, listed = process.listed(SCHEMATIC)
    assert crs == ""
    assert [one.properties["code"] for one in listed] == ["347", "349", "350", "351", "352", "353"]
    assert sum(one.vertices for one in listed) == 417
    outlines, findings = process.shaped(SCHEMATIC, {"350": [3]}, {})
    assert findings == []
    assert [outline["code"] for outline in outlines] == ["350"]
    assert outlines[0]["m2"] == pytest.approx(179_440_000, rel=1e-3)
