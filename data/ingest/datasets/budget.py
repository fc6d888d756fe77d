"""Dataset `budget`: allocated, added, spent, settled, by budget line and month."""

from __future__ import annotations

import re
from datetime import date

import polars as pl

from data.ingest.answers import dates_in
from data.ingest.base import Column, Dataset
from data.ingest.columns import unit_not_named
from data.ingest.datasets.payments import AREA_COLUMNS
from data.ingest.law_rows import read_day
from data.ingest.records import Records
from data.locale import _
from data.parsing.folding import fold
from data.vocabulary.groups import read_code, read_level, read_line, read_source
from data.vocabulary.numbers import written
from data.vocabulary.periods import first_day_of, read_period, read_year
from data.vocabulary.problems import UNIT_NOT_NAMED, Fault, Problem, warning
from models.frames import BUDGET_FILE
from models.periods import Month
from models.wording.words import N_

_LEAD = re.compile(r"^(?:(?:lũy kế|luỹ kế|tính|đến|hết|cuối|kỳ)\s+)+", re.IGNORECASE)
LEAST_AMOUNT = 1_000_000
"""Đồng; no line of a budget is below it."""
SURELY_DONG = 10**11
"""Đồng; thousands of such a number would be more than any budget."""
_WHOLE_YEAR = frozenset({"", "ca nam", "nam", "toan nam"})
_CODES = ("chapter", "category", "item")
_OF_A_MONTH = ("cumulative_vnd", "advance_vnd")
_LINE = ("district_code", "commune_code", "budget_year", "source", "level", *_CODES)


def read_budget_month(text: str, latest_year: int) -> str | Fault:
    """The month of a cleaned cell as "YYYY-MM": 2024-06, Lũy kế đến tháng 6/2024, đến hết 30/6/2024; "" where the cell
    is empty or says the whole year. A day counts only as the last of its month."""
    bare = _LEAD.sub("", text)
    remedy = _("Ghi tháng và năm, ví dụ 06/2024; số của cả năm thì để trống.")
    if fold(bare) in _WHOLE_YEAR and not re.search("[0-9]", bare):
        return ""
    if isinstance(read_year(bare, latest_year), str):
        return ""
    month = read_period(bare, latest_year)
    if isinstance(month, Month):
        return str(month)
    if re.fullmatch(r"(?:thang |t)?[0-9]{1,2}", fold(bare)):
        return Fault(_("chưa ghi năm"), remedy)
    day = read_day(bare, latest_year)
    if not isinstance(day, date):
        return Fault(month.reason, remedy)
    if day != Month.of(day).last_day:
        return Fault(_("là ngày giữa tháng, còn lũy kế tính đến hết một tháng"), remedy)
    return str(Month.of(day))


def complete_lines(records: Records) -> list[Problem]:
    """Fill chapter, category and item from codes written together; both must agree, and no line may stand twice."""
    codes = pl.col("line").str.split_exact("-", 2).struct.rename_fields(_CODES)
    frame = records.frame.with_columns(codes.alias("_codes"))
    problems: list[Problem] = []
    for name in _CODES:
        separate, joint = pl.col(name).fill_null(""), pl.col("_codes").struct.field(name).fill_null("")
        for index in _where(frame, (separate != "") & (joint != "") & (separate != joint)):
            reason = _("khác mã ở cột chương-loại-khoản ({code})").format(code=frame.item(index, "line"))
            problems.append(records.problem(index, name, Fault(reason, _("Giữ một cách ghi mã, xóa cách kia."))))
        frame = frame.with_columns(pl.when(joint == "").then(separate).otherwise(joint).alias(name))
    records.frame = frame.drop("_codes")
    return problems or _doubled(records)


def unlike_years(records: Records) -> list[Problem]:
    """A month is one of its budget year, or the January after it, when the year is still being adjusted."""
    year, budget_year = (
        pl.col("month").str.slice(0, 4).cast(pl.Int64, strict=False),
        pl.col("budget_year").cast(pl.Int64),
    )
    adjusted = (year == budget_year + 1) & pl.col("month").str.ends_with("-01")
    fault = Fault(
        _("không thuộc năm ngân sách của cùng dòng"),
        _("Sửa tháng hoặc năm ngân sách; chỉnh lý chỉ đến hết tháng 01 năm sau."),
    )
    wrong = (pl.col("month") != "") & (year != budget_year) & ~adjusted
    return records.together(_where(records.frame, wrong), "month", fault)


def months_of_figures(records: Records) -> list[Problem]:
    """Errors for figures counted through the year (lũy kế, tạm ứng) in rows without a month."""
    problems: list[Problem] = []
    undated = Fault(
        _("là số tính đến một tháng nhưng dòng không ghi tháng"),
        _("Ghi tháng vào cột 'Lũy kế đến tháng', ví dụ 06/2024."),
    )
    for name in _OF_A_MONTH:
        wrong = (pl.col("month") == "") & pl.col(name).is_not_null()
        problems += records.together(_where(records.frame, wrong), name, undated)
    return problems


