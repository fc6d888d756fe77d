"""The pictures beside the answers of support areas and the tables of their figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import streamlit as st

from data.locale import _
from data.vocabulary.indicators import indicator_units
from models.policy.answers.pictures import CostAt, CostCurve, bridge, by_group, by_item, cost_curve, residents
from models.policy.answers.support_result import SupportResult
from models.policy.areas import employment, gender, social_evils
from models.policy.areas.insurance import STATUSES
from models.policy.areas.support import Factor, SupportLine
from models.policy.levers.levers import UNSET
from models.wording.numbers import figure, millions, number, share, short_money, short_month, signed, signed_millions
from pages.screens.whatif.support import targets, words
from pages.screens.whatif.support.words import Extra, Hero, Told, Values
from pages.ui.answers.tables import Table
from pages.ui.charts import charts, pictures
from pages.ui.charts.pictures import Mark, Stack
from pages.ui.format.tables import SHOWN
from pages.ui.session.loaders import Data


@dataclass(frozen=True)
class Picture:
    """A finding in at most ten words, unit and place below it, its drawing and its figures."""

    title: str
    below: list[str]
    draw: Callable[[tuple[str, list[str]]], dict[str, Any]]
    table: Table


Pictured = Callable[[SupportResult, Values, Data], Picture | None]


def hero_of(found: SupportResult, picture: Picture) -> Hero:
    below = [*picture.below, _("{quality}.").format(quality=words.quality(found))]
    return " ".join([f"{picture.title}.", *below]), picture.draw((picture.title, below))


def _extra(pictured: Pictured, sentence: Callable[[SupportResult, Values, Data], str] = lambda *_told: "") -> Extra:
    """The picture by the answer, and its figures as a table and a file in a tab; `sentence` stands below the answer."""

    def hero(found: SupportResult, values: Values, data: Data) -> Hero | None:
        picture = pictured(found, values, data)
        return None if picture is None else hero_of(found, picture)

    def show(found: SupportResult, values: Values, data: Data) -> Told | None:
        picture = pictured(found, values, data)
        if picture is None:
            st.info(_("Chưa đủ số để vẽ biểu đồ."))
        return None if picture is None else Told(picture.table, words.quality(found), words.source(found))

    return Extra("", (), _("Số của biểu đồ"), "bieu-do", sentence, show, hero, of_answer=True)


def _year(found: SupportResult, values: Values) -> int:
    return int(values[found.area.budget_year.key])


_COUNTED = {
    employment.ABROAD: (_("{count} người"), _("người được hỗ trợ đi làm việc ở nước ngoài trong năm")),
    gender.MODELS: (_("{count} mô hình"), _("số xã, phường có mô hình")),
    social_evils.PER_HELPER: (_("Mỗi người giúp {count} người"), _("số người sau cai một người giúp phụ trách")),
}
"""How many, in a title; what the axis counts."""


def _cost(factor: Factor) -> Pictured:
    def pictured(found: SupportResult, values: Values, _data: Data) -> Picture | None:
        plan = found.scenario.value(employment.ABROAD_PLAN) if factor is employment.ABROAD else UNSET
        curve = cost_curve(found, factor, _year(found, values), plan)
        return None if curve is None else _curve(curve)

    return pictured


def _curve(curve: CostCurve) -> Picture:
    count, axis = _COUNTED[curve.factor]
    counted = count.format(count=number(curve.tried.count))
    text = _("{count}: năm {year} thêm {amount}") if curve.increase_vnd > 0 else _("{count}: năm {year} bớt {amount}")
    amount = abs(curve.increase_vnd)
    if not curve.increase_vnd:
        text, amount = _("{count}: năm {year} chi {amount}"), curve.tried.vnd
    title = text.format(count=counted, year=curve.year, amount=short_money(amount))
    unit = pictures.scale_of(max(point.vnd for point in curve.points))[1]
    below = _("Kinh phí năm {year}, {unit}, toàn tỉnh, {payer} chi.").format(
        year=curve.year, unit=unit, payer=", ".join(_(payer) for payer in curve.payers)
    )
    moved = curve.tried != curve.now
    named = [
        *([(curve.plan, _("Kế hoạch năm"), False, True)] if curve.plan else []),
        (curve.now, _("Hiện nay"), False, False),
        *([(curve.tried, _("Phương án"), True, False)] if moved else []),
    ]
    marks = [
        Mark(at.count, at.vnd, _said(name, at), tried, plan)
        for at, name, tried, plan in named
        if not plan or at.count not in (curve.now.count, curve.tried.count)
    ]
    points = [(point.count, point.vnd) for point in curve.points]
    rows = [[number(point.count), millions(point.vnd), _names(named, point)] for point in curve.points]
    headers = [
        _("Số lượng ({unit})").format(unit=_(curve.factor.unit)),
        _("Năm {year} (triệu đồng)").format(year=curve.year),
        _("Là"),
    ]
    table = Table(_("Kinh phí một năm theo số lượng"), headers, rows, last_bold=False)
    return Picture(title, [below], lambda told: pictures.curve(told, points, marks, axis), table)


def _said(name: str, at: CostAt) -> str:
    return _("{name} {count}: {amount}").format(name=name, count=number(at.count), amount=short_money(at.vnd))


def _names(named: list[tuple[CostAt, str, bool, bool]], point: CostAt) -> str:
    return ", ".join(words.lower_first(name) for at, name, _tried, _plan in named if at.count == point.count)


def _bridge(found: SupportResult, values: Values, _data: Data) -> Picture | None:
    steps = bridge(found, _year(found, values))
    if steps is None:
        return None
    title = _year_finding(steps.year, steps.after_vnd, steps.increase_vnd)
    below = _("Kinh phí năm {year} theo nguyên nhân, triệu đồng, toàn tỉnh.").format(year=steps.year)
    bars = [(_cause(cause), vnd) for cause, vnd in steps.steps]
    first, last = (_("Hiện nay"), steps.before_vnd), (_("Phương án"), steps.after_vnd)
    rows = [
        [first[0], millions(first[1])],
        *([name, signed_millions(vnd)] for name, vnd in bars),
        [last[0], millions(last[1])],
    ]
    headers = [_("Từ hiện nay đến phương án"), _("Năm {year} (triệu đồng)").format(year=steps.year)]
    table = Table(_("Tăng, giảm theo nguyên nhân, mỗi yếu tố tính tiếp sau yếu tố trước"), headers, rows)

    def draw(told: tuple[str, list[str]]) -> dict[str, Any]:
        return {**charts.waterfall(bars, last, first=first), "title": charts.heading(told)}

    return Picture(title, [below], draw, table)


def _cause(cause: Factor | SupportLine | None) -> str:
    if cause is None:
        return _("Các khoản khác")
    name = words.line_name(cause) if isinstance(cause, SupportLine) else _(cause.label)
    if len(name) <= _NAME:
        return name
    return _("{first} và diện khác").format(first=", ".join(name.split(", ")[:2]))


_NAME = 46
"""Letters of a name beside a bar."""


def _year_finding(year: int, after: int, increase: int) -> str:
    text = _("Năm {year} chi {paid}, thêm {more}") if increase > 0 else _("Năm {year} chi {paid}, bớt {more}")
    if not increase:
        text = _("Năm {year} vẫn chi {paid}")
    return text.format(year=year, paid=short_money(after), more=short_money(abs(increase)))


_GROUPS = {
    "poor": _("Hộ nghèo"),
    "near_poor": _("Hộ cận nghèo"),
    "ethnic": _("Dân tộc thiểu số"),
    "other": _("Người khác"),
}


def _groups(found: SupportResult, _values: Values, _data: Data) -> Picture | None:
    groups = by_group(found)
    if not groups:
        return None
    before, after = sum(group.before_vnd for group in groups), sum(group.after_vnd for group in groups)
    most = max(groups, key=lambda group: group.after_vnd - group.before_vnd)
    title = _("Tỉnh đóng {amount} mỗi tháng").format(amount=short_money(after))
    if after > before:
        title = _("Tỉnh thêm {amount}/tháng").format(amount=short_money(after - before))
        if all(group.after_vnd >= group.before_vnd for group in groups):  # else one has more than the whole
            title = _("{finding}, {share} cho {group}").format(
                finding=title,
                share=share(most.after_vnd - most.before_vnd, after - before),
                group=words.lower_first(_GROUPS[most.status.key]),
            )
    elif after < before:
        title = _("Tỉnh bớt {amount} mỗi tháng").format(amount=short_money(before - after))
    below = _("Hỗ trợ đóng BHXH tự nguyện, {month}, triệu đồng/tháng (làm tròn), toàn tỉnh.").format(
        month=short_month(found.month)
    )
    bars, rows = [], []
    for group in groups:
        own = millions(group.after_vnd)
        if group.before_vnd != group.after_vnd:
            own = _("{before} → {after}").format(before=millions(group.before_vnd), after=own)
        whole = millions(group.state_vnd + group.after_vnd)
        end = _("cộng {whole}: Nhà nước {state}, tỉnh {own}").format(
            whole=whole, state=millions(group.state_vnd), own=own
        )
        name = _("{group} ({count} người)").format(group=_GROUPS[group.status.key], count=number(group.people))
        kept = min(group.before_vnd, group.after_vnd)
        bars.append(Stack(name, group.state_vnd, kept, max(0, group.after_vnd - group.before_vnd), end))
        told = [
            millions(vnd)
            for vnd in (group.state_vnd, group.before_vnd, group.after_vnd, group.state_vnd + group.after_vnd)
        ]
        rows.append([_GROUPS[group.status.key], number(group.people), *told])
    state = sum(group.state_vnd for group in groups)
    rows.append([_("Cộng"), "", *(millions(vnd) for vnd in (state, before, after, state + after))])
    headers = [_("Nhóm"), _("Người"), _("Nhà nước"), _("Tỉnh, hiện nay"), _("Tỉnh, phương án"), _("Cả hai, phương án")]
    table = Table(_("Hỗ trợ đóng theo nhóm (triệu đồng/tháng)"), headers, rows)
    names = _("Nhà nước"), _("Tỉnh"), _("Tỉnh thêm")
    return Picture(title, [below], lambda told: pictures.stacks(told, bars, names), table)


def _each_group(found: SupportResult, _values: Values, _data: Data) -> str:
    """What the support of each group costs a month, and the province's part of it."""
    said = [
        _("{group} **{whole}** (tỉnh {own})").format(
            group=words.lower_first(_GROUPS[group.status.key]),
            whole=short_money(group.state_vnd + group.after_vnd),
            own=short_money(group.after_vnd),
        )
        for group in sorted(by_group(found), key=lambda group: STATUSES.index(group.status))
    ]
    return _("Hỗ trợ mỗi tháng: {groups}").format(groups=" · ".join(said)) if said else ""


