"""The words for an area that cannot be taken.

Belongs here: why a code or name is not in the list of its period, what it may have meant and what became of it. Does not:
the search (matching.py). Whatever is suggested here is never applied.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from datetime import date, timedelta

from data.ingest.area_lists import Area, successors
from data.ingest.area_names import Name
from data.ingest.contracts import Level
from data.ingest.level_areas import level_areas
from data.locale import _
from data.parsing.folding import fold
from data.vocabulary.problems import Fault, shown
from data.vocabulary.vintages import VINTAGE_2023, VINTAGE_2025_07, VINTAGES

_NEAR = 0.7


def unknown_code(code: str, vintage: date, levels: Sequence[Level], period: str) -> Fault:
    if code.isascii() and code.isdigit():
        for other in _others(vintage):
            for level in levels:
                area = level_areas(other, level).by_code(code)
                if area is not None:
                    return _of_another_list(area, other, vintage, period, by_code=True)
    example = next(areas[0] for level in levels if level != "province" and (areas := level_areas(vintage, level).areas))
    return Fault(
        _("không có trong danh mục mã đơn vị {listed}").format(listed=listed(vintage)),
        _("Ghi đúng mã, ví dụ {code} ({name}), hoặc để trống và ghi tên.").format(code=example.code, name=example.name),
    )


def unknown_name(text: str, vintage: date, levels: Sequence[Level], period: str) -> Fault:
    for other in _others(vintage):
        for level in levels:
            areas = level_areas(other, level).of_kind(text)
            if areas:
                return _of_another_list(areas[0], other, vintage, period)
    plain = {name: full for level in levels for name, full in level_areas(vintage, level).plain_names.items()}
    sought = {Name.of(text, level).plain for level in levels if level != "province"}
    near = max((_nearest(name, plain) for name in sought), key=lambda found: found[0])[1]
    if near is None:
        return Fault(
            _("không có trong danh mục {listed} của tỉnh").format(listed=listed(vintage)),
            _("Ghi đúng tên đơn vị theo danh mục."),
        )
    return Fault(
        _("không có trong danh mục {listed}; có phải '{name}'?").format(listed=listed(vintage), name=near),
        _("Nếu đúng, sửa ô này thành '{name}'.").format(name=near),
    )


def beside_code(fault: Fault, code: str, by_code: Area) -> Fault:
    """The fault of a name whose row has a code that is known: the code says which unit was meant, nearer than any name."""
    return Fault(
        _("{reason}; mã {code} cùng dòng là '{name}'").format(
            reason=fault.reason.partition(";")[0], code=shown(code), name=by_code.name
        ),
        _("Nếu đúng là đơn vị đó, sửa ô này thành '{name}'; nếu không, sửa mã.").format(name=by_code.name),
    )


def other_kind(text: str, area: Area, vintage: date, period: str) -> Fault | None:
    """Why "Thị trấn Tân Thanh" is not Xã Tân Thanh of July 2025; None where only the word for the kind differs, as of a
    xã that became a phường."""
    for other in _others(vintage):
        for named in level_areas(other, area.level).of_kind(text):
            same = named.code == area.code and VINTAGE_2025_07 not in (vintage, other)
            if not same:
                return _of_another_list(named, other, vintage, period)
    return None


def once_larger(text: str, area: Area, vintage: date) -> Fault | None:
    """Why "Kim Bảng" alone is not Phường Kim Bảng: until July 2025 it was the name of the whole district."""
    name = fold(text)
    for other in _others(vintage):
        for level in ("province", "district"):
            for named in level_areas(other, level).areas:
                if Name.of(named.name, level).plain in (name, f"tinh {name}"):
                    return Fault(
                        _("có thể là {area} hoặc {former} trước ngày {day}").format(
                            area=area.name, former=named.name, day=written_day(vintage)
                        ),
                        _("Ghi đủ cấp đơn vị, ví dụ '{area}', hoặc ghi mã {code}.").format(
                            area=area.name, code=area.code
                        ),
                    )
    return None


def shared_name(areas: Sequence[Area]) -> Fault:
    names = ", ".join(f"{area.name} ({area.code})" for area in areas)
    return Fault(_("trùng tên nhiều đơn vị: {names}").format(names=names), _("Ghi thêm mã hoặc tên huyện."))


def disagree(code: str, by_code: Area, by_name: Area) -> Fault:
    return Fault(
        _("không khớp với mã {code}: mã này là {name}, còn tên này có mã {other}").format(
            code=shown(code), name=by_code.name, other=by_name.code
        ),
        _("Sửa mã hoặc tên cho khớp nhau."),
    )


def in_another(commune: Area, own: Area | None, district: Area) -> Fault:
    return Fault(
        _("là {commune} ({code}) thuộc {own}, không thuộc {district}").format(
            commune=commune.name, code=commune.code, own=own.name if own else "", district=district.name
        ),
        _("Sửa cột huyện hoặc cột xã cho khớp nhau."),
    )


def read_as(area: Area) -> Fault:
    return Fault(
        _("viết dấu khác danh mục, được hiểu là '{name}'").format(name=area.name),
        _("Nếu không phải, sửa ô này trước khi nạp."),
    )


def listed(vintage: date) -> str:
    """The words for a list: "năm 2023", "từ 01/7/2025"."""
    return _("năm 2023") if vintage == VINTAGE_2023 else _("từ {day}").format(day=written_day(vintage))


def written_day(day: date) -> str:
    """A day as official papers write it: 01/7/2025, 31/12/2024."""
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"{day.day:02}/{month}/{day.year}"


def _others(vintage: date) -> list[date]:
    """The other lists, nearest in time first."""
    return sorted((other for other in VINTAGES if other != vintage), key=lambda other: abs(other - vintage))


def _of_another_list(area: Area, other: date, vintage: date, period: str, *, by_code: bool = False) -> Fault:
    if other > vintage:
        span = _("từ {day}").format(day=written_day(other))
    else:
        end = next(first for first in VINTAGES if first > other and first <= vintage) - timedelta(days=1)
        span = _("đến {day}").format(day=written_day(end))
    here = _("kỳ {period}").format(period=period) if period else _("danh mục {listed}").format(listed=listed(vintage))
    said = _("có trong danh mục {span}, không có ở {here}").format(span=span, here=here)
    reason = _("là mã của {area}, {said}").format(area=area.name, said=said) if by_code else said
    later = successors().get((other, area.code), ()) if vintage == VINTAGE_2025_07 and area.level == "commune" else ()
    if later:
        names = _(" và ").join(f"'{name}'" for name in later)
        return Fault(reason, _("Địa bàn này nay thuộc {names}; ghi đơn vị của kỳ này.").format(names=names))
    return Fault(reason, _("Ghi đơn vị có trong danh mục của kỳ này, hoặc sửa kỳ."))


def _nearest(text: str, names: dict[str, str]) -> tuple[float, str | None]:
    near = difflib.get_close_matches(text[:100], names, n=1, cutoff=_NEAR)
    if not near:
        return 0.0, None
    return difflib.SequenceMatcher(None, near[0], text).ratio(), names[near[0]]
