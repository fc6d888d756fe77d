"""A table of any dataset as offices write it: encoding, delimiter, form of numbers, unit, names of areas, spelling of
periods."""

import csv
import io
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from data.export.templates import headings
from data.ingest.areas import Area, areas_of
from data.vocabulary.periods import VINTAGE_2023, VINTAGE_2025_07

Row = Mapping[str, Any]
AREAS = {vintage: {area.code: area for area in areas_of(vintage)} for vintage in (VINTAGE_2023, VINTAGE_2025_07)}
"""The lists that test_datasets_round_trip.files takes areas from."""
DATED = ("period", "measured_on", "budget_year")
PERIODS = ("period", "month", "measured_on")


def in_1258(text: str) -> bytes:
    """Windows-1258 as the program Vietkey wrote it: letters whole, tones apart where there is no letter with its
    tone."""
    found = bytearray()
    for letter in unicodedata.normalize("NFC", text):
        try:
            found += letter.encode("cp1258")
        except UnicodeEncodeError:
            tones = [mark for mark in unicodedata.normalize("NFD", letter) if mark in "\u0300\u0301\u0303\u0309\u0323"]
            rest = "".join(mark for mark in unicodedata.normalize("NFD", letter) if mark not in tones)
            found += unicodedata.normalize("NFC", rest).encode("cp1258") + tones[0].encode("cp1258")
    return bytes(found)


ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "utf-8": str.encode,
    "utf-8 with its mark": lambda text: text.encode("utf-8-sig"),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16 big end first": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "windows-1258": in_1258,
}


def _grouped(grouping: str, mark: str) -> Callable[[Decimal], str]:
    def write(number: Decimal) -> str:
        whole, _point, part = f"{abs(number):,f}".partition(".")
        sign, part = "-" if number < 0 else "", part.rstrip("0")
        return sign + whole.replace(",", grouping) + (f"{mark}{part}" if part else "")

    return write


NUMBERS: dict[str, Callable[[Decimal], str]] = {
    "plain": _grouped("", ","),
    "vietnamese": _grouped(".", ","),
    "international": _grouped(",", "."),
    "spaces": _grouped(" ", ","),
}


def _full(area: Area) -> str:
    return area.name


def _bare(area: Area) -> str:
    return (
        unicodedata.normalize("NFD", area.name)
        .translate({ord("đ"): "d", ord("Đ"): "D"})
        .encode("ascii", "ignore")
        .decode()
    )


NAMES: dict[str, Callable[[Area], str]] = {
    "full": _full,
    "capitals": lambda area: area.name.upper(),
    "short": lambda area: _short(area.name),
    "without diacritics": _bare,
    "NFD": lambda area: unicodedata.normalize("NFD", area.name),
}


def _short(name: str) -> str:
    for kind in ("Thành phố ", "Thị xã ", "Thị trấn ", "Huyện ", "Phường ", "Xã ", "Tỉnh "):
        name = name.removeprefix(kind)
    return name


MONTHS: tuple[Callable[[str, str], str], ...] = (
    lambda year, month: f"{year}-{month}",
    lambda year, month: f"{int(month)}/{year}",
    lambda year, month: f"{month}/{year}",
    lambda year, month: f"Tháng {int(month)} năm {year}",
    lambda year, month: f"T{month}/{year}",
)


@dataclass(frozen=True)
class Dress:
    """How one file is written; `named` "" writes codes of areas alone."""

    encoding: str
    delimiter: str
    ending: str
    numbers: str
    power: int
    named: str
    month: Callable[[str, str], str]

    @property
    def leaves_nothing_open(self) -> bool:
        """Plain numbers of the base unit, and codes of areas or whole names beside that of the district."""
        return self.numbers == "plain" and self.power == 0 and self.named in ("", "full", "capitals", "NFD")

    def file(self, dataset: str, rows: Sequence[Row], columns: Sequence[str]) -> bytes:
        """The rows (of the dataset's schema) under Vietnamese headings."""
        out = io.StringIO()
        writer = csv.writer(out, delimiter=self.delimiter, lineterminator=self.ending)
        own = [name for name in columns if name not in ("district_code", "commune_code")]
        areas = ("district", "commune") if self.named else ("district_code", "district", "commune_code")
        titles = headings(dataset, [*areas, *own])
        writer.writerow(title.replace("(đồng)", "(nghìn đồng)") if self.power else title for title in titles)
        for row in rows:
            writer.writerow([*self._area(row), *(self._cell(name, row[name]) for name in own)])
        return ENCODINGS[self.encoding](out.getvalue())

    def _area(self, row: Row) -> list[str]:
        district, commune = row["district_code"], row["commune_code"]
        province = "Toàn tỉnh" if district is None and commune is None else ""
        if not self.named:
            return [district or "", province, commune or ""]
        write = NAMES[self.named]
        names = AREAS[VINTAGE_2025_07 if any(str(row.get(name)).startswith("2026") for name in DATED) else VINTAGE_2023]
        return [province or (write(names[district]) if district else ""), write(names[commune]) if commune else ""]

    def _cell(self, name: str, value: Any) -> str:
        if value is None:
            return ""
        if name in PERIODS and isinstance(value, str) and len(value) == 7:
            return self.month(*value.split("-"))
        if isinstance(value, str) or name == "budget_year":
            return str(value)
        scaled = Decimal(value).scaleb(-self.power) if name.endswith("_vnd") else Decimal(value)
        return NUMBERS[self.numbers](scaled)


dresses = st.builds(
    Dress,
    encoding=st.sampled_from(sorted(ENCODINGS)),
    delimiter=st.sampled_from(",;\t|"),
    ending=st.sampled_from(("\n", "\r\n", "\r")),
    numbers=st.sampled_from(sorted(NUMBERS)),
    power=st.sampled_from((0, 3)),
    named=st.sampled_from(("", *sorted(NAMES))),
    month=st.sampled_from(MONTHS),
)
