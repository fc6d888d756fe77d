"""Dataset `payments`, and the area columns that other datasets share."""

from __future__ import annotations

import polars as pl

from data.ingest.areas import PEOPLE_OF_A_COMMUNE, province_of
from data.ingest.base import Column, Dataset
from data.ingest.body import Part
from data.ingest.coverage import absent_districts
from data.ingest.records import Records
from data.locale import _
from data.parsing.folding import fold
from data.vocabulary.groups import KINDS, read_group, read_kind
from data.vocabulary.numbers import UNIT_NAMES, written
from data.vocabulary.periods import VINTAGE_2023, VINTAGE_2025_07
from data.vocabulary.problems import UNIT_NOT_NAMED, Fault, Problem, error
from models.frames import PAYMENTS
from models.periods import Month
from models.wording.words import N_

MOST_PEOPLE = 1_000_000
MOST_VND = 1_000_000_000_000
MOST_MONTHS = 120
LEAST_A_PERSON, MOST_A_PERSON = 100_000, 20_000_000
"""Plausible đồng a person and month; outside it the user is asked to look again."""
_MISTAKEN_UNIT = 1_000
AREA = ("district_code", "district", "commune_code", "commune")


def whole_province(records: Records) -> list[Problem]:
    """Rows of another province than the one these figures are about; and rows of "the whole province" of a month in
    which that may be taken for the new one."""
    home, rows = province_of(VINTAGE_2023).name, _rows(records, pl.col("_level") == "province")
    other = Fault(
        _("là tỉnh mới, gồm ba tỉnh cũ; số chi trả ở đây là của địa bàn {home} trước ngày 01/7/2025").format(home=home),
        _("Ghi từng xã, phường; hoặc ghi '{home}' nếu là số của địa bàn đó.").format(home=home),
    )
    vague = Fault(
        _("được hiểu là địa bàn {home} trước ngày 01/7/2025").format(home=home),
        _("Nếu là cả tỉnh Ninh Bình mới thì bỏ dòng này."),
    )
    later = (pl.col("_area") == home) & (pl.col("period") >= str(Month.of(VINTAGE_2025_07)))
    names = pl.concat_str(pl.col("_text.district", "_text.commune").fill_null(""))
    unnamed = rows.filter(later & ~names.map_elements(lambda text: "ha nam" in fold(text), pl.Boolean))
    return [
        *records.together(rows.filter(pl.col("_area") != home)["_index"].to_list(), "district", other),
        *records.together(unnamed["_index"].to_list(), "district", vague, "warning", "spelling"),
    ]


def people_of_area(records: Records) -> list[Problem]:
    """Rows with more beneficiaries than their area can have people."""
    many = pl.col("beneficiaries") > pl.col("_people")
    problems: list[Problem] = []
    for (area, most), rows in _rows(records, many).group_by("_area", "_people", maintain_order=True):
        if most == PEOPLE_OF_A_COMMUNE:
            reason = _("vượt mức tối đa {most} người của một xã").format(most=written(most))
        else:
            reason = _("lớn hơn dân số của {area} ({people} người)").format(area=area, people=written(most))
        fault = Fault(reason, _("Kiểm tra lại số đối tượng của dòng này."))
        problems += records.together(rows["_index"].to_list(), "beneficiaries", fault)
    return problems


def months_paid(records: Records) -> list[Problem]:
    """Rows whose number of months cannot be."""
    fault = Fault(
        _("không nằm trong 1 đến {most} tháng").format(most=MOST_MONTHS), _("Ghi số tháng được chi, thường là 1.")
    )
    wrong = _rows(records, ~pl.col("months").is_between(1, MOST_MONTHS))
    return records.together(wrong["_index"].to_list(), "months", fault)


