"""Nine tiles of Tổng quan: an area's figure against its plan or beside its earlier years."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

import streamlit as st

from data.locale import _
from data.store.queries import national_targets
from models.policy.answers.figures import REPORT_PERIOD
from models.policy.answers.filled import StandIn
from models.policy.answers.openings import opened
from models.policy.areas import children
from models.policy.areas.catalogue import AREAS
from models.policy.areas.national_targets import DIRECTION_WORDS, goal_of, target_lines
from models.policy.engine.baseline import BillLine
from models.policy.levers.levers import UNSET
from models.policy.schemes import MERIT, PROTECTION
from models.wording.numbers import figure, monthly_billions, number, percent, short_money
from pages._registry import page
from pages.ui.format import markup
from pages.ui.format.tables import SHOWN, escape, period_text
from pages.ui.saved import scenarios
from pages.ui.session import clock, loaders, starting
from pages.ui.session.loaders import Data

_BULLET = (
    '<div role="img" aria-label="{words}" title="{words}" style="position:relative;height:5px;border-radius:3px;'
    'background:rgba(128,128,128,.25)"><div style="width:{width}%;height:5px;border-radius:3px;background:#1F6FB2">'
    "</div>{plan}</div>"
)
_PLAN = (
    '<div style="position:absolute;left:calc({at}% - 2px);top:-4px;width:2px;height:9px;background:currentColor"></div>'
)
_YEARS = (
    '<div role="img" aria-label="{words}" title="{words}" style="display:flex;align-items:flex-end;'
    'justify-content:flex-end;gap:4px;height:24px;font-size:12px;line-height:1">{first}{bars}{last}</div>'
)
_YEAR = '<div style="width:9px;height:{height}%;background:#1F6FB2;opacity:{strength}"></div>'
COLUMNS, YEARS = 5, 6
_NONE = (None, "")


@dataclass(frozen=True)
class Tile:
    """One area: its figure, what is said below it, the figure on one bar with its plan, its years side by side."""

    file: str
    value: str
    note: str
    bar: markup.Markup | None = None
    years: markup.Markup | None = None
    is_planned: bool = False
    is_assumed: bool = False


def show(data: Data, bill: Mapping[str, BillLine], show_foot: Callable[[list[str]], None]) -> None:
    """Nine tiles, each a link to its page; in the tenth place the foot, which is told the areas whose figure has no
    plan to be held against."""
    tiles = [*_tiles(data, bill)]
    for start in range(0, len(tiles), COLUMNS):
        places = st.columns(COLUMNS, gap="small")
        for place, tile in zip(places, tiles[start : start + COLUMNS], strict=False):
            with place, st.container(border=True, height="stretch", gap=None):
                spec = page(tile.file)
                with st.container(horizontal=True, vertical_alignment="center"):
                    st.page_link(scenarios.entry(spec), label=_(spec.menu or spec.title), width="content")
                    if tile.is_assumed:
                        st.badge(_("giả định"), color="orange")
                metric = partial(st.metric, _(spec.title), tile.value, label_visibility="collapsed")
                if tile.years is None:
                    metric()
                else:
                    with st.container(horizontal=True, vertical_alignment="center"):
                        metric(width="content")
                        markup.show(tile.years)
                if tile.bar is not None:
                    markup.show(tile.bar)
                st.caption(escape(tile.note))
    with places[-1]:
        show_foot([_(spec.menu or spec.title) for tile in tiles if not tile.is_planned for spec in [page(tile.file)]])


def _tiles(data: Data, bill: Mapping[str, BillLine]) -> Iterator[Tile]:
    for code, file in ((MERIT.code, "merit.py"), (PROTECTION.code, "protection.py")):
        line = bill[code]
        amount = monthly_billions(line.vnd, line.qualifier)
        yield Tile(file, _("{people} người").format(people=number(line.people)), amount)
    yield _counted("employment.py", data, data.figure("employment.new_jobs"))
    certified = _("qua đào tạo; có bằng cấp {share}").format(share=_shown(data.figure("training.certified_share")))
    yield _counted("training.py", data, data.figure("training.trained_share"), certified)
    note = _("{rate}; cận nghèo {near}").format(
        rate=_shown(data.figure("poverty.poor_rate")), near=_shown(data.figure("poverty.near_poor_households"))
    )
    yield _counted("poverty.py", data, data.figure("poverty.poor_households"), note)
    for file in ("insurance.py", "gender.py", "children.py", "social_evils.py"):
        figures = data.newer_figures(file.removesuffix(".py"))
        newest = [row for row in figures if row["quality"] in SHOWN]
        if newest:
            row = newest[0]
            yield _counted(file, data, row, f"{_(row['name'])}, {period_text(row['period'])}")
        else:
            # Not reckoned again at every run; the ready changes are kept alike.
            name = ("tong-quan-gia-dinh", file, clock.day().isoformat(), str(starting.is_off()))
            yield loaders.made(data.version, name, partial(_assumed, file, data))


def _shown(row: Mapping[str, Any]) -> str:
    return figure(row["value"], row["unit"], row["qualifier"])


def _counted(file: str, data: Data, row: Mapping[str, Any], note: str = "") -> Tile:
    """A figure somebody has counted, against its plan if there is one, else beside those of the years before. A share
    without a plan is shown as part of the whole."""
    plan, said = _plan(data, row)
    notes = "; ".join(filter(None, [note, said]))
    if plan is None and row["unit"] != "percent":
        return Tile(file, _shown(row), notes, years=_years(data, row))
    is_drawn = row["value"] >= 0 and (plan is None or plan >= 0)
    bar = _bullet(_shown(row), row["value"], row["unit"], plan, said) if is_drawn else None
    if bar is not None and plan is not None:
        notes = _("{notes} (vạch đứng)").format(notes=notes)
    return Tile(file, _shown(row), notes, bar, is_planned=plan is not None)


def _plan(data: Data, row: Mapping[str, Any]) -> tuple[Decimal | None, str]:
    """Of the figure's year, as the province has sent it or as the report implies it; a share may have the next target
    instead, the province's or the country's. With how it is said."""
    year = int(row["period"][:4])
    sent = [
        (int(plan["period"]), plan["value"], plan["source"])
        for plan in data.planned(row["policy_area"])
        if plan["indicator"] == row["indicator"]
    ]
    goal = goal_of(target_lines(row["indicator"], national_targets(), sent), year)
    if row["unit"] == "percent":
        if goal is None:
            return _NONE
        aim = figure(goal.value, row["unit"])
        aim = _(DIRECTION_WORDS[goal.direction]).format(value=aim) if goal.direction else aim
        return goal.value, _("mục tiêu {year}: {goal}").format(year=goal.year, goal=aim)
    plan = goal.value if goal is not None and goal.year == year else _reported_plan(data, row)
    return (plan, _("đạt {share} kế hoạch năm").format(share=percent(100 * row["value"] / plan, 1))) if plan else _NONE


def _reported_plan(data: Data, row: Mapping[str, Any]) -> Decimal | None:
    """What the report's own percentages make of the plan."""
    try:
        plan: Decimal = data.figure(f"{row['indicator']}_plan", row["period"])["value"]
    except KeyError:
        return None
    return plan


