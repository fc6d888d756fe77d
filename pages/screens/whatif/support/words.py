"""Words of a support area, and the shapes its page hands to the shared parts: extra levers, sentence, tab."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

from data.locale import _
from models.money import divide_half_up
from models.policy.answers.support_result import (
    LINES,
    LawStep,
    LineBill,
    Purse,
    SupportResult,
    law_steps,
    shares_its_name,
)
from models.policy.areas.support import Factor, SupportLine
from models.policy.levers.levers import Lever, LeverValue
from models.wording.numbers import money, number, percent, share, short_money, short_month
from pages.ui.answers import words
from pages.ui.answers.tables import Table
from pages.ui.answers.words import change_a_month, change_words
from pages.ui.session.loaders import Data

NAMES = (_("Nhà nước"), _("Quỹ BHTN"))
NOTHING_MOVED = _("Kinh phí chưa đổi so với hiện nay: kéo thanh bên trái để thử.")


def lower_first(text: str) -> str:
    """For the middle of a sentence; names of bodies keep their capital."""
    return text if text.startswith(NAMES) else words.lower_first(text)


def head(found: SupportResult, title: str) -> str:
    """The scenario's proposed name: "Hỗ trợ việc làm từ 01/2024"; "" while it changes nothing."""
    if not found.moves:
        return ""
    return _("Hỗ trợ {area} từ {month}").format(area=lower_first(title), month=short_month(found.month))


def sentence(found: SupportResult, title: str, year: int) -> str:
    """The sentence a leader reads aloud: the budget first, what lies outside it apart, never summed."""
    inside = [purse for purse in found.purses if purse.in_budget]
    outside = [purse for purse in found.purses if not purse.in_budget]
    area = lower_first(title)
    if not found.moves:
        parts = [
            _("{purse} {spent}").format(purse=lower_first(_(p.name)), spent=_spent(p.baseline_vnd)) for p in inside
        ]
        if outside:
            parts.append(
                _("ngoài ngân sách: {listed}").format(
                    listed=", ".join(
                        _("{purse} {spent}").format(purse=lower_first(_(p.name)), spent=_spent(p.baseline_vnd))
                        for p in outside
                    )
                )
            )
        return _("Hiện nay, hỗ trợ {area}: {listed}. {nothing}").format(
            area=area, listed="; ".join(parts), nothing=NOTHING_MOVED
        )
    parts = []
    for purse in inside:
        parts.append(
            _("{purse} {change}; cả năm {year} {in_year}").format(
                purse=lower_first(_(purse.name)),
                change=_change(purse),
                year=year,
                in_year=change_words(purse.year(year).increase_vnd),
            )
        )
    if outside:
        parts.append(
            _("ngoài ngân sách: {listed}").format(
                listed=", ".join(
                    _("{purse} {change}, cả năm {year} {in_year}").format(
                        purse=lower_first(_(p.name)),
                        change=_change(p),
                        year=year,
                        in_year=change_words(p.year(year).increase_vnd),
                    )
                    if p.moves
                    else _("{purse} không đổi").format(purse=lower_first(_(p.name)))
                    for p in outside
                )
            )
        )
    return _("Từ {month}, hỗ trợ {area}: {listed}.").format(
        month=short_month(found.month), area=area, listed="; ".join(parts)
    )


def quoted(found: SupportResult) -> Purse:
    """The source whose change is the answer: the first of the budget that moves, else the first that does."""
    ordered = sorted(found.purses, key=lambda purse: (not purse.moves, not purse.in_budget))
    return ordered[0]


def answer(found: SupportResult) -> str:
    """The number of the answer, alone: "Thêm 837 triệu đồng mỗi tháng"."""
    vnd = quoted(found).increase_vnd
    if not vnd:
        return _("Hiện chi {amount} mỗi tháng").format(amount=money(quoted(found).baseline_vnd))
    text = _("Thêm {amount} mỗi tháng") if vnd > 0 else _("Bớt {amount} mỗi tháng")
    return text.format(amount=money(abs(vnd)))


