"""The answer of a what-if: headline, tiles, chart, breakdown by group and district, lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

import streamlit as st

from data.locale import _
from models.policy.answers.ladder import PATHS
from models.policy.answers.standing import LOWERED_TO_70, Standing
from models.policy.answers.whatif import WhatIf, WhatIfArea, decreed
from models.policy.areas import protection
from models.policy.areas.merit import CONVALESCENCE_CENTRE, CONVALESCENCE_HOME, GIFTS
from models.policy.areas.protection import AGED_70, ASSUMPTION_LEVEL, PENSION_70
from models.policy.cube import ROLES, View
from models.policy.engine.projection import LINES, PENSION_70_GROUP, PENSION_GROUP, project_cube
from models.policy.law.calendar import PENSION_ERA
from models.policy.law.law import DatedValue
from models.policy.levers.clock import TODAY, eve_of
from models.policy.levers.levers import UNSET, Lever
from models.policy.schemes import (
    CONVALESCENCE,
    GIFTS_CENTRAL,
    GIFTS_PROVINCE,
    HEALTH_CARDS,
    LEVELLING,
    MANAGEMENT,
    MERIT,
    SCHEMES,
    SOCIAL_PENSION,
    SOCIAL_PENSION_AMOUNT,
)
from models.wording.numbers import (
    hedge,
    millions,
    money,
    month,
    number,
    share,
    short_money,
    short_month,
    signed_millions,
)
from models.wording.words import short_document
from pages.screens.whatif.norm import arithmetic, cases, goal_seek
from pages.ui.answers import tables, words
from pages.ui.answers.tables import Table
from pages.ui.charts import charts
from pages.ui.format.tables import AREA_WORDS, table
from pages.ui.frame import template
from pages.ui.levers.ladder import ladder
from pages.ui.levers.widgets import drawn_again, put, stand_on
from pages.ui.session import choices
from pages.ui.session.loaders import Data

UNDECIDED = _("chưa xác định")


def who_pays(found: WhatIf) -> Table:
    """Sources of the increase of the headline month; what is not decided is said so and counts nowhere."""
    plan = found.funding
    rows = [
        [
            _(each.source.name),
            _(each.level),
            UNDECIDED if each.vnd is None else signed_millions(each.vnd),
            "" if each.vnd is None else share(abs(each.vnd), abs(plan.total_vnd)),
        ]
        for each in plan.shares
    ]
    rows.append([_("Cộng"), "", signed_millions(plan.total_vnd), ""])
    title = _("Nguồn của phần tăng thêm, {month} (triệu đồng/tháng)").format(month=month(found.main.month))
    return Table(title, [_("Nguồn"), _("Cấp chi, căn cứ"), _("Tăng thêm"), _("Tỷ lệ")], rows, numbers_from=2)


def other_lines(found: WhatIf, data: Data) -> Table:
    """Every other payment of the area in the month of the headline (gifts: in their budget year), by line; those
    without a number of people are named as "chưa nhập"."""
    rows = []
    codes = [code for code, scheme in SCHEMES.items() if scheme.policy_area == found.area.scheme.policy_area]
    for code in codes:
        if code != found.scheme_code and found.cube.has(code):
            rows += _rows(found, data, code)
    rows += [[_(SCHEMES[code].name), "", *_empty(found, code), SCHEMES[code].payer] for code in missing(found, codes)]
    headers = [_("Khoản"), _("Nhóm"), _("Nguồn"), _("Số lượng"), _("Hiện hành"), _("Phương án"), _("Tăng thêm")]
    title = _("Các khoản khác (triệu đồng), năm ngân sách {year}; không cộng vào kinh phí ở trên").format(
        year=found.year
    )
    rows = [[*row[:2], row[6], *row[2:6]] for row in rows]
    return Table(title, headers, rows, last_bold=False, numbers_from=3, standing=_lines_rest_on(found))


def _lines_rest_on(found: WhatIf) -> Standing:
    """Counts of the other payments are typed in, but for cards, which follow the answer's people."""
    groups = found.standing.groups if found.cube.has(HEALTH_CARDS.code) else ()
    others = (LOWERED_TO_70,) if (found.cube.groups == PENSION_70_GROUP).any() else ()
    return Standing("assumed" if groups or others else "entered", groups, others)


