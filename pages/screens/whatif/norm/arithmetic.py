"""The arithmetic of a what-if, one click away: inputs, formula, every product in exact đồng, law and quality."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from data.locale import _
from models.money import PPM
from models.policy.answers.whatif import WhatIf
from models.policy.areas.protection import Extra
from models.policy.cube import ROLES, VIEWS
from models.policy.engine import measures
from models.policy.engine.measures import clipped, protection_measures_extras
from models.policy.law.calendar import PENSION_ERA
from models.policy.law.law import DatedValue
from models.policy.schemes import CENTRE, MERIT, OVER_80, PENSION_80, RECONCILIATION
from models.wording.numbers import coefficient, day, dong, month, number, percent, share, short_month
from pages.ui.answers import words
from pages.ui.answers.tables import group_names, halves_of, pension_amounts
from pages.ui.format.tables import table
from pages.ui.session import choices
from pages.ui.session.loaders import Data


def show(found: WhatIf, data: Data) -> None:
    """All of it, top to bottom."""
    h, block = found.main, found.block
    st.markdown(_formula(found))
    _inputs(found, data)
    st.markdown(_("**Từng nhóm, {month}**").format(month=month(h.month)))
    st.markdown(_products(found, data))
    said = [choices.group_mark() if block.assumed_groups else "", words.rests_on(found.standing)]
    if mark := " ".join(filter(None, said)):
        st.caption(mark)
    st.markdown(
        _("**Tăng thêm mỗi tháng:** {after} − {before} = **{increase}** ({percent}).").format(
            after=dong(h.scenario_vnd),
            before=dong(h.baseline_vnd),
            increase=dong(h.increase_vnd),
            percent=share(h.increase_vnd, h.baseline_vnd),
        )
    )
    _payment(found)
    c = found.side
    laws = _(found.area.scheme.legal_source)
    if c is not None:
        st.markdown(
            _("**Nuôi dưỡng tại cơ sở (ngoài kinh phí trên):** {people} người: {before} → {after}.").format(
                people=number(c.baseline_people), before=dong(c.baseline_vnd), after=dong(c.scenario_vnd)
            )
        )
        laws = f"{laws}; {_(CENTRE.legal_source)}"
    st.caption(_("Căn cứ pháp lý: {laws}. Phương án {code}.").format(laws=laws, code=found.scenario.identity[:8]))


def _formula(found: WhatIf) -> str:
    if found.block.published is not None:
        return _(
            "**Công thức:** kinh phí tháng = tổng của (số suất × mức công bố của nhóm theo nghị định) + chênh lệch "
            "chưa phân bổ × mức chuẩn : mức chuẩn của kỳ số liệu. Nghị định chưa có bảng công bố: lấy bảng liền trước "
            "nhân tỷ lệ tăng, làm tròn nghìn (±1.000 đồng/người); mức thử khác: đúng tỷ lệ với mức của nghị định liền "
            "dưới. Mỗi ô làm tròn một lần đến đồng."
        )
    text = _(
        "**Công thức:** kinh phí tháng = tổng của (số đơn vị tính × hệ số × mức chuẩn) của các nhóm + chênh lệch chưa "
        "phân bổ × mức chuẩn : mức chuẩn của kỳ số liệu. Mỗi ô làm tròn một lần đến đồng."
    )
    indexed = found.change.indexed_percent
    if indexed != 100:
        text += " " + _("Mức áp dụng = {rest}% mức hiện hành + {indexed}% mức phương án.").format(
            rest=100 - indexed, indexed=indexed
        )
    return text


def _inputs(found: WhatIf, data: Data) -> None:
    block = found.block
    source = (
        _("đơn vị cập nhật, kỳ {month}") if block.uploaded else _("báo cáo năm 2023 (không ghi tháng; coi là {month})")
    )
    source = source.format(month=short_month(block.as_of))
    rows = [
        [_("Số đối tượng của kỳ số liệu"), number(int(block.people.sum())), source],
        [
            _("Mức chuẩn của kỳ số liệu"),
            dong(block.base_norm),
            _law(found, found.all_law.visible(found.area.scheme.norm, block.as_of, block.as_of)),
        ],
        [
            _("Mức chuẩn hiện hành {month}").format(month=month(found.main.month)),
            dong(found.main.norm_before),
            _law(found, found.law.applying_in(found.area.scheme.norm, found.main.month)),
        ],
        [_("Mức chuẩn phương án"), dong(found.main.norm_after), _("người dùng chọn")],
        [
            _("Quy định tính đến ngày"),
            day(found.scenario.law_as_of),
            _("văn bản ban hành sau ngày này coi như chưa có"),
        ],
    ]
    st.markdown(table([_("Đầu vào"), _("Giá trị"), _("Nguồn")], rows, numbers_from=9))


def _law(found: WhatIf, row: DatedValue) -> str:
    text = _("{document}, áp dụng từ {start}").format(document=row.document, start=day(row.applies_from))
    return text if row.is_verified else text + " · " + _("chưa kiểm chứng: lấy từ báo chí, cần đối chiếu văn bản gốc")


def _products(found: WhatIf, data: Data) -> str:
    """Province totals by group, so that the products can be checked by hand whatever the split over districts."""
    block, h = found.block, found.main
    place = found.cube.month_index[h.month]
    scenario = found.cube.by("group", "scenario", "entitled", found.scheme_code)
    before = found.cube.by("group", "baseline", "entitled", found.scheme_code)
    units: dict[str, int] = {}
    for group, count in zip(block.groups, block.units.tolist(), strict=True):
        units[group] = units.get(group, 0) + count
    added = {extra.group: extra.units for extra in _extras(found)}
    if pension_amounts(found) != (0, 0):
        for counted in (units, added):
            if OVER_80 in counted:
                counted[PENSION_80] = counted.pop(OVER_80)
    clauses = {rule["group"]: rule["clause"].split(";")[0] for rule in data.rules[found.scheme_code]}
    rows = []
    for group, name in group_names(found, data).items():
        if units.get(group) or added.get(group):
            exact = _exact(*(int(bill[group][place]) for bill in (before, scenario)))
            product = _product(found, data, group, units.get(group, 0), added.get(group, 0))
            rows.append([name, clauses.get(group, _("giả định")), product, *exact])
    if len(block.reconciliation):
        product = f"{number(int(block.reconciliation.sum()))} × {_norm(found)} : {number(block.base_norm)}"
        moved = [int(bill[RECONCILIATION][place]) for bill in (before, scenario)]
        rows.append(
            [_("Chênh lệch chưa phân bổ theo nhóm"), _("số báo cáo trừ tổng các nhóm"), product, *_exact(*moved)]
        )
    rows.append([_("Cộng"), "", "", *_exact(h.baseline_vnd, h.scenario_vnd)])
    headers = [_("Nhóm"), _("Căn cứ"), _("Phép tính phương án"), _("Hiện hành (đồng)"), _("Phương án (đồng)")]
    return table(headers, rows, numbers_from=2, last_bold=True)


def _product(found: WhatIf, data: Data, group: str, units: int, added: int) -> str:
    """The group's cells, moved by the percentage of people, and the people added to it, which no percentage moves."""
    each = _amount(found, data, group)
    people = found.change.people_in(found.main.month.index)
    cells = number(units) + (f" × {percent(Decimal(100 * people) / PPM, 4)}" if people != PPM else "") + f" × {each}"
    if not added:
        return cells
    return f"{cells} + {number(added)} × {each}" if units else f"{number(added)} × {each}"


