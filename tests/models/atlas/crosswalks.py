"""Small crosswalks made by hand: communes of up to three lists below districts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.geo.crosswalk import Crosswalk, Step, Unit

DAYS = (date(2023, 1, 1), date(2025, 1, 1), date(2025, 7, 1))
DISTRICTS = (901, 902)
"""Ids of two districts that exist until the third list."""

Link = tuple[int, int, int | None]
"""From, to, share in ppm."""


def commune(place: int, number: int, district: int = 901) -> Unit:
    """Commune `number` of list 0, 1 or 2 has the id 100 x list + number; those of the last list have a province
    above."""
    end = None if place == 2 else DAYS[place + 1]
    parent = 900 if place == 2 else district
    return Unit(100 * place + number, f"{number:05d}", f"X{place}.{number}", "Xã", "commune", parent, DAYS[place], end)


def crosswalk(units: Sequence[Unit], links: Sequence[Link], evidence: str = "text") -> Crosswalk:
    above = [
        Unit(900, "35", "Hà Nam", "Tỉnh", "province", None, DAYS[0], None),
        *(Unit(i, str(i), f"H{i}", "Huyện", "district", 900, DAYS[0], DAYS[2]) for i in DISTRICTS),
    ]
    every = {unit.id: unit for unit in [*above, *units]}
    steps = [Step(old, new, every[new].valid_from, weight, "NQ", evidence) for old, new, weight in links]
    return Crosswalk(every, tuple(sorted(steps, key=lambda step: (step.changed_on, step.from_id, step.to_id))))
