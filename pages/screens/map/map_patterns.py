"""The patterns of areas without a figure, as one picture from which the map takes them.

Belongs here: the picture and where each pattern stands in it. Does not: which area has which (map_classes).
"""

from __future__ import annotations

from typing import Any

from pages.ui.charts.palettes import Pattern

SIDE = 32
PATTERNS: tuple[Pattern, ...] = ("hatch", "dots", "cross", "stripes")
ATLAS = (
    "data:image/png;base64,"
    "iVBORw0KGgoAAAANSUhEUgAAAIAAAAAgCAYAAADaInAlAAABPElEQVR42u2aQQ7DIAwEY/7/Z3pJJRSlEWDKuvVw7qZOxhhsrdVa63EuM7NjcHn1"
    "6vWOfzb2VXrVKkr46pf3xtJqvHppAmSGb+cajand+R69/P29u+Wfjo3ecv7pd1699AjIDr+N52l3PsHz6sMnQIYL4xPEHnhefdgjYDf8uw848r+r"
    "9Fegvc/w6kNVgIytYgtuBp5XHyYBMs8J2nhnYvfq5QnAkGhdnx9p5tGVAMBf0+fP6qWXQOB/p8+PeBcowN/X50esBAX4e/v8aElQgD9enu8gevXS"
    "O0Bm+J7YrwBn9OrvZex8/AAy+PgB8APo+2D8AHvPzcjHBn6AxPB39fn4AYJfGPEDBIGPHyBQBcAPgB8g5ZwAPwBDIvwA2eHjB2A8vH1OIK0AwMcP"
    "AHz8AMAfHRbhB/hR+Nn9AC9zDOAtkdW9rQAAAABJRU5ErkJggg=="
)
"""White on nothing, four squares beside each other: a mask, so that the layer colours it."""


def mapping() -> dict[str, dict[str, Any]]:
    """Where each pattern stands in the picture."""
    return {
        name: {"x": SIDE * place, "y": 0, "width": SIDE, "height": SIDE, "mask": True}
        for place, name in enumerate(PATTERNS)
    }