def _amount(found: WhatIf, data: Data, group: str) -> str:
    """What a unit is multiplied by: coefficient x norm, the published amount, or one in proportion to it."""
    if found.block.published is not None:
        amount, *ratio = (number(factor) for factor in found.block.published.factors(found.main.norm_after, group))
        return f"{amount} × {ratio[0]} : {ratio[1]}" if ratio else amount
    if group == PENSION_80:
        return number(pension_amounts(found)[1])
    return f"{coefficient(halves_of(found, data)[group][1])} × {_norm(found)}"


def _norm(found: WhatIf) -> str:
    """The norm money follows: between the two where a part of the bill does not follow the scenario's."""
    indexed, h = found.change.indexed_percent, found.main
    return number(Decimal(h.norm_before * (100 - indexed) + h.norm_after * indexed) / 100)


def _extras(found: WhatIf) -> tuple[Extra, ...]:
    """People the scenario adds, as far as they are there in the headline's month."""
    asked = (
        measures.merit_extras(found.scenario)
        if found.area.scheme == MERIT
        else protection_measures_extras(found.scenario, {})
    )
    there = (extra for extra in asked if not (extra.until_pension and found.main.month >= PENSION_ERA))
    return clipped(tuple(there), found.block, found.change, found.cube.months[-1])


def _exact(*vnd: int) -> list[str]:
    return [number(int(amount), 0) for amount in vnd]


def _payment(found: WhatIf) -> None:
    h = found.main
    if h.back_pay_vnd:
        months = h.first_paid.index - found.change.applies_from.index
        text = _("**Truy lĩnh:** {months} tháng × {increase} = {amount}, cộng vào danh sách chi trả {paid}.")
        if months * h.increase_vnd != h.back_pay_vnd:  # the months owed are not all at the headline's rate
            text = _("**Truy lĩnh:** {months} tháng, cộng lại {amount}, trả trong danh sách chi trả {paid}.")
        st.markdown(
            text.format(
                months=months,
                increase=dong(h.increase_vnd),
                amount=dong(h.back_pay_vnd),
                paid=short_month(h.first_paid),
            )
        )
    rows = [
        [
            short_month(found.cube.months[place]),
            *_exact(*(found.cube.total(role, view, found.scheme_code)[place] for view in VIEWS for role in ROLES)),
        ]
        for place in found.year_places()
    ]
    headers = [
        _("Tháng"),
        _("Hiện hành, theo tháng hưởng"),
        _("Phương án"),
        _("Hiện hành, theo tháng chi"),
        _("Phương án"),
    ]
    st.markdown(_("**Từng tháng của năm ngân sách {year} (đồng)**").format(year=found.year))
    st.markdown(table(headers, rows))