def missing(found: WhatIf, codes: list[str]) -> list[str]:
    """Lines of the area that have no row because nobody has given a headcount."""
    return [code for code in codes if code != found.scheme_code and not found.cube.has(code)]


def _empty(found: WhatIf, code: str) -> list[str]:
    """Why the line has no row: a switch that is off, a nought that was typed, or no number at all."""
    if code in SWITCHED:
        return [_("chưa bật"), "", "", ""]
    typed = [found.scenario.number(lever) for lever in COUNTED.get(code, ()) if found.scenario.value(lever) != UNSET]
    if not typed:
        return [_("chưa nhập"), "", "", ""]
    # A number without a row: the law of the day has no such benefit, or an amount is missing; the lever says which.
    return [number(sum(typed)), "", "", ""] if any(typed) else ["0", "0", "0", "0"]


SWITCHED = (HEALTH_CARDS.code, MANAGEMENT.code)
COUNTED: dict[str, tuple[Lever, ...]] = {scheme.code: tuple(levers.values()) for scheme, levers, _per in LINES} | {
    SOCIAL_PENSION.code: (protection.PENSIONERS,),
    LEVELLING.code: tuple(bill for bill, _norm in protection.NEIGHBOURS.values()),
    CONVALESCENCE.code: (CONVALESCENCE_HOME, CONVALESCENCE_CENTRE),
    GIFTS_CENTRAL.code: tuple(lever for gift in GIFTS for lever in (gift.high_count, gift.low_count)),
    GIFTS_PROVINCE.code: tuple(gift.province_count for gift in GIFTS),
}
"""Levers that give a line its number."""
COURSES = {"home": CONVALESCENCE_HOME, "centre": CONVALESCENCE_CENTRE}


def _rows(found: WhatIf, data: Data, code: str) -> list[list[str]]:
    cube, places = found.cube, found.year_places()
    names = {rule["group"]: rule["name"] for rule in data.rules.get(code, [])} | _GROUP_WORDS
    money = {role: cube.by("group", role, "entitled", code) for role in ROLES}
    rows = []
    for group in money["baseline"]:
        before, after = (int(money[role][group][places].sum()) for role in ROLES)
        known_before = not (code == GIFTS_PROVINCE.code and _province_gift_now_unset(found, str(group)))
        now = _("chưa hưởng") if group == PENSION_70_GROUP else millions(before) if known_before else _("chưa nhập")
        rows.append(
            [
                _(SCHEMES[code].name),
                names.get(str(group), str(group)),
                _count(found, code, str(group), places),
                now,
                millions(after),
                signed_millions(after - before) if known_before else "",
                SCHEMES[code].payer,
            ]
        )
    return rows


def _count(found: WhatIf, code: str, group: str, places: list[int]) -> str:
    if code == CONVALESCENCE.code:
        return number(found.scenario.number(COURSES[group]))
    most = max(found.cube.people_by_group("scenario", code, place)[group] for place in places)
    return number(most) if most else ""


def _province_gift_now_unset(found: WhatIf, group: str) -> bool:
    return any(group == f"{gift.code}_province" and found.scenario.value(gift.province_now) == UNSET for gift in GIFTS)


_GROUP_WORDS = {
    PENSION_GROUP: _("Từ đủ 75 tuổi"),
    PENSION_70_GROUP: _("Từ đủ 70 đến dưới 75 tuổi (hạ tuổi, giả định)"),
    "health_card": _("Mọi người hưởng tại cộng đồng"),
    "nam_dinh": _("Nam Định (cũ)"),
    "ninh_binh": _("Ninh Bình (cũ)"),
    "home": _("Tại nhà"),
    "centre": _("Tập trung"),
    "fee": _("Trên kinh phí NSTW"),
} | {
    f"{gift.code}_{level}": f"{_(gift.name)}: {words}"
    for gift in GIFTS
    for level, words in (("high", _("mức 1")), ("low", _("mức 2")), ("province", _("quà của tỉnh")))
}