def with_it(found: SupportResult, year: int) -> str:
    """In one line what comes with the number: share, budget year, who pays."""
    purse = quoted(found)
    bill = purse.year(year)
    parts = []
    if purse.increase_vnd and purse.baseline_vnd:
        sign = "+" if purse.increase_vnd > 0 else "−"
        parts.append(_("**{share}**").format(share=sign + share(abs(purse.increase_vnd), purse.baseline_vnd)))
    said = change_words(bill.increase_vnd) if found.moves else money(bill.baseline_vnd)
    parts.append(_("cả năm {year} **{change}**").format(year=year, change=said))
    parts.append(_("{source} chi").format(source=lower_first(_(purse.name))))
    return " · ".join(parts)


def finding(purse: Purse) -> str:
    """The chart's title, at most ten words."""
    start = f"{purse.month.month}/{purse.month.year}"
    paid, more = (short_money(abs(vnd)) for vnd in (purse.scenario_vnd, purse.increase_vnd))
    text = _("Từ {start} mỗi tháng chi {paid}, thêm {more}")
    if purse.increase_vnd < 0:
        text = _("Từ {start} mỗi tháng chi {paid}, bớt {more}")
    if not purse.increase_vnd:
        text = _("Từ {start} mỗi tháng vẫn chi {paid}")
    return text.format(start=start, paid=paid, more=more)


def _spent(vnd: int) -> str:
    """ "chi khoảng 1 tỷ đồng/tháng"; below 0 (people who leave earlier) it is money spent no more."""
    text = _("chi khoảng {amount}/tháng") if vnd >= 0 else _("chi bớt khoảng {amount}/tháng")
    return text.format(amount=money(abs(vnd)))


def _change(purse: Purse) -> str:
    """ "tăng khoảng 1,2 tỷ đồng/tháng (20%)"; no percentage of a bill of nothing."""
    said = change_a_month(purse.increase_vnd)
    if purse.increase_vnd and purse.baseline_vnd:
        said += f" ({share(abs(purse.increase_vnd), purse.baseline_vnd)})"
    return said


def line_name(line: SupportLine) -> str:
    """What the line is called beside the others of its area."""
    if not shares_its_name(line):
        return _(line.name)
    part, _line = LINES[line.scheme.code, line.group]
    return _("{part}: {line}").format(part=_(part.heading), line=lower_first(_(line.name)))


def unreckoned(found: SupportResult) -> str:
    """Which lines are not in the sums; "" where all are."""
    bills = [bill for bill in found.lines if bill.begun or not found.stand_ins]
    names = [lower_first(line_name(bill.line)) for bill in bills if lacking(bill)]
    return _("Chưa tính vì thiếu số: {names}.").format(names=", ".join(names)) if names else ""


def unverified(found: SupportResult) -> str:
    """The documents of law in the sums that nobody has compared; "" where all are."""
    documents = dict.fromkeys(re.split(r",| \(", row.document)[0] for row in found.unverified)
    listed = "; ".join(documents)
    return _("Mức chưa kiểm chứng, cần đối chiếu văn bản gốc: {documents}.").format(documents=listed) if listed else ""


def lacking(bill: LineBill) -> tuple[Factor, ...]:
    """What must be typed before a line is reckoned; what the law itself brings later is not lacking while its rule has
    not begun."""
    return tuple(factor for factor in bill.missing if bill.begun or not factor.parameter)


def by_law(found: SupportResult, year: int) -> str:
    """What law changes of the present bill in a year without any scenario; "" where nothing."""
    said = "; ".join(_step(step) for step in law_steps(found, year))
    return _("**Theo quy định, dù không có phương án:** {said}.").format(said=said) if said else ""


def _step(step: LawStep) -> str:
    purse, causes = lower_first(_(step.purse)), ", ".join(lower_first(_(cause)) for cause in step.causes)
    if step.first == step.last:
        return _("từ {month} {purse} {change}, do {causes}").format(
            month=short_month(step.first), purse=purse, change=change_a_month(step.vnd), causes=causes
        )
    return _("từ {first} đến {last} {purse} thay đổi dần, tháng cuối {change}, do {causes}").format(
        first=short_month(step.first),
        last=short_month(step.last),
        purse=purse,
        change=change_a_month(step.vnd),
        causes=causes,
    )


