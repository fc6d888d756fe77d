"""What was found while drawing, in words, and areas held against the published ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from data.boundaries import limits
from data.boundaries.problems import Problem, error, note, warning
from data.boundaries.units import Published
from data.locale import _
from data.vocabulary.numbers import written, written_decimal
from data.vocabulary.problems import Fault

Finding = Mapping[str, Any]
_LISTED = 5


@dataclass(frozen=True)
class Findings:
    """Speaks of findings: `names` of units by code, `called` what the file calls a feature, `total_m2` the size of
    all."""

    names: Mapping[str, str]
    called: Callable[[int], str]
    total_m2: float

    def problems(self, findings: Iterable[Finding]) -> Iterator[Problem]:
        for finding in findings:
            yield from getattr(self, f"_{finding['code']}")(finding)

    def _units(self, finding: Finding) -> str:
        return ", ".join(self.names[code] for code in finding["units"])

    def _collapsed(self, finding: Finding) -> Iterator[Problem]:
        number = finding["features"][0]
        fault = Fault(_("các vòng nét vẽ không bao được diện tích nào"), _("Vẽ lại đơn vị này trong phần mềm bản đồ."))
        yield error("collapsed", fault, number, self.called(number))

    def _nested(self, finding: Finding) -> Iterator[Problem]:
        reason = _(
            "các đối tượng số {numbers} cùng là đơn vị này mà cái này nằm trong cái kia, không rõ là đất hay là lỗ"
        )
        remedy = _("Gộp thành một đối tượng trong phần mềm bản đồ (QGIS: Vector, Công cụ xử lý hình học, Hòa tan).")
        yield error("nested", Fault(reason.format(numbers=_numbers(finding)), remedy), name=self._units(finding))

    def _merged(self, finding: Finding) -> Iterator[Problem]:
        words = _("{unit}: đã gộp các đối tượng số {numbers} của cùng một đơn vị")
        yield note("merged", words.format(unit=self._units(finding), numbers=_numbers(finding)))

    def _repaired(self, finding: Finding) -> Iterator[Problem]:
        words = _("đã sửa nét vẽ tự cắt hoặc chạm nhau ở đối tượng số {numbers}; chỉ giữ phần có diện tích")
        yield note("repaired", words.format(numbers=_numbers(finding)))

    def _closed(self, finding: Finding) -> Iterator[Problem]:
        yield note("closed", _("đã khép kín vòng ở đối tượng số {numbers}").format(numbers=_numbers(finding)))

    def _winding(self, finding: Finding) -> Iterator[Problem]:
        words = _("đã đổi chiều vòng nét vẽ cho đúng RFC 7946 ở {count} đối tượng")
        yield note("winding", words.format(count=len(finding["features"])))

    def _z(self, finding: Finding) -> Iterator[Problem]:
        yield note("z", _("đã bỏ độ cao (z) ở {count} đối tượng").format(count=len(finding["features"])))

    def _elsewhere(self, finding: Finding) -> Iterator[Problem]:
        reason = _(
            "chỉ {share}% nằm trong phạm vi đã biết của đơn vị này: có thể nhầm mã, nhầm tên hoặc lệch hệ tọa độ"
        )
        remedy = _("Kiểm tra mã, tên và hệ tọa độ của lớp rồi xuất lại.")
        share = written_decimal(round(finding["share"] * 1000), 1)
        yield error("elsewhere", Fault(reason.format(share=share), remedy), name=self._units(finding))

    def _overlap(self, finding: Finding) -> Iterator[Problem]:
        reason = _("chồng lấn nhau {area} quanh ({x}; {y})")
        remedy = _("Sửa ranh giới chung trong phần mềm bản đồ (QGIS: kiểm tra hình học, kiểm tra tôpô) rồi xuất lại.")
        yield error("overlap", Fault(_placed(reason, finding), remedy), name=self._units(finding))

    def _gap(self, finding: Finding) -> Iterator[Problem]:
        said = _placed(_("có khoảng trống {area} quanh ({x}; {y}) không thuộc đơn vị nào"), finding)
        if finding["m2"] > limits.HOLE_REFUSED * self.total_m2:
            remedy = _("Bổ sung phần thiếu vào đơn vị của nó rồi xuất lại.")
            yield error("gap", Fault(said, remedy), name=self._units(finding))
        else:
            remedy = _("Nếu đó là mặt nước hoặc đất chưa phân, xác nhận; nếu không, bổ sung rồi xuất lại.")
            yield warning("border_gap", Fault(said, remedy), name=self._units(finding))

    def _moved(self, finding: Finding) -> Iterator[Problem]:
        reason = _("khép các khe hẹp giữa các đơn vị sẽ đổi {share}% diện tích một đơn vị, quá giới hạn {most}%")
        share, most = (written_decimal(round(value * 1000), 1) for value in (finding["share"], limits.MOVED_REFUSED))
        remedy = _("Sửa ranh giới chung trong phần mềm bản đồ rồi xuất lại.")
        yield error("moved", Fault(reason.format(share=share, most=most), remedy))

    def _slivers(self, finding: Finding) -> Iterator[Problem]:
        words = _("đã khép các khe, chồng lấn hẹp dọc ranh giới chung: {count} chỗ, {area}")
        yield note("slivers", words.format(count=written(finding["count"]), area=area_words(finding["m2"])))

    def _simplified(self, finding: Finding) -> Iterator[Problem]:
        words = _(
            "đã đơn giản hóa nét vẽ từ {before} còn {after} điểm (sai số khoảng {metres} m), ranh giới chung vẫn "
            "trùng nhau"
        )
        yield note(
            "simplified",
            words.format(
                before=written(finding["before"]),
                after=written(finding["after"]),
                metres=written(round(finding["metres"])),
            ),
        )


def area_problems(measured: Mapping[str, int], official: Iterable[Published]) -> Iterator[Problem]:
    """Units, or groups of them, that are larger or smaller than published."""
    for known in official:
        m2 = sum(measured[code] for code in known.codes)
        share = abs(m2 / known.m2 - 1)
        if share <= limits.AREA_DOUBT:
            continue
        reason = _("diện tích đo được {measured}, khác {share}% so với diện tích công bố {published}").format(
            measured=area_words(m2), share=written_decimal(round(share * 1000), 1), published=area_words(known.m2)
        )
        name = known.name or _("Toàn bộ các đơn vị")
        if share > limits.AREA_REFUSED:
            remedy = _("Kiểm tra mã, tên và nét vẽ của đơn vị: khác quá {most}% thì không nạp.")
            yield error("area", Fault(reason, remedy.format(most=round(limits.AREA_REFUSED * 100))), name=name)
        else:
            yield warning("border_area", Fault(reason, _("Xem bản đồ đối chiếu; xác nhận nếu đúng.")), name=name)


def area_words(m2: float) -> str:
    """ "87,64 km²", "3,20 ha" or "62 m²"."""
    if m2 >= 1_000_000:
        return _("{figure} km²").format(figure=written_decimal(round(m2 / 10_000), 2))
    if m2 >= 10_000:
        return _("{figure} ha").format(figure=written_decimal(round(m2 / 100), 2))
    return _("{figure} m²").format(figure=written(round(m2)))


def _placed(words: str, finding: Finding) -> str:
    x, y = (f"{value:.4f}".replace(".", ",") for value in finding["at"])
    return words.format(area=area_words(finding["m2"]), x=x, y=y)


def _numbers(finding: Finding) -> str:
    listed = ", ".join(str(number) for number in finding["features"][:_LISTED])
    return listed if len(finding["features"]) <= _LISTED else f"{listed}, …"