def growing(records: Records) -> list[Problem]:
    """Warnings where the cumulative figure of a month is below that of an earlier month of the same line."""
    frame = records.frame.with_row_index("_index").filter(pl.col("cumulative_vnd").is_not_null(), pl.col("month") != "")
    before = frame.sort("month", maintain_order=True).with_columns(
        pl.col("cumulative_vnd").shift(1).over(_LINE).alias("_before"),
        pl.col("month").shift(1).over(_LINE).alias("_when"),
    )
    problems: list[Problem] = []
    for index, amount, when in (
        before.filter(pl.col("cumulative_vnd") < pl.col("_before")).select("_index", "_before", "_when").iter_rows()
    ):
        reason = _("là lũy kế thấp hơn lũy kế đến tháng {month} ({amount} đồng)").format(
            month=f"{when[5:]}/{when[:4]}", amount=written(amount)
        )
        fault = Fault(reason, _("Kiểm tra lại số của hai tháng; nếu có thu hồi thì xác nhận."))
        problems.append(records.problem(index, "cumulative_vnd", fault, "warning", "cumulative"))
    return problems


def within_estimate(records: Records) -> list[Problem]:
    """Warnings where the settlement exceeds estimate plus supplement."""
    given = pl.col("estimate_vnd") + pl.col("supplement_vnd").fill_null(0)
    frame = records.frame.select("settlement_vnd", given.alias("given"))
    problems: list[Problem] = []
    for index in _where(frame, pl.col("settlement_vnd") > pl.col("given")):
        reason = _("lớn hơn dự toán và bổ sung của cùng dòng ({amount} đồng)").format(
            amount=written(frame.item(index, "given"))
        )
        fault = Fault(reason, _("Kiểm tra lại số quyết toán và dự toán."))
        problems.append(records.problem(index, "settlement_vnd", fault, "warning", "over_estimate"))
    return problems