def _items(found: SupportResult, values: Values, _data: Data) -> Picture | None:
    year = _year(found, values)
    items = by_item(found, year)
    if not items:
        return None
    before, after = sum(item.before_vnd for item in items), sum(item.after_vnd for item in items)
    parts, rows = [], []
    for item in items:
        name = _(item.lines[0].name) if len(item.lines) == 1 else _("Các khoản khác")
        if len(item.lines) > 1 and len({line.scheme for line in item.lines}) == 1:
            name = _("Hộ xếp lại theo chuẩn 2027")
        told = short_money(item.after_vnd)
        if item.before_vnd != item.after_vnd:
            told = _("{before} → {after}").format(before=short_money(item.before_vnd), after=told)
        parts.append((item.before_vnd, item.after_vnd, f"{name}: {told}"))
        rows.append([name, millions(item.before_vnd), millions(item.after_vnd)])
    rows.append([_("Cộng"), millions(before), millions(after)])
    below = _("Kinh phí theo khoản, {unit}, toàn tỉnh.").format(unit=pictures.scale_of(after)[1])
    headers = [_("Khoản"), _("Hiện nay"), _("Phương án")]
    table = Table(_("Năm {year} theo khoản (triệu đồng)").format(year=year), headers, rows)
    title = _year_finding(year, after, after - before)
    return Picture(title, [below], lambda told: pictures.stacked(told, parts), table)