def line_drivers(found: WhatIf) -> Table:
    """What drives the range: each uncertain input at its ends, widest first."""
    rows = [
        [
            _(each.name),
            *(millions(v) if each.code == "bill" else number(v) for v in (each.low, each.high)),
            signed_millions(each.low_vnd),
            signed_millions(each.high_vnd),
            millions(each.width),
        ]
        for each in found.range.inputs
    ]
    headers = [_("Yếu tố"), _("Thấp"), _("Cao"), _("Tăng thêm khi thấp"), _("Tăng thêm khi cao"), _("Độ rộng")]
    title = _("Yếu tố làm kết quả dao động, {month} (kinh phí: triệu đồng/tháng)")
    return Table(title.format(month=month(found.main.month)), headers, rows, False, last_bold=False)


def line_measures(found: WhatIf) -> Table:
    """What each measure adds alone, their interaction, and the total."""
    rows = [[_(bar.name), signed_millions(bar.vnd)] for bar in found.bars]
    rows.append([_("Cộng: tăng thêm mỗi tháng"), signed_millions(found.main.increase_vnd)])
    title = _("Từng biện pháp, {month} (triệu đồng/tháng)").format(month=month(found.main.month))
    return Table(title, [_("Biện pháp"), _("Tăng thêm")], rows, False)


def pension_note(found: WhatIf) -> str:
    """Why the social pension has no line, where the law of the chosen day does not know it."""
    if found.area.scheme == MERIT or found.cube.has(SOCIAL_PENSION.code):
        return ""
    if not found.law.has(SOCIAL_PENSION_AMOUNT):
        return _("Quy định tính đến ngày đã chọn chưa có trợ cấp hưu trí xã hội (từ {month}).").format(
            month=short_month(PENSION_ERA)
        )
    return (
        "" if found.scenario.value(protection.PENSIONERS) != UNSET else _("Trợ cấp hưu trí xã hội: chưa nhập số người.")
    )


def health_cards_note(found: WhatIf) -> str:
    """What the cards cost at most a month in the headline's month."""
    if not found.cube.has(HEALTH_CARDS.code):
        return ""
    place = found.cube.month_index[found.main.month]
    vnd = int(found.cube.total("scenario", "entitled", HEALTH_CARDS.code)[place])
    return _(
        "Thẻ BHYT tối đa {amount}/tháng ({month}): mỗi người một thẻ tốt nhất; theo lương cơ sở, không theo mức chuẩn."
    ).format(amount=money(vnd), month=month(found.main.month))


def gifts_note(found: WhatIf) -> str:
    """Which occasions the President's gifts were decided for, as far as it is known."""
    if not found.cube.has(GIFTS_CENTRAL.code):
        return ""
    return _(
        "Quà của Chủ tịch nước theo từng quyết định: 600.000 và 300.000 đồng Tết 2023 (QĐ 1548), 27/7/2023 (QĐ 715), "
        "Tết 2026 (QĐ 01); 500.000 đồng 30/4 và 2/9/2025 (QĐ 689). Dịp khác chưa có quyết định trong hệ thống: mức "
        "đang tính là giả định."
    )


def pension_range(found: WhatIf) -> str:
    """What lowering the pension age to 70 adds in the year at the low, central and high number of people."""
    if found.area.scheme == MERIT or found.scenario.value(PENSION_70) != 1 or not found.cube.has(SOCIAL_PENSION.code):
        return ""
    words = []
    for level, name in (("low", _("thấp")), ("central", _("trung bình")), ("high", _("cao"))):
        if found.scenario.value(AGED_70[level]) == UNSET:
            words.append(_("{level} chưa nhập").format(level=name))
            continue
        asked = found.scenario.with_value(ASSUMPTION_LEVEL.key, level)
        cube = project_cube(found.baseline, found.all_law, asked, found.cube.months)
        added = cube.by("group", "scenario", "entitled", SOCIAL_PENSION.code).get(PENSION_70_GROUP)
        vnd = 0 if added is None else int(added[found.year_places()].sum())
        words.append(_("{level} {amount}").format(level=name, amount=money(vnd)))
    return _("Hạ tuổi hưu trí xã hội xuống 70, năm {year} (giả định): {words}.").format(
        year=found.year, words="; ".join(words)
    )


