"""What the district map can show: each indicator's name, unit, and how a district's mark is made from its figure.

Belongs here: the list and the marks. Does not: geometry or drawing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from data.locale import _
from models.policy.by_district import DistrictFigure
from models.policy.schemes import MERIT, PROTECTION, Scheme
from pages.components.map_marks import DistrictMark
from pages.components.numbers import MILLION, millions, number, rough_millions, signed, signed_millions

Measure = Literal["people", "amount", "increase"]


@dataclass(frozen=True)
class MapIndicator:
    key: str
    name: str
    unit: str
    scheme: Scheme
    measure: Measure


INDICATORS = {
    indicator.key: indicator
    for indicator in (
        MapIndicator("btxh-nguoi", _("Đối tượng trợ cấp tại cộng đồng"), _("người"), PROTECTION, "people"),
        MapIndicator("btxh-kinh-phi", _("Kinh phí trợ cấp tại cộng đồng"), _("triệu đồng/tháng"), PROTECTION, "amount"),
        MapIndicator(
            "btxh-tang-them",
            _("Kinh phí tăng thêm theo phương án đang xem xét"),
            _("triệu đồng/tháng"),
            PROTECTION,
            "increase",
        ),
        MapIndicator("ncc-nguoi", _("Người có công hưởng hằng tháng"), _("người"), MERIT, "people"),
        MapIndicator("ncc-kinh-phi", _("Kinh phí trợ cấp người có công"), _("triệu đồng/tháng"), MERIT, "amount"),
    )
}


def mark(indicator: MapIndicator, figure: DistrictFigure, increases: Mapping[int, int]) -> DistrictMark:
    """The district's mark; `increases` is the scenario's monthly change by area id in đồng. A figure of fewer people
    than may be shown is named as such, a missing one stays missing."""
    if figure.people is None:
        return DistrictMark(figure.code, figure.name, None)
    if figure.small:
        return DistrictMark(figure.code, figure.name, None, _("Dưới 5 người (không hiển thị)"))
    if indicator.measure == "people":
        value, text = _people(figure.people, figure.illustrative)
    else:
        vnd = increases.get(figure.area_id) if indicator.measure == "increase" else figure.amount_vnd
        if vnd is None:
            return DistrictMark(figure.code, figure.name, None)
        value, text = _amount(vnd, figure.illustrative, indicator.measure == "increase")
    return DistrictMark(figure.code, figure.name, value, text, figure.illustrative)


def _people(count: int, illustrative: bool) -> tuple[float, str]:
    shown = round(count, -2) if illustrative else count
    return float(shown), _("{count} người").format(count=number(shown))


def _amount(vnd: int, illustrative: bool, change: bool) -> tuple[float, str]:
    if illustrative:
        rounded = rough_millions(vnd)
        if change and vnd == 0:
            return 0.0, _("không đổi")
        text = signed(rounded, 0) if change else number(rounded, 0)
        return rounded, _("{amount} triệu đồng").format(amount=text)
    text = signed_millions(vnd) if change else millions(vnd)
    return vnd / MILLION, _("{amount} triệu đồng").format(amount=text)