def _rehabilitation(found: SupportResult, values: Values, data: Data) -> Picture | None:
    """Residents by month. Where the scenario leaves them alone and moves who helps after the centre, what that costs:
    two equal paths would answer another question."""
    people = residents(found)
    if people is None or people.current == people.trial:
        curve = cost_curve(found, social_evils.PER_HELPER, _year(found, values))
        if curve is not None and (people is None or curve.tried.count != curve.now.count):
            picture = _curve(curve)
            note = _("Phương án không đổi số người ở cơ sở.")
            return Picture(picture.title, [f"{picture.below[0]} {note}"], picture.draw, picture.table)
    if people is None:
        return None
    month = people.months[-1]
    text = _("Cơ sở cai nghiện: {before} lên {after} người từ {month}")
    before, after = people.current[-1], people.trial[-1]
    if after < before:
        text = _("Cơ sở cai nghiện: {before} còn {after} người từ {month}")
    if after == before:
        text, before = _("Cơ sở cai nghiện có {after} người theo quy định, {month}"), after
    else:
        month = people.months[people.trial.index(after)]
    title = text.format(before=number(before), after=number(after), month=f"{month.month}/{month.year}")
    rows = [
        [short_month(at), number(now), number(then), signed(then - now)]
        for at, now, then in zip(people.months, people.current, people.trial, strict=True)
    ]
    headers = [_("Tháng"), _("Hiện hành"), _("Phương án"), _("Tăng, giảm")]
    table = Table(_("Người cai nghiện có mặt bình quân trong tháng"), headers, rows, last_bold=False)

    def draw(told: tuple[str, list[str]]) -> dict[str, Any]:
        nothing = [0] * len(people.months)
        return charts.monthly_paths(told, people.months, people.current, people.trial, nothing, per=1)

    return Picture(title, [_("Người có mặt ở cơ sở theo tháng, người, toàn tỉnh.")], draw, table)