def measures(found: WhatIf) -> None:
    """What each measure adds alone, and their interaction."""
    if not found.bars:
        st.info(
            _("Chưa có biện pháp nào khác hiện hành. Kéo mức chuẩn hoặc mở “Ai thuộc diện” để đổi hệ số, số người.")
        )
        return
    content = line_measures(found)
    bars = [(_(bar.name), bar.vnd) for bar in found.bars]
    left, right = st.columns([3, 2], gap="medium")
    with left:
        st.caption(content.title)
        rests = words.rests_on(found.standing)
        spec = charts.waterfall(bars, (_("Tăng thêm mỗi tháng"), found.main.increase_vnd), rests)
        st.vega_lite_chart(spec, key=f"{found.area.prefix}thac-nuoc", width="stretch", alt=content.title)
    with right:
        st.markdown(table(content.headers, content.rows, last_bold=True))
        st.caption(
            _(
                "Mỗi biện pháp được tính riêng trên nền hiện hành; phần các biện pháp cùng lúc làm thay đổi thêm là "
                "“Tác động kết hợp”."
            )
        )
        _marked(found, content, "bien-phap")


def drivers(found: WhatIf) -> None:
    """Which input the range comes from."""
    if not found.range.inputs:
        st.info(_("Các số đầu vào đều là số đúng, không có giả định thấp, cao: kết quả không có khoảng dao động."))
        return
    if not found.range.is_a_range:
        text = (
            _("Chưa đổi gì so với hiện hành nên chưa có khoảng dao động.")
            if found.no_change is not None
            else _("Phần tăng thêm của phương án không phụ thuộc các số chưa chắc chắn: không có khoảng dao động.")
        )
        st.info(text)
        return
    content = line_drivers(found)
    st.caption(content.title)
    rows = [(_(each.name), each.low_vnd, each.high_vnd) for each in found.range.inputs]
    spec = charts.tornado(rows, words.rests_on(found.standing))
    st.vega_lite_chart(spec, key=f"{found.area.prefix}loc-xoay", width="stretch", alt=content.title)
    st.markdown(table(content.headers, content.rows))
    _marked(found, content, "dao-dong")
    st.caption(
        _(
            "“trên”, “gần”, “khoảng” được hiểu là trong một đơn vị của chữ số cuối báo cáo ghi: “trên 24 tỷ” là từ 24 "
            "đến dưới 25 tỷ."
        )
    )


TABS, VIEW, FORMER = "bang", "cach-xem", "huyen-cu"


SAYS = {"answer": words.answer, "facts": words.with_it, "sentence": words.headline, "title": words.finding}
"""What an answer says, by the names the ladder has for it."""


def sentence(found: WhatIf, said: str) -> None:
    """To be read aloud; the browser has it where it shows the lever."""
    if ladder.is_on(found.area.prefix):
        st.empty()
    elif found.no_change is None:
        st.markdown(f"#### {said}", anchors=False)
    else:
        st.info(said)


def marks(found: WhatIf) -> None:
    """What the answer is compared with, what it rests on, how far it may be off."""
    if found.no_change is not None:
        st.empty()  # a fragment may fill later only what it has written to on arrival
        return
    st.markdown(" ".join([f"**{words.compared(found)}**", words.rests_on(found.standing)]))
    if said := words.interval(found):
        st.caption(said)


def picture(found: WhatIf) -> None:
    """By month, today's law and the scenario."""
    if ladder.is_offered(found.area.prefix):
        ladder.picture(found.area.prefix, _paths(found, _view(found.area)))
    if not ladder.is_on(found.area.prefix):
        _chart(found, _view(found.area))