def _bullet(shown: str, value: Decimal, unit: str, plan: Decimal | None, said: str) -> markup.Markup:
    """A share on a bar of 100%, a count on one as long as itself or its plan; a line where the plan is."""
    whole = max(value, plan or value, Decimal(100) if unit == "percent" else value)
    line = "" if plan is None else markup.fill(_PLAN, at=round(100 * plan / whole))
    words = f"{shown}, {said}" if said else shown
    return markup.fill(_BULLET, width=round(100 * value / whole), plan=line, words=words)


def _years(data: Data, newest: Mapping[str, Any]) -> markup.Markup | None:
    """The indicator's whole years up to this figure's, drawn from nought; None where there is one alone."""
    rows = sorted(
        (
            row
            for row in data.figures(newest["policy_area"])
            if row["indicator"] == newest["indicator"]
            and len(row["period"]) == len(REPORT_PERIOD)
            and row["period"] <= newest["period"]
            and row["quality"] in (*SHOWN, "derived")
        ),
        key=lambda row: str(row["period"]),
    )[-YEARS:]
    most = max((row["value"] for row in rows), default=0)
    if len(rows) < 2 or most <= 0 or min(row["value"] for row in rows) < 0:
        return None
    words = "; ".join(_("năm {year}: {figure}").format(year=row["period"], figure=_shown(row)) for row in rows)
    bars = [
        markup.fill(_YEAR, height=round(100 * row["value"] / most), strength=1 if row is rows[-1] else 0.55)
        for row in rows
    ]
    return markup.fill(_YEARS, words=words, first=rows[0]["period"], bars=markup.join(bars), last=rows[-1]["period"])


def _assumed(file: str, data: Data) -> Tile:
    """Of an area the report has no figure of: what starting assumptions make of it, and what its page opens on."""
    area = next(area for area in AREAS if area.prefix == page(file).prefix)
    province = loaders.baseline(data.version, False).province_id
    found = opened(area, clock.standing(), province, starting.figures(data))
    if found.is_empty:
        return Tile(file, _("chưa có số"), _("Báo cáo năm 2023 không nêu"))
    if area is children.AREA and (swimming := _swimming(file, found.stand_ins)) is not None:
        return swimming
    purse = found.purses[0]
    note = _("đồng/tháng, ước tính; phương án mẫu: thêm {increase}")
    amount = short_money(purse.baseline_vnd)
    return Tile(
        file,
        _("≈ {amount}").format(amount=amount),
        note.format(increase=short_money(purse.increase_vnd)),
        is_assumed=True,
    )


def _swimming(file: str, assumed: Mapping[str, StandIn]) -> Tile | None:
    """The assumed share of children who can swim, against the target assumed with it."""
    levers = (children.ABLE, children.CHILDREN, children.GOAL, children.GOAL_DUE)
    able, everybody, goal, due = (assumed[lever.key].value if lever.key in assumed else UNSET for lever in levers)
    if UNSET in (able, everybody, goal, due) or not int(everybody):
        return None
    share = Decimal(100 * int(able)) / int(everybody)
    shown = _("≈ {share} biết bơi").format(share=percent(share, 0))
    said = _("ước tính; mục tiêu {year}: {goal}").format(year=due, goal=percent(int(goal)))
    bar = _bullet(shown, share, "percent", Decimal(int(goal)), said)
    note = _("{notes} (vạch đứng)").format(notes=said)
    return Tile(file, shown, note, bar, is_planned=True, is_assumed=True)