_STRIP = {
    "gender.women_leaders_agencies": _("Cơ quan có nữ lãnh đạo chủ chốt"),
    "gender.women_paid_workers": _("Nữ làm công hưởng lương"),
    "gender.women_in_agriculture": _("Lao động nữ làm nông nghiệp"),
    "gender.women_directors": _("Nữ giám đốc, chủ doanh nghiệp"),
    "gender.unpaid_work_ratio": _("Giờ việc nhà của nữ so với nam"),
    "gender.victims_supported_share": _("Nạn nhân bạo lực được hỗ trợ"),
    "gender.sex_ratio_at_birth": _("Bé trai trên 100 bé gái"),
    "gender.maternal_mortality": _("Tử vong mẹ trên 100.000 trẻ"),
}
"""Names short enough for a line."""


def _strip(found: SupportResult, _values: Values, data: Data) -> Hero | None:
    """Each target due next and the newest figure; "chưa có số" where nobody has counted."""
    area, year = found.area.policy_area, found.scenario.law_as_of.year
    reached = [row for row in data.figures(area) if row["quality"] in SHOWN]
    rows, counted = [], 0
    for key, lines in targets.targets_of(data, area).items():
        if key not in _STRIP:
            continue
        line = next((line for line in lines if line.year >= year), lines[-1])
        done = targets.newest(key, line.year, reached)
        counted += done is not None
        told = _("chưa có số") if done is None else _amount(done["value"], key)
        rows.append((_STRIP[key], targets.goal_words(line, _unit(key), targets.SIGNS), told))
        due = line.year
    if not rows:
        return None
    title = _("{all} chỉ tiêu: {count} chỉ tiêu đã có số").format(all=len(rows), count=counted)
    if not counted:
        title = _("{all} chỉ tiêu: chưa chỉ tiêu nào có số").format(all=len(rows))
    below = [
        _("Phải đạt đến hết {year}, đã đạt; toàn tỉnh.").format(year=due),
        _("Kinh phí: {quality}.").format(quality=words.lower_first(words.quality(found))),
    ]
    listed = "; ".join(" ".join(row) for row in rows)
    return f"{title}. {' '.join(below)} {listed}.", pictures.strip((title, below), rows)


def _unit(key: str) -> str:
    """What its name says already is not said again."""
    unit = indicator_units()[key]
    return unit if unit in ("percent", "times") else ""


def _amount(value: Decimal, key: str) -> str:
    return figure(value, _unit(key)).strip()


WORKERS, MODELS = _extra(_cost(employment.ABROAD)), _extra(_cost(gender.MODELS))
TRAINING, ITEMS, REHABILITATION = (_extra(each) for each in (_bridge, _items, _rehabilitation))
INSURANCE = _extra(_groups, _each_group)
TARGETS = Extra("", (), "", "", lambda *_told: "", lambda *_told: None, _strip)
