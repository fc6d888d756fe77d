"""The first screen of Tổng quan: what the province pays, what to try, the nine areas, the report's difficulties."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from data.clock import today
from data.locale import _
from models.money import divide_half_up, raised
from models.periods import Month
from models.policy.answers.figures import REPORT_PERIOD
from models.policy.answers.goal_seek import highest
from models.policy.answers.openings import RISE_PERCENT, opening
from models.policy.answers.support_result import support_result
from models.policy.answers.whatif import MERIT_AREA, PROTECTION_AREA, WhatIf, WhatIfArea, compute, decreed
from models.policy.areas.catalogue import AREAS
from models.policy.engine.baseline import Baseline, BillLine
from models.policy.law.calendar import REPORT_DAY
from models.policy.levers.clock import Clock, code_of, eve_of, values_on
from models.policy.levers.levers import LeverValue
from models.policy.schemes import CENTRE, MERIT, PROTECTION
from models.wording.numbers import BILLION, figure, money, number, percent, short_money, short_month
from models.wording.words import short_document
from pages._registry import page
from pages.screens.overview import attention
from pages.ui.answers import words as answer_words
from pages.ui.charts.geometry import corners, label_point
from pages.ui.format import markup
from pages.ui.format.tables import SHOWN, escape, period_text
from pages.ui.levers import widgets
from pages.ui.saved import scenarios
from pages.ui.session import clock, loaders, starting
from pages.ui.session.loaders import Data

_ANSWER = '<p style="font-size:40px;font-weight:700;line-height:1.1;margin:0">{words}</p>'
_BAR = '<div style="display:flex;border-radius:6px;overflow:hidden">{parts}</div>'
_PART = (
    '<div style="width:{width}%;background:{colour};color:#fff;font-weight:600;padding:6px 0 6px 10px;'
    'overflow:hidden;box-sizing:border-box">{words}</div>'
)
_ROOM = 10
"""Percent from which on a part of the bar has room for its words; those of narrower ones stand below."""
_BULLET = (
    '<div style="height:5px;border-radius:3px;background:rgba(128,128,128,.25)" title="{words}">'
    '<div style="width:{width}%;height:5px;border-radius:3px;background:#1F6FB2"></div></div>'
)
_MAP = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" height="150">{parts}</svg>'
_AREA = '<path d="{path}" fill="#1F6FB2" fill-opacity=".18" stroke="#7d8a97" stroke-width="1.5"></path>'
_NAME = (
    '<text x="{x}" y="{y}" text-anchor="middle" font-size="16" font-family="sans-serif" fill="#6E7B88">{name}</text>'
)
COLOURS = {MERIT.code: "#1D4F87", PROTECTION.code: "#2D7D5A", CENTRE.code: "#8A6A00"}
SIDE, CEILING = 300, 5 * BILLION


def show_answer(data: Data, bill: Mapping[str, BillLine], baseline: Baseline) -> None:
    """The sentence, in one bar who pays, and what the same people cost by the clock's law; a small map beside."""
    left, right = st.columns([4, 1], gap="medium")
    total, people = sum(line.vnd for line in bill.values()), sum(line.people for line in bill.values())
    with left:
        sentence = _("Tỉnh {name} chi trả khoảng {amount} mỗi tháng cho {people} người").format(
            name=data.areas.filter(pl.col("level") == "province")["name"][0],
            amount=money(round(total, -8)),
            people=number(people),
        )
        markup.show(markup.fill(_ANSWER, words=sentence))
        _bar(bill, total)
        if not clock.standing().is_report:
            attention.show_by_law_of_the_clock(baseline)
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
        said = names[code].format(amount=figure(Decimal(line.vnd), "VND/month", line.qualifier))
        width = divide_half_up(100 * line.vnd, max(total, 1))
        if width < _ROOM:
            below.append(said)
        parts.append(markup.fill(_PART, width=width, colour=COLOURS[code], words=said if width >= _ROOM else ""))
    markup.show(markup.fill(_BAR, parts=markup.join(parts)))
    if len({line.as_of for line in bill.values()}) > 1:
        listed = "; ".join(f"{_(line.scheme.name)} {short_month(line.as_of)}" for line in bill.values())
        below.append(_("cộng số của các kỳ khác nhau: {listed}").format(listed=listed))
    st.caption(" · ".join(below))


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
        named = []
        for one in features:
            x, y = at(label_point(one))
            named.append(markup.fill(_NAME, x=x, y=y, name=one["properties"]["name"]))
        width, height = at((east, south))
        parts = markup.join([*drawn, *named])
        st.image(markup.fill(_MAP, width=width, height=height, parts=parts), alt=_("Bản đồ các huyện"))
    st.page_link(scenarios.entry(page("district_map.py")), label=_("Mở bản đồ theo huyện"), icon=":material/map:")


