"""What the levers and lines of the support areas are called where they stand alone.

Belongs here: which of the two a factor's lever is, and the line behind a row of the cube. Does not: sentences (pages).
"""

from __future__ import annotations

from models.policy.areas.support_areas import AREAS
from models.policy.areas.support_lines import Part, SupportLine
from models.wording.words import N_

NOW, TRIED = N_("{name}, hiện nay"), N_("{name}, phương án")
"""A factor's two levers have one label; these tell them apart."""


def _forms() -> dict[str, str]:
    found: dict[str, str] = {}
    for area in AREAS:
        for line in area.lines:
            for factor in line.factors:
                if factor.tried is not None:
                    found[factor.now.key], found[factor.tried.key] = NOW, TRIED
    return found


FORMS: dict[str, str] = _forms()
"""Lever key -> the form its label is put into; a lever that stands for itself has none."""
LINES: dict[tuple[str, str], tuple[Part, SupportLine]] = {
    (line.scheme.code, line.group): (part, line) for area in AREAS for part in area.parts for line in part.lines
}
"""Scheme and group of a row -> the line it comes from and its part."""


def shares_its_name(line: SupportLine) -> bool:
    """Whether another line of the area is called the same: then its part's heading tells them apart."""
    return sum(other.name == line.name and _area(other) == _area(line) for _part, other in LINES.values()) > 1


def _area(line: SupportLine) -> str:
    return line.scheme.policy_area
