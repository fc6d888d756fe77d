"""A file of borders from this side of the process that opens it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.parsing.limits import Refusal
from data.parsing.process import child_messages

_CHILD = Path(__file__).with_name("child.py")
_LIBRARIES = ("shapely", "numpy")
Extent = tuple[float, float, float, float]


@dataclass(frozen=True)
class Listed:
    """A feature without its positions; the same names as in geojson.py."""

    number: int
    properties: Mapping[str, str]
    kind: str
    vertices: int
    extent: Extent | None
    has_z: bool
    fault: str


def listed(path: Path) -> tuple[str, tuple[Listed, ...]]:
    """The name of the coordinate system ("" where none is given) and the features of a file. Raises Refusal."""
    told = _told(path, {"task": "read"})
    features = [{**one, "extent": tuple(one["extent"]) if one["extent"] else None} for one in told["features"]]
    return told["crs"], tuple(Listed(**one) for one in features)


def shaped(
    path: Path, units: Mapping[str, Sequence[int]], references: Mapping[str, Sequence[Mapping[str, Any]]]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Outlines and findings, as shaping.py has them. Raises Refusal."""
    told = _told(path, {"task": "shape", "units": units, "references": references})
    return told["outlines"], told["findings"]


def _told(path: Path, asked: Mapping[str, Any]) -> dict[str, Any]:
    with closing(child_messages(_CHILD, path, _LIBRARIES, asked)) as said:
        for message in said:
            if isinstance(message, dict) and "done" in message:
                told: dict[str, Any] = message["done"]
                return told
    raise Refusal("crash")
