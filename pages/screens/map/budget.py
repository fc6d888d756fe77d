"""The effect of a scenario by area, on the map and for comparison."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

import streamlit as st

from data.locale import _
from models.geo import comparison
from models.geo.area_values import AreaValue, NoRate, rates
from models.geo.comparison import BudgetOption, Comparison, NoPeers, OptionRole, PeerArea, PeerGroup, Period, Reading
from models.geo.crosswalk import Crosswalk
from models.periods import Month
from models.policy.answers.standing import standing
from models.policy.answers.whatif import WhatIf, headline
from models.policy.cube import ROLES, Cube
from models.policy.engine.baseline import Block, by_population
from models.policy.engine.projection import project_cube
from models.policy.law.law import UnknownParameterError
from models.policy.levers.levers import Scenario
from models.policy.schemes import PROTECTION
from models.wording.numbers import number, signed_millions
from pages.screens.map import state, words
from pages.screens.map.compare_rows import MONEY, state_words
from pages.screens.map.state import CASELOAD, Changes, Drawn
from pages.screens.map.vintages import Vintage
from pages.ui.answers.words import briefly, headline as sentence, rests_on, with_range
from pages.ui.format.tables import AREA_WORDS, table
from pages.ui.saved import scenarios
from pages.ui.session import choices, loaders
from pages.ui.session.loaders import Data


def increases(data: Data, result: WhatIf) -> Changes:
    """Of the headline's month; areas that have figures of their own, and the province for the rest. A click on the map
    does not ask again what they rest on."""
    changes = by_area(data, result.block, result.cube, result.main.month)
    name = ("dua-tren", result.scenario.identity, str(result.block.illustrative_areas))
    return Changes(changes, *loaders.made(data.version, name, lambda: (result.standing, with_range(result))))


def by_area(data: Data, block: Block, cube: Cube, month: Month) -> dict[int, int]:
    """The one illustrative split while it is shown."""
    place, scheme = cube.month_index[month], block.scheme.code
    if block.illustrative_areas:
        totals = [int(cube.total(role, "entitled", scheme)[place]) for role in ROLES]
        before, after = (by_population(total, data.areas, block.as_of) for total in totals)
        return {area: after[area] - vnd for area, vnd in before.items()}
    bills = [cube.by("area", role, "entitled", scheme) for role in ROLES]
    return {int(area): int(bills[1][area][place] - bills[0][area][place]) for area in bills[0]}


def rest(changes: Mapping[int, int], area_ids: Sequence[int]) -> int:
    """The change that is in no area: tiny groups, and everything while areas have sent nothing."""
    return sum(change for area, change in changes.items() if area not in set(area_ids))


def show(data: Data, drawn: Drawn, result: WhatIf, changes: Changes) -> None:
    """The change by area, which with the rest equals the headline to the đồng. `drawn` is the change itself, not
    divided."""
    areas = AREA_WORDS[drawn.units[0].level].lower()
    st.markdown(_("**Kinh phí tăng thêm mỗi tháng theo {areas}**").format(areas=areas))
    st.caption(" ".join(filter(None, [sentence(result), changes.rests])))
    bases: tuple[state.Basis, ...] = ("target_group", "people")
    ratios = [_ratio(data, drawn, basis) for basis in bases]
    rows = [
        [unit.full_name, _money(value), *(_ratio_words(ratio, value.code) for ratio in ratios)]
        for unit, value in zip(drawn.units, drawn.values, strict=True)
    ]
    ids = [unit.id for unit in drawn.units]
    left = rest(changes.by_area, ids)
    total = sum(changes.by_area.values())
    rows.append([_("Chưa phân {areas}").format(areas=areas), _change(left), "", ""])
    rows.append([_("Cộng, bằng số toàn tỉnh"), _change(total), "", ""])
    headers = [_("Đơn vị"), _("Triệu đồng/tháng"), _("Đồng/người hưởng/tháng"), _("Đồng/người dân/tháng")]
    st.markdown(table(headers, rows, last_bold=True))
    lacking = [words.no_rate(one, drawn, by) for one, by in zip(ratios, bases, strict=True) if isinstance(one, NoRate)]
    mark = [_("Số minh họa, chia theo dân số; không phải số liệu thống kê.")] if drawn.illustrative else []
    for said in dict.fromkeys([*mark, *lacking]):
        st.caption(said)
    st.caption(
        _(
            "Nguồn: {source}; mức, tháng theo phương án đang xem xét. Cộng các {areas} và phần chưa phân {areas} bằng "
            "{total} triệu đồng/tháng."
        ).format(source=drawn.figures.source, areas=areas, total=signed_millions(result.main.increase_vnd))
    )


def _change(vnd: int) -> str:
    return signed_millions(vnd) if vnd else _("không đổi")


def _ratio(data: Data, drawn: Drawn, basis: state.Basis) -> NoRate | Mapping[str, AreaValue]:
    if basis == "none":
        raise ValueError("nothing to divide by")
    ratio = rates(drawn.values, state.indicator_denominators(data, drawn.figures, basis), basis, 1)
    return ratio if isinstance(ratio, NoRate) else {value.code: value for value in ratio.values}


def _money(value: AreaValue) -> str:
    return MONEY.value(value).replace(_(" (minh họa)"), "")


def _ratio_words(ratio: NoRate | Mapping[str, AreaValue], code: str) -> str:
    if isinstance(ratio, NoRate):
        return "–"
    value = ratio[code].known
    return number(round(Fraction(value))) if value is not None else state_words(ratio[code].state)


MOST = 3
"""Scenarios to be proposed that a card has room for, the newest."""


def options(data: Data, crosswalk: Crosswalk, trial: Changes) -> list[BudgetOption]:
    """Options of the budget: `trial` is of the scenario under study. Saved scenarios that can no longer be read or
    computed are left out."""
    result: list[BudgetOption] = []
    for saved in scenarios.saved_ones():
        if saved.role != "proposal" or len(result) == MOST:
            continue
        scenario = scenarios.as_scenario(saved)
        changes = None if scenario is None else _changes(data, scenario)
        if changes is not None:
            result.append(_option(data, crosswalk, "proposal", changes, saved.name))
    return [*result, _option(data, crosswalk, "trial", trial)]


def _option(data: Data, crosswalk: Crosswalk, role: OptionRole, changes: Changes, name: str = "") -> BudgetOption:
    return BudgetOption(role, _gated(data, crosswalk, changes), name, briefly(changes.standing.assumptions))


def _changes(data: Data, scenario: Scenario) -> Changes | None:
    illustrative = choices.is_on(data, PROTECTION.code)

    def make() -> Changes | None:
        baseline = loaders.baseline(data.version, illustrative)
        try:
            cube = project_cube(baseline, data.law, scenario, scenario.months)
        except UnknownParameterError:
            return None
        month = headline(cube, PROTECTION, data.law, scenario).month
        rests = standing(baseline, data.law, scenario, PROTECTION, cube, month)
        return Changes(by_area(data, baseline.block(PROTECTION), cube, month), rests, rests_on(rests))

    name = ("phuong-an-theo-huyen", scenario.identity, str(illustrative))
    return loaders.made(data.version, name, make)


def _gated(data: Data, crosswalk: Crosswalk, changes: Changes) -> Mapping[str, AreaValue]:
    figures = state.read(data, crosswalk, CASELOAD["btxh-tang-them"], "", changes)
    drawn = state.draw(data, crosswalk, figures, "none", Vintage(figures.first))
    return {value.code: value for value in drawn.values}


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
    """`draw` gives the figure in another period on the same borders; `lines`: whether anything is chosen that has one.
    A year is compared with the year before, a month with the same month."""
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
        periods=[_period(draw(selected), group) for selected in periods if "-" in selected] if lines else (),
        budget=options,
        percentages=drawn.percentages,
    )


def _year_before(period: str) -> str:
    return f"{int(period[:4]) - 1}{period[4:]}"


def _readings(drawn: Drawn) -> dict[str, Reading]:
    """A rate's denominators are of one kind and source; the target group's source names its month, which is no other
    source."""
    readings = drawn.table
    source = None if readings is None or readings.kind == "target_group" else readings.source
    return {
        value.code: Reading(
            unit.id,
            int(drawn.period[:4]),
            value,
            None if readings is None else readings.kind,
            None if readings is None else readings.per,
            source,
        )
        for unit, value in zip(drawn.units, drawn.values, strict=True)
    }


def _period(drawn: Drawn, group: PeerGroup | None) -> Period:
    return Period(
        Month.parse(drawn.period),
        drawn.values,
        drawn.reference(),
        drawn.reference(group) if group else None,
        {unit.code: unit.id for unit in drawn.units},
    )
