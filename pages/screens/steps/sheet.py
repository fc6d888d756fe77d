"""The sheet of rules of thumb: its rows on the screen, as a file and as one printed page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.export.printed_table import Column, PrintedTable
from data.export.tables import csv_bytes
from data.locale import _
from models.policy.answers.step_costs import StepCost
from models.policy.answers.whatif import WhatIfArea
from models.policy.levers.clock import Clock, values_on
from models.wording.numbers import MINUS, millions, number, short_month, signed
from pages._registry import PAGES
from pages.ui.format.tables import HARD, QUALITY_WORDS, table
from pages.ui.levers.widgets import link
from pages.ui.session import choices, clock


class Row(NamedTuple):
    """One step as people read it."""

    area: str
    lever: str
    now: str
    payers: str
    rests_on: str
    step: str
    month: str
    monthly: str
    in_year: str


def row(cost: StepCost) -> Row:
    """Money in triệu đồng; a lever without a value, and a step that moves nothing, say so."""
    area = next(_(spec.menu or spec.title) for spec in PAGES if spec.url_path == cost.step.area.slug)
    unit = _(cost.step.lever.unit)
    now = _("chưa có số") if cost.at is None else _("{value} {unit}").format(value=number(cost.at), unit=unit)
    rests = quality(cost) if cost.is_verified else _("{quality} *").format(quality=quality(cost))
    known = area, lever_name(cost), now.replace(" %", "%"), ", ".join(cost.payers), rests
    step = signed(cost.size if cost.at is not None else cost.step.size) + ("%" if unit == "%" else "")
    if cost.month is None:
        said = _("chưa tính") if cost.at is None else _("không đổi")
        return Row(*known, step, "", said, said)
    in_year = _("{amount} ({year})").format(amount=_signed(cost.year_vnd), year=cost.year)
    return Row(*known, step, short_month(cost.month), _signed(cost.monthly_vnd), in_year)


def lever_name(cost: StepCost) -> str:
    name = _(cost.step.lever.label)
    return _("{lever}, gồm cả hưu trí xã hội").format(lever=name) if cost.step.beside else name


def quality(cost: StepCost) -> str:
    """What kind of figures the sum is made of."""
    if cost.at is None:
        return _("Chưa có số liệu")
    if cost.quality == "assumed":
        return _("Cơ cấu nhóm giả định") if isinstance(cost.step.area, WhatIfArea) else _("Giả định khởi điểm")
    return QUALITY_WORDS.get(cost.quality, _("Số do người dùng nhập"))


def address(cost: StepCost, on: Clock) -> str:
    """The page of the lever, moved by the step: its answer is the row's."""
    area = cost.step.area
    values = values_on(on, area.all_levers, cost.given)
    return choices.in_link(link(f"/{area.slug}", area.all_levers, values, on))


def mark(on: Clock) -> str:
    return _(
        "TÍNH THỬ theo quy định {day}. Mỗi dòng chỉ một thông số nhích một nấc từ mức hiện nay, các thông số khác giữ "
        "nguyên; không cộng các dòng với nhau. Chưa phải số để trình."
    ).format(day=clock.words(on.day))


def headings() -> list[str]:
    return [
        _("Lĩnh vực"),
        _("Thông số"),
        _("Hiện nay"),
        _("Ai trả"),
        _("Dựa trên"),
        _("Một nấc"),
        _("Từ tháng"),
        _("Triệu đồng/tháng"),
        _("Triệu đồng/năm"),
    ]


TEXTS = 5
"""Columns of words, before those of numbers."""


def on_screen(costs: Sequence[StepCost], on: Clock) -> str:
    """The area is named once, short words stay on one line; the last column leads to the page."""
    rows: list[list[str]] = []
    before = ""
    for cost in costs:
        area, lever, now, payers, rests, *sums = row(cost)
        kept = [words.replace(" ", HARD) for words in (now, payers, rests)]
        opens = _("[Mở]({address})").format(address=address(cost, on)) if cost.given else ""
        rows.append([area if area != before else "", lever, *kept, *sums, opens])
        before = area
    return table([*headings(), _("Trang")], rows, numbers_from=TEXTS)


WIDTHS = (14, 27, 17, 8, 19, 9, 9, 12, 16)


def on_paper(costs: Sequence[StepCost], on: Clock, version: int) -> PrintedTable:
    columns = zip(headings(), WIDTHS, strict=True)
    practice = (choices.words(),) if choices.is_practice() else ()
    return PrintedTable(
        title=_("Bảng tính nhanh: mỗi thông số nhích một nấc"),
        mark=". ".join([*practice, mark(on)]),
        columns=tuple(Column(name, width, place >= TEXTS) for place, (name, width) in enumerate(columns)),
        rows=[row(cost) for cost in costs],
        foot=(foot(version),),
    )


def foot(version: int) -> str:
    return _(
        "NSTW: ngân sách trung ương; NSĐP: ngân sách địa phương; NS tỉnh: ngân sách tỉnh. Cả năm: năm đầu tiên đủ mười "
        "hai tháng. Thông số đã ở mức cao nhất của thanh trượt thì tính một nấc xuống. Dấu *: có mức theo văn bản chưa "
        "kiểm chứng, cần đối chiếu văn bản gốc. Số liệu bản {version}."
    ).format(version=version)


def source() -> str:
    return _("Nguồn: báo cáo năm 2023, tệp đơn vị gửi, giả định khởi điểm; văn bản ở trang của từng thông số.")


def as_csv(costs: Sequence[StepCost], on: Clock, version: int) -> bytes:
    """Exact đồng."""
    headers = [
        _("Lĩnh vực"),
        _("Thông số"),
        _("Đơn vị tính"),
        _("Hiện nay"),
        _("Sau một nấc"),
        _("Từ tháng"),
        _("Thêm một tháng (đồng)"),
        _("Năm"),
        _("Thêm cả năm (đồng)"),
        _("Ai trả"),
        _("Tính chất số liệu"),
        _("Văn bản"),
        _("Trang của thông số"),
    ]
    rows: list[list[str | int | None]] = []
    for cost in costs:
        said, moves, known = row(cost), cost.month is not None, cost.at is not None
        law = "" if cost.is_verified else _("có mức chưa kiểm chứng")
        opens = address(cost, on) if cost.given else ""
        before: list[str | int | None] = [cost.at, cost.after if known else None, said.month]
        sums = [cost.monthly_vnd if known else None, cost.year if moves else None, cost.year_vnd if known else None]
        rests = [said.payers, quality(cost), law, opens]
        rows.append([said.area, said.lever, _(cost.step.lever.unit), *before, *sums, *rests])
    return csv_bytes(headers, rows, first_line=f"{mark(on)} {foot(version)} {source()}")


def _signed(vnd: int) -> str:
    text = millions(vnd, 2)
    return text if text.startswith(MINUS) or text == "0" else f"+{text}"
