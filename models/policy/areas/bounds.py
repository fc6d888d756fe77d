"""Counts of people and households that are more than there are: what is known of the province and of a group bounds
what may be asked about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.policy.areas import merit, protection
from models.policy.areas.poverty import HOUSEHOLDS_2023
from models.policy.levers.levers import UNSET, Lever, LeverValue
from models.wording.words import N_

POPULATION = 878_052
"""Mean population of 2022, the last that the statistics office gives for the province by itself."""
OF_PEOPLE, OF_HOUSEHOLDS = ("người", "người/năm", "trẻ em"), ("hộ",)
"""Units of levers that count them."""
EVERYBODY = N_("dân số cả tỉnh (trung bình năm 2022)")
ALL_HOUSEHOLDS = N_("số hộ cả tỉnh (suy từ báo cáo năm 2023)")


@dataclass(frozen=True)
class Excess:
    """`asked` by these levers together is more than `most`, which is the number of `bound`."""

    levers: tuple[Lever, ...]
    asked: int
    most: int
    bound: str


@dataclass(frozen=True)
class _Within:
    """Levers that count some of the people of the groups; `groups` empty = all of the scheme."""

    levers: tuple[Lever, ...]
    scheme: str
    groups: tuple[str, ...]
    bound: str


_CARERS = protection.CARERS_PEOPLE
_WITHIN = (
    _Within(
        (_CARERS["caregiver_own_family"], _CARERS["caregiver_disab_extreme"], _CARERS["caregiver_disab_extreme_child"]),
        "protection",
        ("disab_extreme", "disab_extreme_child_elder"),
        N_("số người khuyết tật đặc biệt nặng"),
    ),
    _Within(
        (_CARERS["foster_child_u4"], _CARERS["foster_child_4_16"]),
        "protection",
        ("orphan_u4", "orphan_4_16"),
        N_("số trẻ không có nguồn nuôi dưỡng"),
    ),
    _Within((protection.FUNERALS,), "protection", (), N_("số người hưởng trợ cấp tại cộng đồng")),
    _Within((protection.FUNERALS_CENTRE,), "protection_centre", (), N_("số người nuôi dưỡng tại cơ sở")),
    _Within(
        (merit.CONVALESCENCE_HOME, merit.CONVALESCENCE_CENTRE), "merit", (), N_("số người có công hưởng hằng tháng")
    ),
)


_TOGETHER = (
    ("insurance.people.poor", "insurance.people.near_poor", "insurance.people.ethnic", "insurance.people.other"),
    ("poverty.poor_people", "poverty.near_poor_people"),
)
"""Factors that count different people of the province: nobody is in two of them."""


def beyond(
    levers: Iterable[Lever], values: Mapping[str, LeverValue], people: Mapping[tuple[str, str], int] | None = None
) -> list[Excess]:
    """What the levers ask beyond what is known. `people` are those of the figures by scheme and group; a bound whose
    groups have nobody in them is not known."""
    listed = {lever.key: lever for lever in levers}
    found = []
    for lever in listed.values():
        asked = _asked((lever,), values)
        for units, most, bound in (
            (OF_PEOPLE, POPULATION, EVERYBODY),
            (OF_HOUSEHOLDS, HOUSEHOLDS_2023, ALL_HOUSEHOLDS),
        ):
            if lever.unit in units and asked > most:
                found.append(Excess((lever,), asked, most, bound))
    for keys in _TOGETHER:
        now = [listed[key] for key in keys if key in listed]
        tried = [listed[f"{lever.key}.tried"] for lever in now]
        both = [then if values.get(then.key, UNSET) != UNSET else here for here, then in zip(now, tried, strict=True)]
        for counted in (now, both) if both != now else (now,):
            moved = tuple(lever for lever in counted if _asked((lever,), values))
            if (asked := _asked(moved, values)) > POPULATION:
                found.append(Excess(moved, asked, POPULATION, EVERYBODY))
    for each in _WITHIN if people is not None else ():
        there = [
            count
            for (scheme, group), count in (people or {}).items()
            if scheme == each.scheme and (not each.groups or group in each.groups)
        ]
        moved = tuple(lever for lever in each.levers if lever.key in listed and _asked((lever,), values))
        asked, most = _asked(moved, values), sum(there)
        if 0 < most < asked:
            found.append(Excess(moved, asked, most, each.bound))
    return found


def _asked(levers: Iterable[Lever], values: Mapping[str, LeverValue]) -> int:
    numbers = [values.get(lever.key, UNSET) for lever in levers if lever.kind in ("optional_amount", "count")]
    return sum(int(value) for value in numbers if value != UNSET)