def implausible(records: Records) -> list[Problem]:
    """Monthly payments whose amount a person is outside the plausible range: warnings, low and high apart.

    A whole table off by the factor of a unit is an error until the user answers which unit it is: where none is
    declared, đồng was only our assumption; amounts declared in đồng that can only be millions are doubted.
    """
    if not records.sound:
        return []
    monthly = _rows(records, (pl.col("kind") == KINDS[0]) & (pl.col("monthly_amount_vnd") > 0))
    shared = pl.col("beneficiaries") * pl.col("months")
    paid = monthly.filter(pl.col("beneficiaries") > 0).with_columns(
        ((2 * pl.col("monthly_amount_vnd") + shared) // (2 * shared)).alias("_mean")
    )
    problems: list[Problem] = []
    for number, part in enumerate(records.parts):
        means = paid.filter(pl.col("_part") == number)
        problems += _undeclared(records, part, means) or _unlikely(records, part, means)
    nobody = Fault(_("có kinh phí nhưng số đối tượng là 0"), _("Kiểm tra lại số đối tượng của dòng này."))
    none = monthly.filter(pl.col("beneficiaries") == 0)["_index"].to_list()
    return problems + records.together(none, "monthly_amount_vnd", nobody, "warning", "plausible")


def _rows(records: Records, condition: pl.Expr) -> pl.DataFrame:
    return records.frame.with_row_index("_index").filter(condition)


def _unlikely(records: Records, part: Part, means: pl.DataFrame) -> list[Problem]:
    problems: list[Problem] = []
    for outside in (pl.col("_mean") < LEAST_A_PERSON, pl.col("_mean") > MOST_A_PERSON):
        rows = means.filter(outside)
        if rows.is_empty():
            continue
        fault = Fault(
            _("cho mức bình quân {mean} đồng/người/tháng, ngoài khoảng thường gặp {least} đến {most}").format(
                mean=_span(rows), least=written(LEAST_A_PERSON), most=written(MOST_A_PERSON)
            ),
            _("Kiểm tra số tiền, số đối tượng (có phải nghìn người) và đơn vị tính (đang hiểu là {unit}).").format(
                unit=_(UNIT_NAMES[part.table.layout.power])
            ),
        )
        problems += records.together(rows["_index"].to_list(), "monthly_amount_vnd", fault, "warning", "plausible")
    return problems


def _undeclared(records: Records, part: Part, means: pl.DataFrame) -> list[Problem]:
    if part.table.layout.unit_answered or means.is_empty():
        return []
    low = means.filter(pl.col("_mean") * _MISTAKEN_UNIT > MOST_A_PERSON).is_empty()
    high = means.filter(pl.col("_mean") < LEAST_A_PERSON * _MISTAKEN_UNIT).is_empty()
    layout = part.table.layout
    doubtful = low and layout.power == 0 and not part.table.as_exported("monthly_amount_vnd")
    if not (doubtful if layout.unit_declared else low or high):
        return []
    if not part.table.layout.unit_declared:
        reason = _("Tệp không ghi đơn vị tính của kinh phí; nếu là đồng thì mức bình quân là {mean} đồng/người/tháng")
        remedy = _("Ghi đơn vị vào tiêu đề cột, ví dụ 'Kinh phí hằng tháng (triệu đồng)'.")
        return [error(Fault(reason.format(mean=_span(means)), remedy), UNIT_NOT_NAMED)]
    money, people = means.select("monthly_amount_vnd", "beneficiaries").row(0)
    reason = _(
        "là {money} đồng cho {people} người (tệp ghi đơn vị là {unit}): mức bình quân {mean} không thể có"
    ).format(
        money=written(money), people=written(people), unit=_(UNIT_NAMES[part.table.layout.power]), mean=_span(means)
    )
    remedy = _("Sửa đơn vị tính của số tiền hoặc của số người ở tiêu đề, hoặc chọn lại đơn vị tính của số tiền.")
    rows = means["_index"].to_list()
    return records.together(rows, "monthly_amount_vnd", Fault(reason, remedy), code=UNIT_NOT_NAMED)


def _span(rows: pl.DataFrame) -> str:
    low, high = rows.select(low=pl.col("_mean").min(), high=pl.col("_mean").max()).row(0)
    return written(low) if low == high else f"{written(low)}–{written(high)}"


DATASET = Dataset(
    "payments",
    N_("Chi trả hằng tháng"),
    PAYMENTS,
    (Column("district_code", N_("Mã huyện"),
        "ma quan huyen|ma huyen thanh pho|ma huyen thi xa thanh pho|ma cap huyen|ma don vi|district id"),
        Column("district", N_("Huyện, thành phố"),
        "huyen|ten huyen|quan huyen|huyen thi xa|huyen thi xa thanh pho|thanh pho huyen|cap huyen"
        "|don vi|ten don vi|dia phuong|district name"), Column("commune_code", N_("Mã xã"),
        "ma xa phuong|ma xa phuong thi tran|ma phuong xa|ma cap xa|commune id"), Column("commune", N_("Xã, phường"),
        "xa|ten xa|phuong xa|xa phuong thi tran|xa phuong tt|ten xa phuong|cap xa|commune name"), Column("period",
        N_("Kỳ"), "thang|thang nam|ky chi tra|thang chi tra|ky tra|ky chi|thang chi|ky bao cao|thang huong|month",
        "period", needed=True, key=True), Column("group", N_("Nhóm đối tượng"),
        "nhom|ma nhom|ten nhom|loai doi tuong|dien doi tuong|dien huong|doi tuong|nhom huong|loai tro cap|che do"
        "|chuong trinh|linh vuc|programme|program|scheme", needed=True, read=read_group, key=True), Column("kind",
        N_("Hình thức chi"), "loai chi|loai chi tra|hinh thuc|hinh thuc chi tra|khoan chi", default=KINDS[0],
        read=read_kind, key=True), Column("months", N_("Số tháng"), "", "count", default=1, most=MOST_PEOPLE),
        Column("beneficiaries", N_("Số đối tượng"),
        "so nguoi|so nguoi huong|so nguoi duoc huong|so doi tuong huong|so doi tuong duoc huong|tong so "
        "nguoi|tong so doi tuong|so luong|so luong doi tuong|people|nguoi|sl|doi tuong nguoi|so nguoi nhan|so "
        "nguoi duoc nhan|so nguoi huong tro cap|so nguoi duoc huong tro cap|so doi tuong huong tro cap|so doi "
        "tuong duoc huong tro cap|so nguoi dang huong|so doi tuong dang huong|so nguoi duoc chi tra|so doi tuong "
        "duoc chi tra|so nguoi da chi tra", "count", needed=True, summed=True, most=MOST_PEOPLE, counts="people"),
        Column("shares",
        N_("Số suất"), "suat", "count", summed=True, most=MOST_PEOPLE), Column("monthly_amount_vnd",
        N_("Kinh phí hằng tháng"),
        "monthly amount|amount|kinh phi|kinh phi thang|kinh phi chi tra|tong kinh phi|kinh phi chi tra hang "
        "thang|so tien|so tien hang thang|so tien chi tra|tong so tien|tong tien|tien tro cap|tien|thanh "
        "tien|kp|so tien tro cap|kinh phi thuc hien|kinh phi da chi|kinh phi da chi tra|so tien da chi tra|kinh "
        "phi chi tra thang|kinh phi chi tro cap|tong kinh phi chi tra|tong kinh phi da chi tra|tong so tien chi "
        "tra|tong so tien da chi tra|tong tien chi|tong tien chi tra|tong tien tro cap", "money", needed=True,
        summed=True, most=MOST_VND)),
    ("district_code", "district", "commune_code", "commune"),
    levels=frozenset({"province", "district", "commune"}),
    province_is_total=True,
    checks=(whole_province, people_of_area, months_paid, implausible),
    doubts=(absent_districts,),
)  # fmt: skip
AREA_COLUMNS = tuple(DATASET.column(name) for name in AREA)
