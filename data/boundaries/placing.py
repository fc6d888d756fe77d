"""Whether the numbers of a file are longitudes and latitudes of the province."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from data.boundaries.limits import COUNTRY, PROVINCE
from data.boundaries.problems import Problem, error
from data.boundaries.process import Extent, Listed
from data.boundaries.words import EXPORT
from data.locale import _
from data.vocabulary.problems import Fault, shown

Place = Literal["home", "country", "swapped", "plane", "abroad"]
# EPSG 4326 and its three-dimensional sister; CRS84 and CRS84h of OGC. All else, EPSG 4756 (VN-2000 in degrees) too,
# lies some
# 200 m beside them or on a plane.
_ACCEPTED = re.compile(r"(?i)(?:^|[:/#])(?:4326|4979|CRS84h?)$|^(?:WGS ?84)$")


def crs_problem(crs: str) -> Problem | None:
    """Why a named coordinate system cannot be taken."""
    if not crs or _ACCEPTED.search(crs.strip()):
        return None
    reason = _("tệp ghi hệ tọa độ “{name}” (ví dụ VN-2000), không phải kinh độ, vĩ độ WGS 84")
    return error("crs", Fault(reason.format(name=shown(crs)), _(EXPORT)))


def misplaced(features: Sequence[Listed]) -> Problem | None:
    """Why the file as a whole is no map of the country."""
    placed = [(feature, place(feature.extent)) for feature in features if feature.extent is not None]
    for wrong, code, said, remedy in (
        (
            "plane",
            "projected",
            _(
                "tọa độ ({x}; {y}) là tọa độ phẳng tính bằng mét, như VN-2000 hoặc UTM, không phải kinh độ, vĩ độ "
                "WGS 84"
            ),
            _(EXPORT),
        ),
        (
            "swapped",
            "swapped",
            _("tọa độ ({x}; {y}) ghi vĩ độ trước, kinh độ sau; GeoJSON cần kinh độ trước"),
            _("Đổi thứ tự hai tọa độ rồi xuất lại (QGIS: Vector, Công cụ hình học, Hoán đổi tọa độ X và Y)."),
        ),
    ):
        for feature, where in placed:
            if where == wrong and feature.extent is not None:
                west, south, _east, _north = feature.extent
                fault = Fault(said.format(x=_written(west), y=_written(south)), remedy)
                return error(code, fault, feature.number)
    if placed and all(where == "abroad" for _feature, where in placed):
        return error("abroad", Fault(_("không đối tượng nào nằm ở Việt Nam"), _(EXPORT)))
    return None


def away(features: Sequence[Listed], names: Sequence[str]) -> Iterator[Problem]:
    """Features that were matched and do not lie in the province, with their names."""
    for feature, name in zip(features, names, strict=True):
        if feature.extent is not None and place(feature.extent) != "home":
            west, south, east, north = feature.extent
            reason = _("nằm ngoài tỉnh: kinh độ {west} đến {east}, vĩ độ {south} đến {north}").format(
                west=_written(west), east=_written(east), south=_written(south), north=_written(north)
            )
            remedy = _("Xóa đối tượng trùng tên của tỉnh khác, hoặc kiểm tra hệ tọa độ của lớp rồi xuất lại.")
            yield error("away", Fault(reason, remedy), feature.number, name)


def place(extent: Extent) -> Place:
    west, south, east, north = extent
    if _within(extent, PROVINCE):
        return "home"
    if _within(extent, COUNTRY):
        return "country"
    if _within((south, west, north, east), COUNTRY):
        return "swapped"
    return "plane" if west < -180 or east > 180 or south < -90 or north > 90 else "abroad"


def _within(extent: Extent, box: Extent) -> bool:
    return box[0] <= extent[0] and box[1] <= extent[1] and extent[2] <= box[2] and extent[3] <= box[3]


def _written(value: float) -> str:
    return f"{value:.7g}".replace(".", ",") if abs(value) < 1e12 else f"{value:.3e}"
