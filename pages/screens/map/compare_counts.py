"""Hundreds of areas on one axis: how many lie in each part of it.

Belongs here: the parts and their bars, which stand in for dots that could not be told apart and would go along with every move. Does
not: the axis, the averages and the chosen areas (compare_strip.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from data.locale import _
from pages.screens.map import compare_marks as marks

PARTS = 30
HEIGHT = 130
_HIGHEST = 100


def layers(values: Sequence[float], domain: Sequence[float], at: dict[str, Any]) -> list[dict[str, Any]]:
    """A bar for each part that holds an area, its height by their number; none without values. `at` has the encodings of the axis
    and of pixels from the top."""
    low, high = domain
    step = (high - low) / PARTS
    held = Counter(min(int((value - low) / step), PARTS - 1) for value in values)
    most = max(held.values(), default=0)
    rows = [
        {
            "v": _short(low + part * step),
            "e": _short(low + (part + 1) * step),
            "y": round(HEIGHT - _HIGHEST * count / most, 1),
            "k": count,
        }
        for part, count in sorted(held.items())
    ]
    if not rows:
        return []
    encoding = {
        **at, "x2": {"field": "e"}, "y2": {"value": HEIGHT}, "color": {"value": marks.OTHER},
        "tooltip": [{"field": "k", "title": _("Số đơn vị")}],
    }  # fmt: skip
    return [{"data": {"values": rows}, "mark": {"type": "rect", "opacity": 0.55}, "encoding": encoding}]


def _short(value: float) -> float:
    """Six figures: finer places are not seen."""
    return float(f"{value:.6g}")