def _paths(found: WhatIf, view: View) -> dict[str, Any]:
    """Both paths where the levers stand, by view, what is marked in the picture, and its words."""
    months = [found.cube.months[place] for place in found.window]
    current, trial = (
        {name: found.cube.total(role, each, found.scheme_code)[found.window].tolist() for name, each in PATHS.items()}
        for role in ROLES
    )
    return {
        "view": next(name for name, each in PATHS.items() if each == view),
        "months": [short_month(each) for each in months],
        "current": current,
        "trial": trial,
        "marks": [*words.series_breaks(found, months), *words.decree_ticks(found, months)],
        "ceiling": _ceiling(found),
        "unit": _("tỷ đồng/tháng"),
    }


def _ceiling(found: WhatIf) -> dict[str, Any] | None:
    """What is left of the year's budget, evenly over the months to come; None while none is entered."""
    line = found.budget
    if line is None or not line.months_left:
        return None
    ahead = [
        index
        for index, place in enumerate(found.window)
        if found.cube.months[place].year == found.year
        and (line.actual_to is None or found.cube.months[place] > line.actual_to)
    ]
    if not ahead:
        return None
    vnd = (line.granted_vnd - (line.actual_vnd or 0)) // line.months_left
    said = _("dự toán {year} bình quân {amount}/tháng").format(year=found.year, amount=money(vnd))
    return {"vnd": vnd, "first": ahead[0], "last": ahead[-1], "words": said}


def options(found: WhatIf, data: Data) -> None:
    """One click each: the other view, what a decree brought, today's law."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        _choose_view(found.area)
        goal_seek.offer(found, data)
        row, later = offers(found)
        if row is not None:
            _offer_effect(found, row)
        if later:
            st.button(_("Tính theo quy định hôm nay"), on_click=_to_today, key=f"{found.area.prefix}den-hom-nay")


def offers(found: WhatIf) -> tuple[DatedValue | None, bool]:
    """What is offered that the norm may open or close: a decree's effect, today's law."""
    return None if found.no_change is None else found.no_change.row, bool(words.later(found))


def notes(found: WhatIf) -> None:
    """Who pays, the year's estimate, and what must not be overlooked about the figures."""
    st.markdown(words.who_pays(found) + "  \n" + words.budget(found.budget, found.year))
    if warned := words.below_law(found):
        st.warning(warned)
    said = [words.pension(found), words.centre(found), words.estimated(found)]
    if not found.is_verified:
        said.append(_("Chưa kiểm chứng: mức này lấy từ báo chí, cần đối chiếu văn bản gốc trước khi trình."))
    lines = [" ".join(note for note in said if note) if found.no_change is None else "", words.later(found)]
    for line in filter(None, lines):
        st.caption(line)


def _choose_view(area: WhatIfArea) -> None:
    st.segmented_control(
        _("Cách xem"),
        list(words.VIEW_WORDS),
        default="entitled",
        required=True,
        key=area.prefix + VIEW,
        format_func=lambda view: words.VIEW_WORDS[view],
        label_visibility="collapsed",
        persist_state="session",
    )


def _view(area: WhatIfArea) -> View:
    return "paid" if st.session_state.get(area.prefix + VIEW) == "paid" else "entitled"


def _offer_effect(found: WhatIf, row: DatedValue) -> None:
    """One click to what the decree itself brought, against the law before it."""
    if row.applies_month >= found.cube.months[0]:
        st.button(
            _("Xem tác động của {document}").format(document=short_document(row.document)),
            on_click=_to_effect,
            args=(found.area, row),
            key=f"{found.area.prefix}tac-dong",
        )


def effect_of(area: WhatIfArea, row: DatedValue) -> None:
    """A decree's own effect (callback): its norm, month and first list, on the law known the day before it was
    issued."""
    stand_on(eve_of(row).isoformat())
    given = decreed(area, row)
    for lever in area.all_levers:
        if lever.key in given:
            put(lever, given[lever.key])


def _to_effect(area: WhatIfArea, row: DatedValue) -> None:
    effect_of(area, row)
    st.rerun()


def _to_today() -> None:
    stand_on(TODAY)
    st.rerun()


