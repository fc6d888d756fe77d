"""The first screen of Tổng quan: what the province pays, what to try, the report's difficulties; the nine areas between
them are in tiles.py."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import streamlit as st

from data.clock import today
from data.locale import _
from models.money import divide_half_up, raised
from models.periods import Month
from models.policy.answers.figures import REPORT_PERIOD
from models.policy.answers.filled import Figures
from models.policy.answers.goal_seek import highest
from models.policy.answers.openings import RISE_PERCENT, opened, opening
from models.policy.answers.pictures import by_group
from models.policy.answers.whatif import MERIT_AREA, PROTECTION_AREA, WhatIf, WhatIfArea, compute, decreed
from models.policy.areas import insurance
from models.policy.areas.poverty import GOAL, POOR, TOTAL, fewer_poor
from models.policy.areas.support import SupportArea
from models.policy.engine.baseline import Baseline, BillLine
from models.policy.law.calendar import REPORT_DAY
from models.policy.levers.clock import Clock, code_of, eve_of, values_on
from models.policy.levers.levers import LeverValue
from models.policy.schemes import CENTRE, MERIT, PROTECTION
from models.wording.numbers import BILLION, money, monthly_billions, number, percent, short_money, short_month
from models.wording.words import short_document
from pages._registry import BY_PREFIX, page
from pages.screens.overview import attention
from pages.ui.answers import words as answer_words
from pages.ui.charts.charts import SOFT, shade
from pages.ui.charts.geometry import corners, label_point
from pages.ui.charts.palettes import PAPER
from pages.ui.format import markup
from pages.ui.format.tables import SHOWN, escape
from pages.ui.levers import widgets
from pages.ui.saved import scenarios
from pages.ui.session import clock, loaders, starting
from pages.ui.session.loaders import Data

_ANSWER = '<p style="font-size:40px;font-weight:700;line-height:1.1;margin:0;text-wrap:balance">{words}</p>'
_BAR = '<div style="display:flex;border-radius:6px;overflow:hidden">{parts}</div>'
_PART = (
    '<div style="width:{width}%;background:{colour};color:#fff;font-weight:600;padding:6px 0 6px 10px;'
    'overflow:hidden;box-sizing:border-box">{words}</div>'
)
_ROOM = 10
"""Percent from which on a part of the bar has room for its words; those of narrower ones stand below."""
_MAP = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" height="150">{parts}</svg>'
_AREA = '<path d="{path}" fill="#1F6FB2" fill-opacity=".18" stroke="#7d8a97" stroke-width="1.5"></path>'
_NAME = (
    '<text x="{x}" y="{y}" text-anchor="middle" font-size="16" font-family="sans-serif" fill="{colour}" '
    'stroke="{paper}" stroke-width="3" paint-order="stroke">{name}</text>'
)
"""With an edge of its paper's colour: a picture that is there does not hear that the theme was switched."""
COLOURS = {MERIT.code: "#1D4F87", PROTECTION.code: "#2D7D5A", CENTRE.code: "#8A6A00"}
SIDE, CEILING, HALF = 300, 5 * BILLION, Decimal("0.5")


def show_answer(data: Data, bill: Mapping[str, BillLine], baseline: Baseline) -> None:
    """The sentence, in one bar who pays, and what the same people cost by the clock's law; a small map beside."""
    left, right = st.columns([4, 1], gap="medium")
    total, people = sum(line.vnd for line in bill.values()), sum(line.people for line in bill.values())
    with left, st.container(gap="xsmall"):
        sentence = _("Tỉnh {name} chi trả khoảng {amount} mỗi tháng cho {people} người").format(
            name=data.areas.filter(pl.col("level") == "province")["name"][0],
            amount=money(round(total, -8)),
            people=number(people),
        )
        markup.show(markup.fill(_ANSWER, words=sentence))
        _bar(bill, total)
        if not clock.standing().is_report:
            attention.show_by_law_of_the_clock(baseline, total)
    with right:
        _map(data)


def _bar(bill: Mapping[str, BillLine], total: int) -> None:
    names = {
        MERIT.code: _("Người có công · NSTW: {amount}"),
        PROTECTION.code: _("Bảo trợ xã hội · NSĐP: {amount}"),
        CENTRE.code: _("Nuôi dưỡng tại cơ sở · NSĐP: {amount}"),
    }
    parts: list[markup.Markup] = []
    below: list[str] = []
    for code, line in bill.items():
        said = names[code].format(amount=monthly_billions(line.vnd, line.qualifier))
        width = divide_half_up(100 * line.vnd, max(total, 1))
        if width < _ROOM:
            below.append(said)
        parts.append(markup.fill(_PART, width=width, colour=COLOURS[code], words=said if width >= _ROOM else ""))
    markup.show(markup.fill(_BAR, parts=markup.join(parts)))
    if len({line.as_of for line in bill.values()}) > 1:
        listed = "; ".join(f"{_(line.scheme.name)} {short_month(line.as_of)}" for line in bill.values())
        below.append(_("cộng số của các kỳ khác nhau: {listed}").format(listed=listed))
    payers = _("NSTW: ngân sách trung ương, NSĐP: ngân sách địa phương")
    source = [] if any(line.uploaded for line in bill.values()) else [_("Theo báo cáo năm 2023")]
    st.caption(" · ".join([*source, *below, payers]))