def _path(geometry: Mapping[str, Any], at: Any) -> str:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    rings = [ring for polygon in polygons for ring in polygon]
    return " ".join(f"M{'L'.join('{} {}'.format(*at(point)) for point in ring)}Z" for ring in rings)


@dataclass(frozen=True)
class Option:
    """A change ready to be looked at: its page's levers by key, and the day whose law it stands on."""

    key: str
    name: str
    area: WhatIfArea
    day: date
    given: Mapping[str, LeverValue]
    increase_vnd: int
    mark: str


def show_options(data: Data, baseline: Baseline) -> None:
    """Changes made by rule from the law; a click opens the page with norm, months and the day of law all set."""
    on = clock.standing()
    name = ("tong-quan", on.day.isoformat(), today().isoformat())
    options = loaders.made(data.version, name, lambda: tuple(_options(on, baseline)))
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(_("**Thử ngay**, thêm mỗi tháng:"), width="content")
        for option in options:
            amount = money(round(option.increase_vnd, -7)) if option.increase_vnd else _("không đổi")
            label = f"{escape(option.name)}: **{'+' if option.increase_vnd > 0 else ''}{amount}**"
            if st.button(label, key=f"tong-quan-thu-{option.key}", help=option.mark or None):
                _open(option)


def _open(option: Option) -> None:
    widgets.stand_on(code_of(option.day))
    values = values_on(clock.standing(), option.area.all_levers, option.given)
    for lever in option.area.all_levers:
        widgets.put(lever, values[lever.key])
    st.switch_page(scenarios.entry(page("merit.py" if option.area is MERIT_AREA else "protection.py")))


