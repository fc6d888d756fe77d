"""The lines beside the monthly merit allowance: gifts of Tết, 27/7 and 2/9, convalescence, the management fee.

Belongs here: their levers and the months they fall in. The report gives no number of suất: a gift without one is left out and
said to be "chưa nhập". The President's gifts are NSTW, the province's own NS tỉnh: two lines.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.policy.levers.levers import UNSET, Lever
from models.wording.words import N_

TET_MONTHS = {2023: 1, 2024: 2, 2025: 1, 2026: 2, 2027: 2}
"""Month of the first day of Tết: 22/01/2023, 10/02/2024, 29/01/2025, 17/02/2026, 06/02/2027."""


@dataclass(frozen=True)
class Gift:
    """An occasion with its levers: the President's gifts at two levels, and the province's own (now and in the scenario)."""

    code: str
    name: str
    month: int | None
    high_count: Lever
    low_count: Lever
    high_amount: Lever
    low_amount: Lever
    province_count: Lever
    province_now: Lever
    province_amount: Lever

    def month_in(self, year: int) -> int:
        """The calendar month the gift is given in; Tết moves from year to year."""
        return self.month if self.month is not None else TET_MONTHS.get(year, 2)

    @property
    def levers(self) -> tuple[Lever, ...]:
        return (
            self.high_count, self.low_count, self.high_amount, self.low_amount, self.province_count, self.province_now,
            self.province_amount,
        )  # fmt: skip


_EMPTY = N_("Để trống: chưa có số, không tính khoản này.")
_SUAT, _DONG = N_("suất"), N_("đồng/suất")
_PRESIDENT = N_("Quyết định của Chủ tịch nước về tặng quà (600.000 và 300.000 đồng)")
_PROVINCE = N_("Kế hoạch tặng quà của tỉnh")


def _gift(code: str, slug: str, name: str, month: int | None) -> Gift:
    def count(key: str, parameter: str, label: str, source: str) -> Lever:
        return Lever(
            f"merit.gift.{code}.{key}", f"ncc-{slug}-{parameter}", label, "optional_amount", UNSET, unit=_SUAT, minimum=0,
            maximum=200_000, legal_source=source, help=_EMPTY,
        )  # fmt: skip

    def amount(key: str, parameter: str, label: str, default: int) -> Lever:
        return Lever(
            f"merit.gift.{code}.{key}", f"ncc-{slug}-{parameter}", label, "count", default, unit=_DONG, minimum=0,
            maximum=5_000_000, step=50_000, legal_source=_PRESIDENT,
        )  # fmt: skip

    def province(key: str, parameter: str, label: str) -> Lever:
        return Lever(
            f"merit.gift.{code}.{key}", f"ncc-{slug}-{parameter}", label, "optional_amount", UNSET, unit=_DONG, minimum=0,
            maximum=5_000_000, step=50_000, legal_source=_PROVINCE, help=_EMPTY,
        )  # fmt: skip

    return Gift(
        code, name, month,
        count("high_count", "suat-muc-1", N_("Quà Chủ tịch nước mức 1: số suất"), _PRESIDENT),
        count("low_count", "suat-muc-2", N_("Quà Chủ tịch nước mức 2: số suất"), _PRESIDENT),
        amount("high_amount", "muc-1", N_("Quà Chủ tịch nước mức 1: mức quà"), 600_000),
        amount("low_amount", "muc-2", N_("Quà Chủ tịch nước mức 2: mức quà"), 300_000),
        count("province_count", "suat-tinh", N_("Quà của tỉnh: số suất"), _PROVINCE),
        province("province_now", "tinh-hien-nay", N_("Quà của tỉnh: mức hiện nay")),
        province("province_amount", "tinh-muc", N_("Quà của tỉnh: mức phương án")),
    )  # fmt: skip


GIFTS = (
    _gift("tet", "tet", N_("Tết Nguyên đán"), None),
    _gift("july_27", "27-7", N_("Ngày Thương binh - Liệt sĩ 27/7"), 7),
    _gift("september_2", "2-9", N_("Quốc khánh 2/9"), 9),
)
CURRENT_GIFT_AMOUNTS = (600_000, 300_000)
"""Levels 1 and 2 of the President's gifts as decided for Tết and 27/7; the lever's default and the current option."""
CONVALESCENCE_HOME = Lever(
    "merit.convalescence_home", "ncc-dieu-duong-nha", N_("Điều dưỡng tại nhà: lượt người mỗi năm"), "optional_amount", UNSET,
    unit=N_("lượt"), minimum=0, maximum=50_000, legal_source=N_("0,9 lần mức chuẩn một lượt"), help=_EMPTY,
)  # fmt: skip
CONVALESCENCE_CENTRE = Lever(
    "merit.convalescence_centre", "ncc-dieu-duong-tap-trung", N_("Điều dưỡng tập trung: lượt người mỗi năm"),
    "optional_amount", UNSET, unit=N_("lượt"), minimum=0, maximum=50_000,
    legal_source=N_("1,8 lần mức chuẩn một lượt"), help=_EMPTY,
)  # fmt: skip
FEE = Lever(
    "merit.management_fee", "ncc-phi-quan-ly", N_("Tính phí quản lý 1,7%"), "switch", 0,
    legal_source=N_("1,7% kinh phí ưu đãi do NSTW bảo đảm"), help=N_("Tính trên trợ cấp hằng tháng, quà của Chủ tịch nước và điều dưỡng."),
)  # fmt: skip
MERIT_LINE_LEVERS = (
    *(lever for gift in GIFTS for lever in gift.levers), CONVALESCENCE_HOME, CONVALESCENCE_CENTRE, FEE,
)  # fmt: skip
