"""The tables of a support area: its lines, its budget years, its sources, as rows that screen and download share.

Belongs here: rows of formatted text. Does not: how they are drawn, or the written-out formulas (support_arithmetic.py).
"""

from __future__ import annotations

from data.locale import _
from models.policy.answers.support_result import LineBill, SupportResult
from models.wording.numbers import millions, short_month, signed_millions
from pages.screens.support import words
from pages.ui.answers.tables import Table


def lines(found: SupportResult) -> Table:
    """Every line: how many, at what, before and after; one that lacks something says what."""
    rows = [_line(bill) for bill in found.lines]
    for purse in found.purses:
        name = _("Cộng {purse}") if purse.in_budget else _("Cộng {purse} (ngoài ngân sách)")
        money = [millions(purse.baseline_vnd), millions(purse.scenario_vnd), signed_millions(purse.increase_vnd)]
        rows.append([name.format(purse=_(purse.name)), "", "", "", *money])
    headers = [
        _("Khoản"), _("Nguồn"), _("Số lượng"), _("Mức, các thừa số"), _("Hiện nay"), _("Phương án"), _("Tăng thêm"),
    ]  # fmt: skip
    title = _("Từng khoản, {month} (triệu đồng/tháng); các nguồn không cộng với nhau")
    return Table(title.format(month=short_month(found.month)), headers, rows, last_bold=False, numbers_from=4)


def _line(bill: LineBill) -> list[str]:
    line = bill.line
    payer = (
        _(line.scheme.payer)
        if line.scheme.in_budget
        else _("{payer} (ngoài ngân sách)").format(payer=_(line.scheme.payer))
    )
    told = [
        words.factor_change(factor, before, after)
        for factor, before, after in zip(line.factors, bill.before, bill.after, strict=True)
    ]
    count, rest = " × ".join(told[: line.counted]), " × ".join(told[line.counted :])
    if lacking := words.lacking(bill):
        rest = _("chưa tính: thiếu {names}").format(names=words.names(lacking))
    elif not bill.begun:
        rest = _("chưa áp dụng theo quy định của tháng này")
    if not bill.is_reckoned:
        return [words.line_name(line), payer, count, rest, "", "", ""]
    money = [millions(bill.baseline_vnd), millions(bill.scenario_vnd), signed_millions(bill.increase_vnd)]
    return [words.line_name(line), payer, count, rest, *money]


def by_year(found: SupportResult) -> Table:
    """Every budget year, each source in columns of its own."""
    headers = [_("Năm ngân sách")]
    for purse in found.purses:
        name = _(purse.name) if purse.in_budget else _("{purse} (ngoài ngân sách)").format(purse=_(purse.name))
        headers += [_("{name}, hiện nay").format(name=name), _("Phương án"), _("Tăng thêm")]
    rows = []
    for year in [bill.year for bill in found.purses[0].years]:
        bills = [purse.year(year) for purse in found.purses]
        cells = [
            [millions(bill.baseline_vnd), millions(bill.scenario_vnd), signed_millions(bill.increase_vnd)]
            for bill in bills
        ]
        rows.append([str(year), *(cell for each in cells for cell in each)])
    return Table(_("Theo năm ngân sách (triệu đồng)"), headers, rows, last_bold=False)


def by_source(found: SupportResult) -> Table:
    """Who pays, whether it is the budget, on which legal ground."""
    rows = []
    for payer, in_budget, before, after in words.by_payer(found):
        schemes = dict.fromkeys(
            bill.line.scheme for bill in found.lines if bill.is_reckoned and bill.line.scheme.payer == payer
        )
        grounds = "; ".join(dict.fromkeys(_(scheme.legal_source) for scheme in schemes))
        kind = _("ngân sách") if in_budget else _("ngoài ngân sách, không cộng vào tổng")
        rows.append([_(payer), kind, grounds, millions(before), millions(after), signed_millions(after - before)])
    headers = [_("Nguồn"), _("Thuộc"), _("Căn cứ"), _("Hiện nay"), _("Phương án"), _("Tăng thêm")]
    title = _("Nguồn kinh phí, {month} (triệu đồng/tháng)").format(month=short_month(found.month))
    return Table(title, headers, rows, last_bold=False, numbers_from=3)