def _map(data: Data) -> None:
    """The report's districts by name; the page of the map has their figures."""
    districts = set(data.districts(Month.parse(f"{REPORT_PERIOD}-12"))["area_id"].to_list())
    features = [one for one in data.boundaries if one["properties"]["area_id"] in districts]
    if features:
        west, south, east, north = corners(features)
        flat = math.cos(math.radians((south + north) / 2))
        scale = SIDE / max((east - west) * flat, north - south)

        def at(point: Sequence[float]) -> tuple[int, int]:
            return round((point[0] - west) * flat * scale), round((north - point[1]) * scale)

        drawn = [markup.fill(_AREA, path=_path(one["geometry"], at)) for one in features]
        named, ink, paper = [], shade(SOFT), shade(PAPER)
        for one in features:
            x, y = at(label_point(one))
            named.append(markup.fill(_NAME, x=x, y=y, name=one["properties"]["name"], colour=ink, paper=paper))
        width, height = at((east, south))
        parts = markup.join([*drawn, *named])
        st.image(markup.fill(_MAP, width=width, height=height, parts=parts), alt=_("Bản đồ các huyện"))
    st.page_link(scenarios.entry(page("district_map.py")), label=_("Mở bản đồ"), icon=":material/map:")


def _path(geometry: Mapping[str, Any], at: Any) -> str:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    rings = [ring for polygon in polygons for ring in polygon]
    return " ".join(f"M{'L'.join('{} {}'.format(*at(point)) for point in ring)}Z" for ring in rings)


@dataclass(frozen=True)
class Option:
    """A change or a cost ready to be looked at: its page's levers by key, the day whose law it stands on, đồng a month
    in words."""

    key: str
    name: str
    area: WhatIfArea | SupportArea
    day: date
    given: Mapping[str, LeverValue]
    amount: str
    mark: str


def show_options(data: Data, baseline: Baseline) -> None:
    """Changes made by rule from the law; a click opens the page with norm, months and the day of law all set."""
    on, figures = clock.standing(), starting.figures(data)
    name = ("tong-quan", on.day.isoformat(), today().isoformat(), str(starting.is_off()))
    options = loaders.made(data.version, name, lambda: (*_options(on, baseline), *_insurance(on, baseline, figures)))
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        st.markdown(_("**Thử ngay**, mỗi tháng:"), width="content")
        for option in options:
            label = f"{escape(option.name)}: **{option.amount}**"
            if st.button(label, key=f"tong-quan-thu-{option.key}", help=option.mark or None):
                _open(option)
        _show_goal(data)


def _show_goal(data: Data) -> None:
    """A goal of the poverty rate made by rule: the half percent at least half a point below the newest count."""
    counted = data.newest_figure(GOAL.indicator, SHOWN)
    if counted is None:
        return
    total = data.newest_figure(TOTAL, (*SHOWN, "derived"))
    halves = int((counted["value"] - HALF) / HALF)
    fewer = fewer_poor(5 * halves, data.newest_figure(POOR, SHOWN), total) if halves > 0 else None
    if fewer is None:
        return
    text = _("Hộ nghèo còn {rate}: **bớt ≈ {count} hộ**")
    label = text.format(rate=percent(halves * HALF), count=number(fewer[0]))
    if st.button(label, key="tong-quan-thu-ho-ngheo"):
        widgets.put(GOAL.target, str(5 * halves))
        st.switch_page(scenarios.entry(page("poverty.py")))


def _open(option: Option) -> None:
    widgets.stand_on(code_of(option.day))
    values = values_on(clock.standing(), option.area.all_levers, option.given)
    for lever in option.area.all_levers:
        widgets.put(lever, values[lever.key])
    st.switch_page(scenarios.entry(BY_PREFIX[option.area.prefix]))