def who_pays(found: SupportResult) -> str:
    """Sources of what the scenario adds, those it leaves as they are named last; or of what is paid now while it adds
    nothing. The province's own addition is local money too: said so where both are."""
    listed, same = list[str](), list[str]()
    apart = {"NSĐP", "NS tỉnh"} <= {payer for payer, *_rest in found.by_payer}
    of_local = {"NSĐP": _("phần NSĐP theo luật"), "NS tỉnh": _("NS tỉnh (thuộc NSĐP)")} if apart else {}
    for payer, in_budget, before, after in found.by_payer:
        name = of_local.get(payer, _(payer))
        name = name if in_budget else _("{payer} (ngoài ngân sách)").format(payer=name)
        if found.moves and before == after:
            same.append(name)
            continue
        said = change_a_month(after - before) if found.moves else _("{amount}/tháng").format(amount=money(before))
        listed.append(f"{name} {said}")
    if same:
        listed.append(_("không đổi: {payers}").format(payers=", ".join(same)))
    return _("**Nguồn:** {listed}").format(listed=" · ".join(listed))


def value_words(factor: Factor, value: int | None) -> str:
    """A factor's value with its unit: "500 việc làm/năm", "50%", "79.200 đồng/1 triệu đồng"."""
    if value is None:
        return _("chưa có")
    if factor.kind == "percent":
        return percent(value)
    if factor.kind == "per_million":
        return _("{value} đồng/1 triệu đồng").format(value=number(value))
    if factor.kind == "longer_stay":
        text = _("dài hơn {months} tháng") if value >= 0 else _("ngắn hơn {months} tháng")
        return text.format(months=number(abs(value)))
    return _("{value} {unit}").format(value=number(value), unit=_(factor.unit))


def count_of(line: SupportLine, values: Sequence[int | None]) -> int:
    """How many are counted, all factors given: the product of the counted ones."""
    return divide_half_up(prod(value or 0 for value in values[: line.counted]), line.count_divisor)


def factor_change(factor: Factor, before: int | None, after: int | None) -> str:
    """ "500 → 600 việc làm/năm"; one value where nothing changes."""
    if before == after or before is None or after is None:
        return value_words(factor, before if after is None else after)
    first = value_words(factor, before) if factor.kind == "longer_stay" else number(before)
    return _("{before} → {after}").format(before=first, after=value_words(factor, after))


QUALITY = _("Giả định: số do người dùng nhập")


ASSUMED = _("Giả định khởi điểm, chưa phải số chính thức")


def quality(found: SupportResult) -> str:
    """What kind of figures the sums are, for the screen and every file."""
    if found.standing.is_assumed:
        return ASSUMED
    return QUALITY if found.standing.quality == "entered" else words.quality(found.standing)


SOURCE = _("số do người dùng nhập, mức theo quy định")


def source(found: SupportResult) -> str:
    """Where they are from."""
    return _("giả định khởi điểm, {source}").format(source=SOURCE) if found.standing.is_assumed else SOURCE


def names(factors: Sequence[Factor]) -> str:
    return ", ".join(lower_first(_(factor.label)) for factor in factors)


Values = Mapping[str, LeverValue]


@dataclass(frozen=True)
class Told:
    """A table of a tab for the screen and its file: what kind of figures it holds and where they are from."""

    table: Table
    quality: str
    source: str


Hero = tuple[str, dict[str, Any]]
"""What a picture says in words, and its Vega-Lite specification."""


@dataclass(frozen=True)
class Extra:
    """`levers` (of the area's `others`; none = no heading) stand under `heading` on the panel; `sentence` is "" where
    there is nothing to say; `show` fills the tab ("" = none) but for its table, which it returns; `file` names the
    table's file; `hero` is a picture that stands by the answer in place of the money's path, None while it lacks
    figures; the tab of a picture's figures is `of_answer`: there once a line can be reckoned. `number` is what the
    answer says in large digits while something else than money was asked, "" while it was not."""

    heading: str
    levers: tuple[Lever, ...]
    tab: str
    file: str
    sentence: Callable[[SupportResult, Values, Data], str]
    show: Callable[[SupportResult, Values, Data], Told | None]
    hero: Callable[[SupportResult, Values, Data], Hero | None] | None = None
    of_answer: bool = False
    number: Callable[[Values, Data], str] | None = None