def without_line(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame as kept: the budget year a number, the codes apart."""
    return frame.with_columns(pl.col("budget_year").cast(pl.Int64)).drop("line")


def in_dong(records: Records) -> list[Problem]:
    """Errors, until the user answers the unit, where amounts cannot be đồng; a warning where the file names no unit and
    they may as well be thousands."""
    money = [column.name for column in records.dataset.columns if column.measure == "money"]
    problems: list[Problem] = []
    for number, part in enumerate(records.parts):
        layout = part.table.layout
        if layout.unit_answered or (layout.unit_declared and layout.power != 0):
            continue
        if any(part.table.as_exported(name) for name in money):
            continue
        here = records.frame.with_row_index("_index").filter(pl.col("_part") == number)
        stated = here.unpivot(money, index="_index", variable_name="name", value_name="amount").filter(
            pl.col("amount") != 0
        )
        amounts = stated.with_columns(pl.col("amount").abs()).sort("amount")
        if amounts.is_empty():
            continue
        least, most = amounts["amount"][0], amounts["amount"][-1]
        small = amounts.filter(pl.col("amount") < LEAST_AMOUNT)
        if (most if layout.unit_declared else least) < LEAST_AMOUNT:
            fault = _declared_wrongly(least) if layout.unit_declared else unit_not_named()
            for (name,), cells in small.group_by("name", maintain_order=True):
                rows = sorted(cells["_index"].to_list())
                problems += records.together(rows, str(name), fault, code=UNIT_NOT_NAMED)
        elif not layout.unit_declared and most < SURELY_DONG:
            reason = _("Tệp không ghi đơn vị tính của số tiền; đang hiểu là đồng, số lớn nhất là {most} đồng").format(
                most=written(most)
            )
            remedy = _("Nếu không phải đồng, ghi đơn vị vào tiêu đề cột, ví dụ '(triệu đồng)'.")
            problems.append(warning(Fault(reason, remedy), "plausible"))
    return problems


def _declared_wrongly(amount: int) -> Fault:
    return Fault(
        _("là {amount} đồng, quá nhỏ để là số tiền của một dòng ngân sách").format(amount=written(amount)),
        _("Kiểm tra lại đơn vị tính ghi trong tệp, có thể là triệu đồng; sửa tiêu đề hoặc chọn lại đơn vị."),
    )


def settle_times(records: Records) -> list[Problem]:
    """Fills in the month named by a column heading for rows that name none; a heading that a row contradicts is an
    error."""
    problems: list[Problem] = []
    for number, part in enumerate(records.parts):
        for column in records.dataset.columns:
            index = part.table.layout.index_of.get(column.name)
            if column.measure == "money" and index is not None:
                problems += _settled(records, number, column.name, part.table.layout.headings[index])
    return problems


def _doubled(records: Records) -> list[Problem]:
    """Rows with one budget line and month that become equal only once their joined codes are taken apart; rows equal as
    written are found before, by records.repeated_rows."""
    if not records.sound:
        return []
    key = [*_LINE, "month"]
    again = pl.struct(key).is_first_distinct().not_()
    fault = Fault(_("trùng với một dòng khác của cùng chương, loại, khoản"), _("Giữ lại một dòng đúng, xóa dòng kia."))
    return records.together(_where(records.frame, again), None, fault)


def _where(frame: pl.DataFrame, condition: pl.Expr) -> list[int]:
    return frame.select(condition.fill_null(False).arg_true()).to_series().to_list()


def _settled(records: Records, number: int, name: str, heading: str) -> list[Problem]:
    dates = dates_in(heading)
    months = {*dates.months, *(f"{day[6:]}-{day[3:5]}" for day in dates.days)}
    here = (pl.col("_part") == number) & pl.col(name).is_not_null()
    if len(months) == 1:
        month = months.pop()
        stated = pl.col("month")
        filled = pl.when(here & (stated == "")).then(pl.lit(month)).otherwise(stated)
        records.frame = records.frame.with_columns(filled.alias("month"))
        wrong, time = stated != month, _("tháng {month}").format(month=f"{month[5:]}/{month[:4]}")
    elif len(dates.years) == 1:
        wrong, time = pl.col("budget_year") != dates.years[0], _("năm {year}").format(year=dates.years[0])
    else:
        return []
    fault = Fault(
        _("nằm dưới tiêu đề ghi {time}, khác thời gian ghi ở dòng").format(time=time),
        _("Sửa tiêu đề cột hoặc thời gian của dòng cho khớp nhau."),
    )
    rows = records.frame.select((here & wrong).fill_null(False).arg_true()).to_series().to_list()
    return records.together(rows, name, fault)


def _year(text: str, today: date) -> str | Fault:
    return read_year(text, today.year + 2)


def _month(text: str, today: date) -> str | Fault:
    return read_budget_month(text, today.year + 1)


DATASET = Dataset(
    "budget",
    N_("Dự toán và quyết toán"),
    BUDGET_FILE,
    (*AREA_COLUMNS, Column("budget_year", N_("Năm ngân sách"), "nam|nam du toan|nien do|nien do ngan sach|year",
        needed=True, read_by=_year, key=True), Column("month", N_("Lũy kế đến tháng"),
        "thang|ky|den thang|luy ke den|luy ke den het thang|ky bao cao|ky luy ke|den het thang|den ngay|month",
        default="", read_by=_month, key=True), Column("source", N_("Nguồn kinh phí"),
        "nguon|nguon von|nguon ngan sach|ma nguon|tinh chat nguon", needed=True, read=read_source, key=True),
        Column("level", N_("Cấp ngân sách"), "cap|cap ns", needed=True, read=read_level, key=True), Column("chapter",
        N_("Chương"), "ma chuong|c", default="", read=read_code, key=True), Column("category", N_("Loại"),
        "ma loai|l", default="", read=read_code, key=True), Column("item", N_("Khoản"), "ma khoan|k", default="",
        read=read_code, key=True), Column("line", N_("Chương-Loại-Khoản"),
        "ma chuong loai khoan|c l k|loai khoan|ma loai khoan|l k|mlns|muc luc ngan sach|ma mlns", default="",
        read=read_line, key=True), Column("estimate_vnd", N_("Dự toán giao"),
        "du toan|du toan nam|du toan duoc giao|du toan giao dau nam|du toan dau nam|dt giao|du toan giao trong "
        "nam|estimate", "money", summed=True), Column("supplement_vnd", N_("Bổ sung"),
        "bo sung trong nam|du toan bo sung|bo sung dieu chinh|dieu chinh bo sung|bo sung dieu chinh trong "
        "nam|supplement", "money", signed=True, summed=True), Column("cumulative_vnd", N_("Lũy kế"),
        "luy ke chi|luy ke thuc hien|luy ke da chi|thuc chi luy ke|luy ke thuc chi|chi luy ke|luy ke rut du toan"
        "|so luy ke|thuc hien luy ke|luy ke tu dau nam|luy ke den ky bao cao|cumulative", "money", summed=True),
        Column("advance_vnd", N_("Tạm ứng"), "so du tam ung|du tam ung|luy ke tam ung|tam ung chua thu hoi|advance",
        "money", summed=True), Column("settlement_vnd", N_("Quyết toán"),
        "so quyet toan|quyet toan nam|kinh phi quyet toan|de nghi quyet toan|so de nghi quyet toan|settlement",
        "money", summed=True)),
    (),
    levels=frozenset({"province", "district", "commune"}),
    dated_by=("month", "budget_year"),
    area_day=first_day_of,
    checks=(in_dong, settle_times, complete_lines, unlike_years, months_of_figures, growing, within_estimate),
    finish=without_line,
)  # fmt: skip
"""A file without a column of areas is about the province. `line` holds the three codes together and is taken apart."""
