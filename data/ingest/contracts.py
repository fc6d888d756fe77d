"""Datasets: which columns a file may have and by what headings they are known.

Belongs here: column names, their Vietnamese labels, heading synonyms and which columns must be there. Does not: where
the headings stand in a file, or how a cell is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from data.locale import _
from data.parsing.folding import fold
from models.words import N_

Measure = Literal["text", "count", "money"]

IGNORED_SILENTLY = frozenset({"stt", "tt", "so tt", "so thu tu", "no"})


@dataclass(frozen=True)
class Column:
    """A column of a dataset; `headings` are folded (lower case, no diacritics), the name itself is always one of them."""

    name: str
    label: str
    headings: frozenset[str]
    measure: Measure = "text"
    needed: bool = False

    @property
    def title(self) -> str:
        """Both names, as messages show them: "Số đối tượng (beneficiaries)"."""
        return _("{label} ({name})").format(label=_(self.label), name=self.name)


@dataclass(frozen=True)
class Dataset:
    """A kind of file: its columns and the columns of which at least one must say what a row is about (its area)."""

    name: str
    columns: tuple[Column, ...]
    area_columns: tuple[str, ...]

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


def _column(name: str, label: str, headings: str, measure: Measure = "text", *, needed: bool = False) -> Column:
    known = {fold(heading) for heading in headings.split("|")} | {fold(name), fold(label)}
    return Column(name, label, frozenset(known), measure, needed)


PAYMENTS = Dataset(
    "payments",
    (
        _column(
            "district_code",
            N_("Mã huyện"),
            "ma quan huyen|ma huyen thanh pho|ma huyen thi xa thanh pho|ma cap huyen|ma don vi|district id",
        ),
        _column(
            "district",
            N_("Huyện, thành phố"),
            "huyen|ten huyen|quan huyen|huyen thi xa|huyen thi xa thanh pho|thanh pho huyen|cap huyen"
            "|don vi|ten don vi|dia phuong|district name",
        ),
        _column(
            "commune_code",
            N_("Mã xã"),
            "ma xa phuong|ma xa phuong thi tran|ma phuong xa|ma cap xa|commune id",
        ),
        _column(
            "commune",
            N_("Xã, phường"),
            "xa|ten xa|phuong xa|xa phuong thi tran|xa phuong tt|ten xa phuong|cap xa|commune name",
        ),
        _column(
            "period", N_("Kỳ"), "thang|thang nam|ky chi tra|thang chi tra|ky bao cao|thang huong|month", needed=True
        ),
        _column(
            "group",
            N_("Nhóm đối tượng"),
            "nhom|ma nhom|loai doi tuong|doi tuong|chuong trinh|linh vuc|programme|program|scheme",
            needed=True,
        ),
        _column("kind", N_("Hình thức chi"), "loai chi|loai chi tra|hinh thuc|hinh thuc chi tra|khoan chi"),
        _column("months", N_("Số tháng"), "", "count"),
        _column(
            "beneficiaries",
            N_("Số đối tượng"),
            "so nguoi|so nguoi huong|so nguoi duoc huong|so doi tuong huong|so doi tuong duoc huong|tong so nguoi"
            "|tong so doi tuong|so luong|so luong doi tuong|people",
            "count",
            needed=True,
        ),
        _column("shares", N_("Số suất"), "suat", "count"),
        _column(
            "monthly_amount_vnd",
            N_("Kinh phí hằng tháng"),
            "monthly amount|amount|kinh phi|kinh phi thang|kinh phi chi tra|tong kinh phi|kinh phi chi tra hang thang"
            "|so tien|so tien hang thang|so tien chi tra|tong so tien|tong tien|tien tro cap",
            "money",
            needed=True,
        ),
    ),
    ("district_code", "district", "commune_code", "commune"),
)

PARAMETERS = Dataset(
    "parameters",
    (
        _column("name", N_("Tên mức"), "ten|ma muc|ten hoac ma muc|loai muc|parameter|muc gi"),
        _column("label", N_("Diễn giải"), "ghi ro|dien giai muc"),
        _column(
            "value",
            N_("Mức, đồng/tháng"),
            "muc|gia tri|muc dong|muc huong|muc huong dong thang|muc moi|muc chuan|muc dong nguoi thang|so tien|so dong",
            needed=True,
        ),
        _column("issued_on", N_("Ngày ban hành"), "ban hanh|ban hanh ngay|ngay ky"),
        _column("applies_from", N_("Áp dụng từ ngày"), "ap dung|ap dung tu|huong tu|huong tu ngay", needed=True),
        _column("in_force_from", N_("Có hiệu lực từ ngày"), "hieu luc|co hieu luc|ngay hieu luc|co hieu luc tu"),
        _column(
            "first_paid", N_("Chi trả từ tháng"), "chi tra tu|chi tra theo muc moi tu thang|thang chi tra dau tien"
        ),
        _column("document", N_("Văn bản"), "so van ban|so ky hieu van ban|ten van ban", needed=True),
        _column("evidence", N_("Nguồn thông tin"), "nguon|lay tu dau|tinh chat", needed=True),
    ),
    ("name",),
)
"""Dated rules; `label` says in words what a code is about and is not kept."""

DATASETS: dict[str, Dataset] = {PAYMENTS.name: PAYMENTS, PARAMETERS.name: PARAMETERS}