def outcome(found: WhatIf) -> None:
    """In sight however far the page is scrolled: the month, the change, what is paid late, the year, the estimate."""
    h = found.main
    # A year before the change says nothing of it.
    year = next(year for year in h.years if year.year == max(found.year, found.change.applies_from.year))
    back = _plus(h.back_pay_vnd) if h.back_pay_vnd else _("không có")
    # At the name, not at the figure: a row of five has no room for wider figures.
    about = "≈ " if found.standing.is_assumed else ""
    rests = words.rests_on(found.standing)
    compared = _("{share}; {compared}").format(
        share=share(h.increase_vnd, h.baseline_vnd), compared=words.compared(found)
    )
    tiles = (
        (_("Kinh phí {month}"), h.month, hedge(found.qualifier, short_money(h.scenario_vnd)), words.path(found)),
        (
            about
            + (_("Giảm so với {norm}") if h.increase_vnd < 0 else _("Tăng so với {norm}")).format(
                norm=number(h.norm_before)
            ),
            h.month,
            _plus(h.increase_vnd),
            compared,
        ),
        ((about if h.back_pay_vnd else "") + _("Truy lĩnh {month}"), h.first_paid, back, words.back_pay(found)),
    )
    label = about + _("Cả năm {year}").format(year=year.year)
    for name, when, value, more in tiles:
        st.metric(name.format(month=short_month(when)), value, help=f"{more}. {rests}".strip(), width="stretch")
    more = words.change_words(year.increase_vnd)
    st.metric(label, _plus(year.increase_vnd), help=f"{more}. {rests}".strip(), width="stretch")
    estimate = words.budget(found.budget, found.year)
    name = _("Dự toán {year}").format(year=found.year)
    st.metric(name, words.against(found.budget), help=f"{estimate}. {rests}".strip(), width="stretch")


def _plus(vnd: int) -> str:
    if vnd == 0:
        return "0"
    return ("+" if vnd > 0 else "−") + short_money(abs(vnd))


def _chart(found: WhatIf, view: View) -> None:
    cube, places = found.cube, found.window
    current, trial = (cube.total(role, view, found.scheme_code)[places].tolist() for role in ROLES)
    back = [0] * len(places)
    if view == "paid":
        late = cube.late("scenario", found.scheme_code)
        back = [max(0, int(late[place])) for place in places]
    months = [cube.months[place] for place in places]
    unit = _("Kinh phí {bill}, {view}, triệu đồng/tháng, toàn tỉnh.").format(
        bill=_(found.area.bill_words), view=words.VIEW_WORDS[view].lower()
    )
    below = [unit, " ".join(line for line in (words.compared(found), words.rests_on(found.standing)) if line)]
    spec = charts.monthly_paths(
        (words.finding(found), below),
        months,
        current,
        trial,
        back,
        breaks=words.series_breaks(found, months),
        ticks=words.decree_ticks(found, months),
    )
    with template.picture(found.area.prefix, is_stopgap=ladder.is_served()):
        st.vega_lite_chart(
            spec,
            key=f"{found.area.prefix}bieu-do",
            width="stretch",
            height="stretch",
            alt=" ".join([f"{words.finding(found)}.", *below]),
        )


WHOLE = "bang-du"


def details(found: WhatIf, data: Data) -> None:
    """Closed until somebody asks."""
    title = _("Chi tiết: nhóm, huyện, xã, năm, nguồn, cách tính, trường hợp cụ thể")
    template.details(found.area.prefix, title, partial(answer_tables, found, data))


def is_open(area: WhatIfArea) -> bool:
    return bool(st.session_state.get(area.prefix + template.DETAILS))


def answer_tables(found: WhatIf, data: Data) -> None:
    """Only the open one is made."""
    bodies: dict[str, Callable[[], None]] = {
        _("Nhóm"): lambda: _table(found, tables.by_group(found, data), "theo-nhom"),
        AREA_WORDS[data.level(found.block.as_of)]: lambda: _areas(found, data),
        _("Năm ngân sách"): lambda: _years(found),
        _("Nguồn"): lambda: _table(found, who_pays(found), "nguon"),
        _("Khoản khác"): lambda: _others(found, data),
        _("Biện pháp"): lambda: measures(found),
        _("Dao động"): lambda: drivers(found),
        _("Tính ngược từ kinh phí"): lambda: goal_seek.show(found, data),
        _("Trường hợp cụ thể"): lambda: cases.show(found, data),
        _("Cách tính"): lambda: arithmetic.show(found, data),
    }
    tabs = st.tabs(list(bodies), key=found.area.prefix + TABS, on_change=drawn_again)
    for tab, body in zip(tabs, bodies.values(), strict=True):
        with tab:
            if tab.open:
                body()


