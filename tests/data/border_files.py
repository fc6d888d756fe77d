"""Files of borders made from the outlines that ship with the app, sound or spoilt in one way."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data.border_check import Check, check_borders
from data.vocabulary.periods import VINTAGE_2023

ROOT = Path(__file__).parents[2]
SCHEMATIC = ROOT / "data" / "seed" / "boundaries" / "hanam_districts_schematic.geojson"
SAMPLES = ROOT.parent / "shared" / "gis" / "import_samples"

Json = dict[str, Any]


def sample(name: str) -> bytes:
    """A real file from beside the project; the test is skipped where there is none."""
    path = SAMPLES / name
    if not path.exists():
        pytest.skip("the real files to try the import on are not beside the project")
    return path.read_bytes()


def schematic() -> Json:
    """The shipped collection, to be changed."""
    collection: Json = json.loads(SCHEMATIC.read_text(encoding="utf-8"))
    return collection


def features(change: Callable[[Json], None] | None = None) -> Json:
    """The shipped six districts with code and name alone, each feature changed."""
    collection = schematic()
    for feature in collection["features"]:
        feature.pop("id", None)
        feature["properties"] = {name: feature["properties"][name] for name in ("code", "name")}
        if change is not None:
            change(feature)
    return collection


def moved(feature: Json, change: Callable[[float, float], list[float]]) -> None:
    """All positions of a feature changed."""
    feature["geometry"]["coordinates"] = [
        [change(*position[:2]) for position in ring] for ring in feature["geometry"]["coordinates"]
    ]


def as_bytes(collection: Any) -> bytes:
    return json.dumps(collection, ensure_ascii=False).encode()


def with_feature(code: str, change: Callable[[Json], None]) -> Json:
    """One feature changed."""

    def chosen(feature: Json) -> None:
        if feature["properties"]["code"] == code:
            change(feature)

    return features(chosen)


def shifted(metres: float = 20.0, share: float = 1.0) -> bytes:
    """The six districts a little to the east, and stretched."""

    def change(feature: Json) -> None:
        moved(feature, lambda x, y: [105.95 + (x - 105.95) * share + metres / 104_000, y])

    return as_bytes(features(change))


def districts(raw: bytes, name: str = "huyen.geojson") -> Check:
    """The check of a file as the districts of 2023."""
    return check_borders(raw, name, VINTAGE_2023, "district")
