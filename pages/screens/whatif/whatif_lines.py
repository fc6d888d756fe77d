"""The lines beside the headline: who pays the increase, the other payments, what drives the range, what each measure adds.

Belongs here: rows of formatted text for the tabs of a what-if. Does not: how they are drawn or saved.
"""

from __future__ import annotations

from data.locale import _
from models.policy.answers.whatif import WhatIf
from models.policy.areas import protection as lines
from models.policy.areas.merit import CONVALESCENCE_CENTRE, CONVALESCENCE_HOME, GIFTS
from models.policy.areas.protection import AGED_70, ASSUMPTION_LEVEL, PENSION_70
from models.policy.cube import ROLES
from models.policy.engine.projection import LINES, PENSION_70_GROUP, PENSION_GROUP, project_cube
from models.policy.law.calendar import PENSION_ERA
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
from models.wording.numbers import millions, money, month, number, share, short_month, signed_millions
from pages.ui.answers.tables import Table
from pages.ui.session.loaders import Data

UNDECIDED = _("chưa xác định")


def who_pays(found: WhatIf) -> Table:
    """Sources of the increase of the headline month; what is not decided is said so and counts nowhere."""
    plan = found.funding
    rows = [
        [
            _(each.source.name), _(each.level),
            UNDECIDED if each.vnd is None else signed_millions(each.vnd),
            "" if each.vnd is None else share(abs(each.vnd), abs(plan.total_vnd)),
        ]
        for each in plan.shares
    ]  # fmt: skip
    rows.append([_("Cộng"), "", signed_millions(plan.total_vnd), ""])
    title = _("Nguồn của phần tăng thêm, {month} (triệu đồng/tháng)").format(month=month(found.main.month))
    return Table(title, [_("Nguồn"), _("Cấp chi, căn cứ"), _("Tăng thêm"), _("Tỷ lệ")], rows, numbers_from=2)


def other_lines(found: WhatIf, data: Data) -> Table:
    """Every other payment of the area in the month of the headline (gifts: in their budget year), by line; those without a
    number of people are named as "chưa nhập"."""
    rows = []
    codes = [code for code, scheme in SCHEMES.items() if scheme.policy_area == found.area.scheme.policy_area]
    for code in codes:
        if code != found.scheme_code and found.cube.has(code):
            rows += _rows(found, data, code)
    rows += [[_(SCHEMES[code].name), "", *_empty(found, code), SCHEMES[code].payer] for code in missing(found, codes)]
    headers = [
        _("Khoản"), _("Nhóm"), _("Nguồn"), _("Số lượng"), _("Hiện hành"), _("Phương án"), _("Tăng thêm"),
    ]  # fmt: skip
    title = _("Các khoản khác (triệu đồng), năm ngân sách {year}; không cộng vào kinh phí ở trên").format(
        year=found.year
    )
    return Table(title, headers, [[*row[:2], row[6], *row[2:6]] for row in rows], last_bold=False, numbers_from=3)


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
    SOCIAL_PENSION.code: (lines.PENSIONERS,),
    LEVELLING.code: tuple(bill for bill, _norm in lines.NEIGHBOURS.values()),
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
                _(SCHEMES[code].name), names.get(str(group), str(group)), _count(found, code, str(group), places),
                now, millions(after),
                signed_millions(after - before) if known_before else "", SCHEMES[code].payer,
            ]
        )  # fmt: skip
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


def drivers(found: WhatIf) -> Table:
    """What drives the range: each uncertain input at its ends, widest first."""
    rows = [
        [
            _(each.name), *(millions(v) if each.code == "bill" else number(v) for v in (each.low, each.high)),
            signed_millions(each.low_vnd), signed_millions(each.high_vnd), millions(each.width),
        ]
        for each in found.range.inputs
    ]  # fmt: skip
    headers = [
        _("Yếu tố"), _("Thấp"), _("Cao"), _("Tăng thêm khi thấp"), _("Tăng thêm khi cao"), _("Độ rộng"),
    ]  # fmt: skip
    title = _("Yếu tố làm kết quả dao động, {month} (kinh phí: triệu đồng/tháng)")
    return Table(title.format(month=month(found.main.month)), headers, rows, False, last_bold=False)


def measures(found: WhatIf) -> Table:
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
    return "" if found.scenario.value(lines.PENSIONERS) != UNSET else _("Trợ cấp hưu trí xã hội: chưa nhập số người.")


def health_cards_note(found: WhatIf) -> str:
    """What the cards cost at most a month in the headline's month."""
    if not found.cube.has(HEALTH_CARDS.code):
        return ""
    place = found.cube.places[found.main.month]
    vnd = int(found.cube.total("scenario", "entitled", HEALTH_CARDS.code)[place])
    return _(
        "Thẻ BHYT tối đa {amount}/tháng ({month}): mỗi người một thẻ tốt nhất; theo lương cơ sở, không theo mức chuẩn."
    ).format(amount=money(vnd), month=month(found.main.month))


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
