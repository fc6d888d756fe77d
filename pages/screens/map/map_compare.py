"""The figure on the map as a comparison: its areas, their peers, the year before, the scenario's change, all periods.

Belongs here: gathering what models/geo/comparison.py compares. Does not: its rules, cards and charts (compare_*).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from models.geo import comparison
from models.geo.comparison import BudgetOption, Comparison, Period
from models.geo.peers import NoPeers, PeerArea, PeerGroup
from models.geo.ranking import Reading
from models.periods import Month
from pages.screens.map.map_drawn import Drawn
from pages.ui.session.loaders import Data

DrawnOf = Callable[[str], Drawn]


def areas(data: Data, drawn: Drawn) -> list[PeerArea]:
    """The units shown, with what makes them peers."""
    columns = data.areas.select("area_id", "population", "population_source", "population_date")
    sizes = {row[0]: row[1:] for row in columns.iter_rows()}
    return [PeerArea(unit.code, unit.kind, *sizes.get(unit.id, (None, None, None))) for unit in drawn.units]


def gather(
    drawn: Drawn,
    peers: PeerGroup | NoPeers,
    periods: Sequence[str],
    draw: DrawnOf,
    options: Sequence[BudgetOption],
    *,
    lines: bool,
) -> Comparison:
    """`draw` gives the figure in another period on the same borders; `lines`: whether anything is chosen that has one. A year is
    compared with the year before, a month with the same month."""
    earlier = _year_before(drawn.period)
    before = draw(earlier) if earlier in periods else None
    group = peers if isinstance(peers, PeerGroup) else None
    return comparison.of(
        drawn.values,
        names={unit.code: unit.full_name for unit in drawn.units},
        province=drawn.reference(),
        peers=peers,
        peer_average=drawn.reference(group) if group else None,
        now=_readings(drawn),
        before=None if before is None else _readings(before),
        periods=[_period(draw(one), group) for one in periods if "-" in one] if lines else (),
        budget=options,
        percentages=drawn.percentages,
    )


def _year_before(period: str) -> str:
    return f"{int(period[:4]) - 1}{period[4:]}"


def _readings(drawn: Drawn) -> dict[str, Reading]:
    """A rate's denominators are of one kind and source; the target group's source names its month, which is no other source."""
    found = drawn.table
    source = None if found is None or found.kind == "target_group" else found.source
    return {
        value.code: Reading(
            unit.id, int(drawn.period[:4]), value, None if found is None else found.kind,
            None if found is None else found.per, source,
        )
        for unit, value in zip(drawn.units, drawn.values, strict=True)
    }  # fmt: skip


def _period(drawn: Drawn, group: PeerGroup | None) -> Period:
    return Period(
        Month.parse(drawn.period),
        drawn.values,
        drawn.reference(),
        drawn.reference(group) if group else None,
        {unit.code: unit.id for unit in drawn.units},
    )
