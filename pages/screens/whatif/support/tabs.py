"""Tabs of a support area: months, arithmetic, cases, targets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from data.locale import _
from models.policy.answers.support_result import LineBill, SupportResult
from models.policy.areas.support import DIVISORS, Factor, SupportLine
from models.policy.levers.levers import LeverValue
from models.wording.numbers import day, millions, number, short_month, signed_millions
from pages.screens.whatif.support import assumed, cases, files, targets, words
from pages.screens.whatif.support.words import Extra, Told
from pages.ui.answers import tables
from pages.ui.answers.tables import Table
from pages.ui.format.tables import AREA_WORDS, escape, table
from pages.ui.levers.widgets import drawn_again
from pages.ui.session import clock
from pages.ui.session.loaders import Data


def lines(found: SupportResult) -> Table:
    """Every line: how many, at what, before and after; one that lacks something says what."""
    rows = [_line(bill) for bill in found.lines]
    for purse in found.purses:
        name = _("Cộng {purse}") if purse.in_budget else _("Cộng {purse} (ngoài ngân sách)")
        money = [millions(purse.baseline_vnd), millions(purse.scenario_vnd), signed_millions(purse.increase_vnd)]
        rows.append([name.format(purse=_(purse.name)), "", "", "", *money])
    headers = [
        _("Khoản"),
        _("Nguồn"),
        _("Số lượng"),
        _("Mức, các thừa số"),
        _("Hiện nay"),
        _("Phương án"),
        _("Tăng thêm"),
    ]
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
    elif bill.is_held:
        rest = _("{factors} (đã cắt ở mức tối đa)").format(factors=rest)
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


def file(found: SupportResult, data: Data, sentence: str, address: str) -> bytes:
    """The answer to take away: above each month's money of every source, in đồng, what is answered, what it rests on
    and the link that opens it."""
    paths = {}
    for purse in found.purses:
        name = _("{purse}, hiện nay (đồng)") if purse.in_budget else _("{purse} (ngoài ngân sách), hiện nay (đồng)")
        paths[name.format(purse=_(purse.name))] = purse.paths
    provenance = _provenance(found, data, words.source(found))
    first = " ".join(filter(None, (sentence, provenance, assumed.record_words(found), address)))
    return tables.by_month(found.cube.months, paths, words.quality(found), first)


def by_source(found: SupportResult) -> Table:
    """Who pays, whether it is the budget, on which legal ground."""
    rows = []
    for payer, in_budget, before, after in found.by_payer:
        schemes = dict.fromkeys(
            bill.line.scheme for bill in found.lines if bill.is_reckoned and bill.line.scheme.payer == payer
        )
        grounds = "; ".join(dict.fromkeys(_(scheme.legal_source) for scheme in schemes))
        kind = _("ngân sách") if in_budget else _("ngoài ngân sách, không cộng vào tổng")
        rows.append([_(payer), kind, grounds, millions(before), millions(after), signed_millions(after - before)])
    headers = [_("Nguồn"), _("Thuộc"), _("Căn cứ"), _("Hiện nay"), _("Phương án"), _("Tăng thêm")]
    title = _("Nguồn kinh phí, {month} (triệu đồng/tháng)").format(month=short_month(found.month))
    return Table(title, headers, rows, last_bold=False, numbers_from=3)


def table_of(found: SupportResult) -> Table:
    """Every line that is reckoned, now and tried, with its legal ground."""
    rows = []
    for bill in found.lines:
        if not bill.is_reckoned:
            continue
        line = bill.line
        rows.append(
            [
                words.line_name(line),
                _("hiện nay"),
                formula(line, bill.before, bill.baseline_vnd),
                _(line.scheme.legal_source),
            ]
        )
        if bill.after != bill.before:
            rows.append(["", _("phương án"), formula(line, bill.after, bill.scenario_vnd), ""])
    title = _("Phép tính từng khoản, {month}; làm tròn một lần đến đồng").format(month=short_month(found.month))
    return Table(title, [_("Khoản"), _("Vai"), _("Phép tính"), _("Căn cứ")], rows, last_bold=False, numbers_from=9)


def formula(line: SupportLine, values: Sequence[int | None], vnd: int) -> str:
    """The product of the factors with their units, then what it comes to."""
    factors = product(line.factors, values)
    months = f" : {line.months}" if line.months > 1 else ""
    return _("{factors}{months} = {amount} đồng/tháng").format(factors=factors, months=months, amount=number(vnd))


def product(factors: Sequence[Factor], values: Sequence[int | None]) -> str:
    """ "300 người × 530.000 đồng/người"."""
    return " × ".join(_factor(factor, value) for factor, value in zip(factors, values, strict=True))


def _factor(factor: Factor, value: int | None) -> str:
    if value is None:
        return _("chưa có")
    if factor.kind == "percent" and factor.unit != "%":  # so many on a hundred households
        return f"{number(value)} : 100"
    if factor.kind == "percent":
        return f"{number(value)}%"
    if factor.kind in DIVISORS:
        return f"{number(value)} : {number(DIVISORS[factor.kind])}"
    if factor.kind == "longer_stay" and value < 0:
        return _("({value}) {unit}").format(value=number(value), unit=_(factor.unit))
    # A count of a year is divided by twelve at the end, not called "a year" beside that.
    return _("{value} {unit}").format(value=number(value), unit=_(factor.unit).removesuffix(_("/năm")))


TABS = "bang"


def show(found: SupportResult, data: Data, values: Mapping[str, LeverValue], extras: Sequence[Extra]) -> None:
    """Only the open tab is made; tabs on money stand there once a line can be reckoned."""
    area = found.area
    bodies: dict[str, Callable[[], None]] = {}
    if not found.is_empty:
        bodies[_("Khoản")] = lambda: _table(found, data, lines(found), "theo-khoan")
    for extra in extras:
        if not extra.tab or (extra.of_answer and found.is_empty):
            continue
        bodies[_(extra.tab)] = partial(_extra, extra, found, values, data)
    if not found.is_empty:
        bodies[AREA_WORDS[data.level(found.month)]] = lambda: _areas(found, data, values)
        bodies[_("Năm ngân sách")] = lambda: _years(found, data)
        bodies[_("Nguồn")] = lambda: _table(found, data, by_source(found), "nguon")
    bodies[_("Chỉ tiêu")] = lambda: _targets(found, data, values)
    if cases.cards_of(area.policy_area):
        bodies[_("Trường hợp cụ thể")] = lambda: _cases(found, data, values)
    if not found.is_empty:
        bodies[_("Cách tính")] = lambda: _arithmetic(found, data)
    tabs = st.tabs(list(bodies), key=area.prefix + TABS, on_change=drawn_again)
    for tab, body in zip(tabs, bodies.values(), strict=True):
        with tab:
            if tab.open:
                body()


def _table(found: SupportResult, data: Data, content: Table, name: str) -> None:
    _told(found, data, Told(content, words.quality(found), words.source(found)), name)


def _told(found: SupportResult, data: Data, told: Told, name: str) -> None:
    """The table, and below it (in its file above it) what kind of figures it holds, where they are from and as of
    when."""
    content = told.table
    body = table(content.headers, content.rows, numbers_from=content.numbers_from, last_bold=content.last_bold)
    st.markdown(f"**{content.title}**\n\n{body}")
    st.caption(
        escape(
            _("{quality}. {provenance}").format(quality=told.quality, provenance=_provenance(found, data, told.source))
        )
    )
    _download(found, data, told, name)


def _provenance(found: SupportResult, data: Data, source: str) -> str:
    said = _("Nguồn: {source}. Quy định tính đến {day}, số liệu bản {version}.").format(
        source=source, day=day(found.scenario.law_as_of), version=data.version
    )
    return f"{said} {words.unverified(found)}".rstrip()


def _download(found: SupportResult, data: Data, told: Told, name: str) -> None:
    first = _("{quality}. {title}. {provenance}").format(
        quality=told.quality.rstrip("."), title=told.table.title, provenance=_provenance(found, data, told.source)
    )
    first = " ".join(filter(None, (first, assumed.record_words(found))))
    tables.of_table(found.area.prefix, found.area.slug, told.table, name, told.quality, first)


def _extra(extra: Extra, found: SupportResult, values: Mapping[str, LeverValue], data: Data) -> None:
    told = extra.show(found, values, data)
    if told is not None:
        _told(found, data, told, extra.file)


def _year(found: SupportResult, values: Mapping[str, LeverValue]) -> int:
    return int(values[found.area.budget_year.key])


def _areas(found: SupportResult, data: Data, values: Mapping[str, LeverValue]) -> None:
    st.info(
        _(
            "Kết quả là của toàn tỉnh: các khoản này chưa có số theo xã, phường hay huyện, và phần mềm không chia theo "
            "dân số. Tệp Chỉ tiêu báo cáo, Chỉ tiêu kế hoạch có cột huyện, xã: nạp số của từng đơn vị để đối chiếu ở "
            "trang Bản đồ."
        )
    )
    files.show(found.area, data, _year(found, values), "indicators", "targets", place="huyen")


def _years(found: SupportResult, data: Data) -> None:
    _table(found, data, by_year(found), "theo-nam")
    st.caption(_("Số lượng và mức của cột Hiện nay giữ nguyên cho mọi năm; cột Phương án tính từ tháng áp dụng."))


def _targets(found: SupportResult, data: Data, values: Mapping[str, LeverValue]) -> None:
    content = targets.show(data, found.area, _year(found, values), is_told=found.is_empty)
    if content is not None:
        source = _("văn bản ở cột Căn cứ; số thực hiện theo báo cáo hoặc tệp của đơn vị")
        _told(found, data, Told(content, _("Chỉ tiêu và số đã báo cáo"), source), "chi-tieu")


def _cases(found: SupportResult, data: Data, values: Mapping[str, LeverValue]) -> None:
    content = cases.show(found.area, clock.standing())
    told = Told(content, _("Ví dụ, không phải người có thật"), _("mức theo quy định, số ví dụ do người dùng nhập"))
    _download(found, data, told, "truong-hop")


def _arithmetic(found: SupportResult, data: Data) -> None:
    st.markdown(
        _(
            "**Công thức:** kinh phí tháng = tích các thừa số của khoản : 12 nếu tính theo năm; mỗi tháng làm tròn một "
            "lần đến đồng."
        )
    )
    _table(found, data, table_of(found), "cach-tinh")
    missing = words.unreckoned(found)
    if missing:
        st.caption(missing)