def _others(found: WhatIf, data: Data) -> None:
    _table(found, other_lines(found, data), "khoan-khac")
    notes = [health_cards_note(found), gifts_note(found), pension_range(found), pension_note(found)]
    said = "  \n".join(note for note in notes if note)
    if said:
        st.caption(said)


def _areas(found: WhatIf, data: Data) -> None:
    if not found.block.uploaded and found.scheme_code not in data.sent_schemes:
        choices.switch(data)
    rows = tables.by_area(found, data)
    if rows is None:
        source = _("Báo cáo năm 2023")
        if found.block.uploaded:
            source = _("Kỳ {month}").format(month=short_month(found.block.as_of))
        st.info(
            _(
                "Chưa có số liệu theo {areas}. {source} chỉ có số toàn tỉnh; tải tệp số liệu ở trang Cập nhật số liệu."
            ).format(areas=AREA_WORDS[data.level(found.block.as_of)].lower(), source=source)
        )
        return
    if found.block.level != "commune":
        _table(found, rows, "theo-huyen")
        return
    former = st.toggle(_("Xem theo sáu huyện cũ (quy đổi)"), key=found.area.prefix + FORMER, persist_state="session")
    if not former:
        _table(found, rows, "theo-xa-phuong")
        return
    _table(found, tables.by_former_district(found, data), "theo-huyen-cu")
    st.caption(tables.former_note())


def _years(found: WhatIf) -> None:
    _table(found, tables.by_year(found), "theo-nam")
    block = found.block
    held = (
        _("Số người giữ theo báo cáo 2023 cho mọi năm.")
        if not block.uploaded
        else _("Số người giữ theo kỳ số liệu {month} cho mọi năm.").format(month=short_month(block.as_of))
    )
    pension = _(
        "Từ 7/2025 người từ đủ 80 tuổi không có lương hưu chuyển sang trợ cấp hưu trí xã hội: số năm 2026, 2027 chỉ để "
        "tham khảo."
    )
    moved = found.area.scheme != MERIT and block.as_of < PENSION_ERA
    st.caption(f"{held} {pension}" if moved else held)


FIRST_ROWS = 5


def _size(row: Sequence[str]) -> Decimal:
    """Of the amount in the row's last cell, which is written for the screen."""
    digits = "".join(sign for sign in row[-1] if sign.isdigit() or sign == ",").replace(",", ".")
    return Decimal(digits or 0)


def _table(found: WhatIf, content: Table, name: str) -> None:
    """The five largest rows, how many others there are and the total; all on request."""
    shortened = content.rows
    if len(content.rows) > FIRST_ROWS + 2 and not st.toggle(
        _("Xem cả {count} dòng").format(count=len(content.rows)), key=found.area.prefix + WHOLE, persist_state="session"
    ):
        total = content.rows[-1:] if content.last_bold else []
        each = content.rows[: len(content.rows) - len(total)]
        largest = sorted(each, key=_size, reverse=True)[:FIRST_ROWS]
        others = [_("… {count} dòng khác").format(count=len(each) - FIRST_ROWS), *[""] * (len(content.headers) - 1)]
        shortened = [*(row for row in each if row in largest), others, *total]
    body = table(content.headers, shortened, numbers_from=content.numbers_from, last_bold=content.last_bold)
    # One text, not two: every element is a message of its own at every move.
    st.markdown(f"**{content.title}**\n\n{body}")
    _marked(found, content, name)


def _marked(found: WhatIf, content: Table, name: str) -> None:
    """Below a table: what it rests on, and its file."""
    if mark := tables.marks(found, content):
        st.caption(mark)
    tables.button(found, content, name)
