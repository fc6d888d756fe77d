"""The sentences of a what-if: the headline a leader reads aloud, why nothing changes, who pays, what the estimate covers.

Belongs here: words around figures (glossary.md has them). Does not: figures (models/policy) or drawing.
"""

from __future__ import annotations

from data.locale import _
from models.policy.budget_line import BudgetLine
from models.policy.headline import Headline, NoChange
from models.policy.protection import NORM
from models.policy.schemes import PROTECTION
from models.tables.parameters import UNVERIFIED_EVIDENCE
from pages.components.numbers import day, hedge, money, month, number, share
from pages.components.whatif import WhatIf


def headline(found: WhatIf) -> str:
    """One sentence: what is raised, from when, what it costs a month and in the budget years touched, for how many."""
    if found.no_change is not None:
        return no_change(found.no_change)
    parts = [
        _what(found) + ": " + _monthly(found.community),
        *_years(found.community),
    ]
    return "; ".join(parts) + ". " + _people(found.community)


def _what(found: WhatIf) -> str:
    h, change = found.community, found.change
    start = day(change.applies_from.first_day)
    people = (change.people_ppm - 1_000_000) // 10_000
    moved = h.norm_after != h.norm_before
    if not moved:
        verb = (
            _("Số đối tượng tăng {percent}% từ {start}") if people > 0 else _("Số đối tượng giảm {percent}% từ {start}")
        )
        return verb.format(percent=abs(people), start=start)
    who = _("Tỉnh nâng mức chuẩn") if change.provincial else _("Nâng mức chuẩn")
    text = _("{who} từ {before} lên {after} đồng/tháng từ {start}").format(
        who=who, before=number(h.norm_before), after=number(h.norm_after), start=start
    )
    if people:
        also = _("{text}, số đối tượng tăng {percent}%") if people > 0 else _("{text}, số đối tượng giảm {percent}%")
        text = also.format(text=text, percent=abs(people))
    return text


def _monthly(h: Headline) -> str:
    return _("kinh phí {change}/tháng ({percent})").format(
        change=change_words(h.increase_vnd), percent=share(abs(h.increase_vnd), h.baseline_vnd)
    )


def _years(h: Headline) -> list[str]:
    touched = [year for year in h.years if h.month.year <= year.year <= h.month.year + 1]
    if not touched:
        return []
    first = _("năm ngân sách {year} {change}").format(
        year=touched[0].year, change=change_words(touched[0].increase_vnd)
    )
    later = [_("năm {year} {change}").format(year=y.year, change=change_words(y.increase_vnd)) for y in touched[1:]]
    return [", ".join([first, *later])]


def _people(h: Headline) -> str:
    return _("Tính trên {people} người.").format(people=number(h.scenario_people))


def change_words(vnd: int) -> str:
    """ "tăng khoảng 9,33 tỷ đồng", "giảm khoảng 56 tỷ đồng", "không đổi"."""
    if vnd == 0:
        return _("không đổi")
    verb = _("tăng khoảng {amount}") if vnd > 0 else _("giảm khoảng {amount}")
    return verb.format(amount=money(abs(vnd)))


def no_change(why: NoChange) -> str:
    """Why the levers change nothing, naming the document that already gives as much."""
    law = _("mức chuẩn {value} đồng/tháng từ {start} ({document})").format(
        value=number(why.row.value), start=day(why.row.applies_from), document=why.row.document
    )
    known = _("Theo quy định tính đến ngày {day}").format(day=day(why.law_as_of))
    if why.kind == "at_current":
        return _(
            "Chưa thay đổi gì so với hiện hành. {known}: {law}. Kéo thanh mức chuẩn hoặc chọn một mức theo văn bản."
        ).format(known=known, law=law)
    if why.kind == "equals_law":
        return _(
            "Không thay đổi kinh phí. {known} đã có {law}; mức {value} đồng/tháng từ {month} bằng mức hiện hành."
        ).format(known=known, law=law, value=number(why.value), month=month(why.month))
    if why.kind == "below_law":
        return _(
            "Không thay đổi kinh phí. Mức {value} đồng thấp hơn mức chuẩn của Trung ương, áp dụng {law_value} đồng: {known} đã có {law}."
        ).format(value=number(why.value), law_value=number(why.row.value), known=known[0].lower() + known[1:], law=law)
    return _("Tổng kinh phí theo tháng hưởng không đổi; chỉ tháng chi trả thay đổi. {known}: {law}.").format(
        known=known, law=law
    )