def _options(on: Clock, baseline: Baseline) -> Iterator[Option]:
    known = [row for row in on.law.rows(PROTECTION_AREA.norm.key) if row.known_on <= today()]
    newest, after_report = known[-1], next((row for row in known if row.known_on > REPORT_DAY), None)
    yield _option(
        "nghi-dinh",
        _("Tác động của {document}").format(document=short_document(newest.document)),
        PROTECTION_AREA,
        Clock(eve_of(newest), on.law),
        baseline,
        decreed(PROTECTION_AREA, newest),
    )
    if after_report is not None:
        report = Clock(REPORT_DAY, on.law)
        before = int(report.position(PROTECTION_AREA.norm))
        name = _("Như cuộc họp 2023: {before} → {after}").format(
            before=number(before // 1000), after=number(after_report.value // 1000)
        )
        given = {PROTECTION_AREA.norm.key: after_report.value}
        yield _option("hop-2023", name, PROTECTION_AREA, report, baseline, given)
    risen = raised(int(on.position(MERIT_AREA.norm)), RISE_PERCENT)
    name = _("Người có công +{percent}%").format(percent=RISE_PERCENT)
    yield _option("nguoi-co-cong", name, MERIT_AREA, on, baseline, {MERIT_AREA.norm.key: risen})
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
        name = _("Vừa mức trần {ceiling} (đến {norm})").format(ceiling=money(CEILING), norm=number(int(most.value)))
        yield _option("tran", name, PROTECTION_AREA, on, baseline, {PROTECTION_AREA.norm.key: most.value})


def _option(
    key: str, name: str, area: WhatIfArea, on: Clock, baseline: Baseline, given: Mapping[str, LeverValue]
) -> Option:
    found = _compute(on, baseline, area, given)
    increase, mark = found.main.increase_vnd, answer_words.rests_on(found.standing)
    return Option(key, name, area, on.day, given, increase, mark)


def _compute(on: Clock, baseline: Baseline, area: WhatIfArea, given: Mapping[str, LeverValue]) -> WhatIf:
    return compute(on, baseline, values_on(on, area.all_levers, given), area)


@dataclass(frozen=True)
class Tile:
    """One area: its figure, what is said below it, and how far a plan or a whole has been reached in percent."""

    file: str
    value: str
    note: str
    reached: int | None = None


COLUMNS = 5


def show_areas(data: Data, bill: Mapping[str, BillLine]) -> None:
    """Nine tiles, each a link to its page."""
    tiles = [*_tiles(data, bill)]
    for start in range(0, len(tiles), COLUMNS):
        for place, tile in zip(st.columns(COLUMNS, gap="small"), tiles[start : start + COLUMNS], strict=False):
            with place, st.container(border=True, height="stretch", gap=None):
                spec = page(tile.file)
                st.page_link(scenarios.entry(spec), label=_(spec.menu or spec.title))
                st.metric(_(spec.title), tile.value, label_visibility="collapsed")
                if tile.reached is not None:
                    width = min(100, tile.reached)
                    markup.show(markup.fill(_BULLET, width=width, words=percent(tile.reached)))
                st.caption(escape(tile.note))


def _tiles(data: Data, bill: Mapping[str, BillLine]) -> Iterator[Tile]:
    def shown(key: str) -> str:
        row = data.figure(key)
        return figure(row["value"], row["unit"], row["qualifier"])

    def paid(code: str) -> Tile:
        line = bill[code]
        amount = figure(Decimal(line.vnd), "VND/month", line.qualifier)
        file = "merit.py" if code == MERIT.code else "protection.py"
        return Tile(file, _("{people} người").format(people=number(line.people)), amount)

    yield paid(MERIT.code)
    yield paid(PROTECTION.code)
    plan = data.figure("employment.new_jobs_vs_plan")["value"]
    note = _("đạt {share} kế hoạch năm").format(share=percent(plan))
    yield Tile("employment.py", shown("employment.new_jobs"), note, int(plan))
    certified = _("qua đào tạo; có bằng cấp {share}").format(share=shown("training.certified_share"))
    yield Tile(
        "training.py", shown("training.trained_share"), certified, int(data.figure("training.trained_share")["value"])
    )
    note = _("{rate}; cận nghèo {near}").format(
        rate=shown("poverty.poor_rate"), near=shown("poverty.near_poor_households")
    )
    yield Tile("poverty.py", shown("poverty.poor_households"), note)
    for file in ("insurance.py", "gender.py", "children.py", "social_evils.py"):
        figures = data.newer_figures(file.removesuffix(".py"))
        newest = [row for row in figures if row["quality"] in SHOWN]
        if newest:
            row = newest[0]
            yield Tile(
                file,
                figure(row["value"], row["unit"], row["qualifier"]),
                f"{_(row['name'])}, {period_text(row['period'])}",
            )
        else:
            # Not reckoned again at every run; the ready changes are kept alike.
            name = ("tong-quan-gia-dinh", file, clock.day().isoformat(), str(starting.is_off()))
            yield loaders.made(data.version, name, partial(_assumed, file, data))


def _assumed(file: str, data: Data) -> Tile:
    """Of an area the report has no figure of: what starting assumptions make of it, and what its page opens on."""
    area = next(area for area in AREAS if area.prefix == page(file).prefix)
    on, figures = clock.standing(), starting.figures(data)
    values = values_on(on, area.all_levers, opening(area, on, figures))
    province = loaders.baseline(data.version, False).province_id
    found = support_result(area, area.scenario(on.day, values), data.law, province, figures=figures)
    if found.is_empty:
        return Tile(file, _("chưa có số"), _("Báo cáo năm 2023 không nêu"))
    purse = found.purses[0]
    note = _("đồng/tháng, giả định khởi điểm; mở sẵn phương án thêm {increase}")
    amount = short_money(purse.baseline_vnd)
    return Tile(file, _("≈ {amount}").format(amount=amount), note.format(increase=money(purse.increase_vnd)))


_ANSWERED = (
    ("difficulty.3", "protection.py", _("Thử mức chuẩn trợ giúp")),
    ("difficulty.1", "poverty.py", _("Thử chuẩn nghèo mới")),
    ("difficulty.2", "poverty.py", _("Thử thẻ bảo hiểm, nhà ở")),
    ("difficulty.4", "children.py", _("Thử dạy bơi an toàn")),
)
"""Each difficulty of the report and the page whose levers answer it."""


def show_difficulties(data: Data) -> None:
    texts = dict(data.passages.filter(pl.col("section") == "difficulty").select("key", "text").iter_rows())
    st.markdown(_("**Khó khăn trong báo cáo và thông số trả lời**"))
    for place, (key, file, label) in zip(st.columns(len(_ANSWERED), gap="small"), _ANSWERED, strict=True):
        with place, st.container(border=True, height="stretch", gap=None):
            st.caption(f"“{escape(_shortened(str(texts[key])))}”", help=escape(str(texts[key])))
            st.page_link(scenarios.entry(page(file)), label=label, icon=":material/tune:")


def _shortened(text: str, most: int = 46) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"


def show_foot(data: Data) -> None:
    """Checks, submissions and unverified law in one line."""
    sent = _("đã có số các đơn vị gửi") if data.sent_schemes else _("chưa đơn vị nào gửi số liệu")
    broken = len(data.validation.broken)
    checks = (
        _("{count} phép đối chiếu vượt dung sai").format(count=broken)
        if broken
        else _("{count} phép đối chiếu khớp").format(count=len(data.validation.counted))
    )
    unverified = _("{count} mức chưa kiểm chứng").format(count=attention.unverified(data).height)
    st.caption(" · ".join([checks, sent, unverified]))