def _options(on: Clock, baseline: Baseline) -> Iterator[Option]:
    known = [row for row in on.law.rows(PROTECTION_AREA.norm.key) if row.known_on <= today()]
    newest, after_report = known[-1], next((row for row in known if row.known_on > REPORT_DAY), None)
    is_counted = not on.is_report and on.position(PROTECTION_AREA.norm) == newest.value
    name = _("{document}, đã có trong tổng trên") if is_counted else _("Tác động của {document}")
    yield _option(
        "nghi-dinh",
        name.format(document=short_document(newest.document)),
        PROTECTION_AREA,
        Clock(eve_of(newest), on.law),
        baseline,
        decreed(PROTECTION_AREA, newest),
    )
    if after_report is not None:
        report = Clock(REPORT_DAY, on.law)
        before = int(report.position(PROTECTION_AREA.norm))
        name = _("Như cuộc họp 2023, {before} → {after} nghìn").format(
            before=number(before // 1000), after=number(after_report.value // 1000)
        )
        given: dict[str, LeverValue] = {PROTECTION_AREA.norm.key: after_report.value}
        yield _option("hop-2023", name, PROTECTION_AREA, report, baseline, given)
    risen = raised(int(on.position(MERIT_AREA.norm)), RISE_PERCENT)
    name = _("Người có công +{percent}%").format(percent=RISE_PERCENT)
    yield _option("nguoi-co-cong", name, MERIT_AREA, on, baseline, _from_the_start(on, MERIT_AREA, risen))
    answer = _compute(on, baseline, PROTECTION_AREA, {})
    most = highest(
        answer.baseline,
        on.law,
        answer.scenario,
        PROTECTION_AREA.scheme,
        PROTECTION_AREA.norm,
        months=answer.cube.months,
        ceiling_vnd=CEILING,
        per="month",
    )
    if most.value is not None:
        name = _("Tối đa thêm {ceiling}, trợ giúp lên {norm}").format(
            ceiling=short_money(CEILING), norm=number(int(most.value))
        )
        given = _from_the_start(on, PROTECTION_AREA, int(most.value))
        yield _option("tran", name, PROTECTION_AREA, on, baseline, given)


def _from_the_start(on: Clock, area: WhatIfArea, norm: int) -> dict[str, LeverValue]:
    """Paid from its first month on, without back-pay, as the change that the area's own page opens on."""
    return {area.norm.key: norm} if on.is_report else {area.norm.key: norm, area.first_paid.key: str(on.start)}


def _option(
    key: str, name: str, area: WhatIfArea, on: Clock, baseline: Baseline, given: Mapping[str, LeverValue]
) -> Option:
    found = _compute(on, baseline, area, given)
    increase = found.main.increase_vnd
    amount = short_money(round(increase, -7)) if increase else _("không đổi")
    amount = f"+{amount}" if increase > 0 else amount
    return Option(key, name, area, on.day, given, amount, answer_words.rests_on(found.standing))


def _insurance(on: Clock, baseline: Baseline, figures: Figures) -> Iterator[Option]:
    """What the State and the province pay towards the voluntary insurance of the poor, as its page opens."""
    area = insurance.AREA
    found = opened(area, on, baseline.province_id, figures)
    poor = next((group for group in by_group(found) if group.status.key == "poor"), None)
    if poor is not None:
        name, amount = _("BHXH tự nguyện hộ nghèo"), short_money(poor.state_vnd + poor.after_vnd)
        given, mark = opening(area, on, figures), answer_words.rests_on(found.standing)
        yield Option("bhxh-ho-ngheo", name, area, on.day, given, amount, mark)


def _compute(on: Clock, baseline: Baseline, area: WhatIfArea, given: Mapping[str, LeverValue]) -> WhatIf:
    return compute(on, baseline, values_on(on, area.all_levers, given), area)


_ANSWERED = (
    ("difficulty.3", _("Mức hỗ trợ bảo trợ xã hội còn thấp"), "protection.py", _("Thử mức chuẩn trợ giúp")),
    ("difficulty.1", _("Chuẩn nghèo còn thấp"), "poverty.py", _("Thử chuẩn nghèo mới")),
    ("difficulty.2", _("Đa số hộ nghèo khó có khả năng thoát nghèo"), "poverty.py", _("Thử thẻ bảo hiểm, nhà ở")),
    ("difficulty.4", _("Nhận thức về bảo vệ trẻ em còn hạn chế"), "children.py", _("Thử dạy bơi an toàn")),
)
"""Each difficulty of the report, its gist (the whole sentence is its help), the page whose levers answer it."""


def show_difficulties(data: Data) -> None:
    texts = dict(data.passages.filter(pl.col("section") == "difficulty").select("key", "text").iter_rows())
    st.markdown(_("**Khó khăn báo cáo đã nêu và cách tháo gỡ có thể thử**"))
    for place, (key, gist, file, label) in zip(st.columns(len(_ANSWERED), gap="small"), _ANSWERED, strict=True):
        with place, st.container(border=True, height="stretch", gap=None):
            st.markdown(gist, help=escape(f"“{texts[key]}”"))
            st.page_link(scenarios.entry(page(file)), label=label, icon=":material/tune:")


def show_foot(data: Data, unplanned: Sequence[str]) -> None:
    """Checks, submissions, unverified law and areas without a plan, in plain words."""
    sent = _("Đã có số các đơn vị gửi") if data.sent_schemes else _("Chưa đơn vị nào gửi số mới")
    broken = len(data.validation.broken)
    checks = (
        _("{count} phép cộng, đối chiếu chưa khớp").format(count=broken) if broken else _("số liệu đã đối chiếu, khớp")
    )
    unverified = _("{count} mức chưa kiểm chứng").format(count=attention.unverified(data).height)
    planless = _("Chưa có số kế hoạch: {areas}").format(areas="; ".join(unplanned)) if unplanned else None
    with st.container(border=True, height="stretch", gap=None):
        st.page_link(scenarios.entry(page("history.py")), label=_("Tình trạng số liệu"))
        st.caption(f"{sent}; {checks}; {unverified}.", help=planless)
