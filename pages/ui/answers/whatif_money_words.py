"""Who pays and what the estimate covers, as sentences.

Belongs here: words around funding shares and the budget line. Does not: the rules (models/policy/answers/funding.py, budget_line.py).
"""

from __future__ import annotations

from collections.abc import Mapping

from data.locale import _
from models.policy.answers.budget import BudgetLine
from models.policy.answers.funding import CENTRAL, LOCAL
from models.policy.answers.whatif import WhatIf, WhatIfArea
from models.policy.areas.support import SupportArea
from models.policy.levers.levers import UNSET, LeverValue
from models.policy.schemes import MERIT
from models.wording.numbers import money, month, share
from pages.ui.answers.whatif_words import change_a_month


def who_pays(found: WhatIf) -> str:
    """Sources of the increment in one line; central support nobody has recorded is unknown, never 0."""
    plan = found.funding
    if found.area.scheme == MERIT:
        return _("**Nguồn:** NSTW bảo đảm 100%, kinh phí ủy quyền {change}; không cộng vào ngân sách tỉnh").format(
            change=change_a_month(plan.total_vnd)
        )
    known = [each for each in plan.shares if each.vnd is not None and each.source != CENTRAL]
    listed = [
        _("{source} {change} ({level})").format(
            source=_SOURCE_WORDS.get(each.source, _(each.source.name)), change=change_a_month(each.vnd or 0), level=_(each.level)
        )
        for each in known
    ]  # fmt: skip
    central = next((each for each in plan.shares if each.source == CENTRAL), None)
    if central is not None and central.vnd is None:
        listed.append(_("NSTW hỗ trợ: chưa xác định"))
    elif central is not None:
        listed.append(_("NSTW hỗ trợ {change}").format(change=change_a_month(central.vnd or 0)))
    elif plan.local_alone_vnd:
        listed.append(_("phần tỉnh nâng riêng: NSTW không hỗ trợ"))
    elif not plan.total_vnd:
        listed.append(_("NSTW hỗ trợ: chưa xác định"))
    text = _("**Nguồn:** {listed}").format(listed=" · ".join(listed))
    return text + (" · " + _("tỷ lệ các nguồn vượt 100%, chưa dùng") if plan.over else "")


_SOURCE_WORDS = {LOCAL: _("NSĐP")}


def budget(line: BudgetLine | None, year: int) -> str:
    """What the year's estimate covers; "chưa nhập" while there is none."""
    if line is None:
        return _("**Dự toán {year}:** chưa nhập").format(year=year)
    verdict = _("thừa {amount}") if line.balance_vnd >= 0 else _("thiếu {amount}")
    granted = money(line.estimate_vnd)
    if line.supplement_vnd:
        granted = _("{estimate} + bổ sung {supplement}").format(estimate=granted, supplement=money(line.supplement_vnd))
    text = _("**Dự toán {year}:** {granted}; ").format(year=year, granted=granted)
    if line.actual_vnd is not None and line.actual_to is not None:
        text += _("lũy kế đến hết {month} {actual} (đạt {share}); ").format(
            month=month(line.actual_to), actual=money(line.actual_vnd), share=share(line.actual_vnd, line.granted_vnd)
        )
    text += _("ước chi cả năm {spent}; ").format(spent=money(line.spent_vnd)) + verdict.format(
        amount=money(abs(line.balance_vnd))
    )
    if line.runs_out is not None and line.runs_out.month == 1:
        text += _("; không đủ chi ngay từ {month}").format(month=month(line.runs_out))
    elif line.runs_out is not None:
        text += _("; đến hết {before} còn {left}, không đủ chi {month}").format(
            before=month(line.runs_out.plus(-1)), left=money(line.left_before_vnd), month=month(line.runs_out)
        )
    if line.settlement_vnd is not None:
        text += _("; quyết toán {settlement}").format(settlement=money(line.settlement_vnd))
    return text


def budget_warning(area: WhatIfArea | SupportArea, values: Mapping[str, LeverValue]) -> str:
    """Why figures typed in for the budget line are not used, or ""."""
    b = area.budget
    given = {lever.key for lever in b.levers if values[lever.key] != UNSET}
    if given and b.estimate.key not in given:
        return _("Chưa nhập dự toán năm nên các số bổ sung, lũy kế, quyết toán chưa dùng được.")
    if (b.actual.key in given) != (b.actual_to.key in given):
        return _("Lũy kế đã chi cần cả số tiền và tháng cuối; hiện chưa dùng.")
    if b.actual_to.key in given and not str(values[b.actual_to.key]).startswith(str(values[area.budget_year.key])):
        return _("Lũy kế đã chi không thuộc năm ngân sách {year} đang xem; hiện chưa dùng.").format(
            year=values[area.budget_year.key]
        )
    return ""