def centre(found: WhatIf) -> str:
    """The second line: care in centres, outside the headline, moved by a national rise only."""
    h = found.centre
    if h.increase_vnd:
        return _(
            "Ngoài ra, nuôi dưỡng {people} người tại cơ sở (hệ số 4,0): {before} lên {after}/tháng, tối thiểu."
        ).format(people=number(h.baseline_people), before=money(h.baseline_vnd), after=money(h.scenario_vnd))
    return _("Nuôi dưỡng {people} người tại cơ sở (hệ số 4,0): {amount}/tháng, tối thiểu, không thay đổi.").format(
        people=number(h.baseline_people), amount=money(h.baseline_vnd)
    )


def path(found: WhatIf) -> str:
    """ "từ trên 24 tỷ đồng lên trên 33,33 tỷ đồng/tháng": a hedge survives every computation."""
    h = found.community
    return _("từ {before} lên {after}/tháng").format(
        before=hedge(found.qualifier, money(h.baseline_vnd)), after=hedge(found.qualifier, money(h.scenario_vnd))
    )


def back_pay(h: Headline) -> str:
    if h.back_pay_vnd == 0:
        return _("không có")
    months = h.first_paid.index - h.month.index
    return _("{amount} ({months} tháng), trả trong {month}").format(
        amount=money(h.back_pay_vnd), months=months, month=month(h.first_paid)
    )


def who_pays(found: WhatIf) -> str:
    """Source of the increment; central support is a decision nobody has recorded, so it is unknown, never 0."""
    change = found.community.increase_vnd
    local = (
        _("**Nguồn:** NSĐP {change}/tháng (cấp chi: chưa nhập)")
        if change
        else _("**Nguồn:** NSĐP không đổi (cấp chi: chưa nhập)")
    ).format(change=change_words(change))
    if found.funding.central_support_unknown:
        return local + " · " + _("NSTW hỗ trợ: chưa xác định")
    return local + " · " + _("phần tỉnh nâng riêng: NSTW không hỗ trợ")


def estimate(line: BudgetLine | None, year: int) -> str:
    """What the year's estimate covers; "chưa nhập" while there is none."""
    if line is None:
        return _("**Dự toán {year}:** chưa nhập").format(year=year)
    verdict = _("thừa {amount}") if line.balance_vnd >= 0 else _("thiếu {amount}")
    text = _("**Dự toán {year}:** {estimate}; ước chi cả năm {spent}; ").format(
        year=year, estimate=money(line.estimate_vnd), spent=money(line.spent_vnd)
    ) + verdict.format(amount=money(abs(line.balance_vnd)))
    if line.runs_out is not None and line.runs_out.month == 1:
        text += _("; không đủ chi ngay từ {month}").format(month=month(line.runs_out))
    elif line.runs_out is not None:
        text += _("; đến hết {before} còn {left}, không đủ chi {month}").format(
            before=month(line.runs_out.plus(-1)), left=money(line.left_before_vnd), month=month(line.runs_out)
        )
    return text


def verified(found: WhatIf) -> bool:
    """Whether the law stood on and the preset chosen have been read in a text or a reliable source."""
    row = found.law.applying_in(PROTECTION.norm, found.community.month)
    chosen = next((preset for preset in NORM.presets if preset.value == found.change.value), None)
    return row.is_verified and (chosen is None or chosen.evidence not in UNVERIFIED_EVIDENCE)
