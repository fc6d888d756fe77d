"""What one area shows on a map: its name, its figure and the words for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from data.locale import _
from models.wording.words import short_name
from pages.ui.charts.geometry import Feature

Kind = Literal["rate", "count"]
Look = Literal["known", "illustrative", "missing", "small", "withheld", "between"]

_LONGEST = 18
"""More letters do not fit into an area: the unit then stands in the title alone."""


@dataclass(frozen=True)
class DistrictMark:
    """One area's figure, with the text already formatted ("8.500 người", "12,3 trên 1.000 dân").

    value None with an empty text means that no figure was sent; value None with a text that the figure exists but is
    not shown ("Dưới 5 người (không hiển thị)"), is `withheld` for another reason, or is known `between` two bounds
    only. An illustrative figure is a count or money, never a rate. `converted`: counted on other borders."""

    code: str
    name: str
    value: float | None
    text: str = ""
    illustrative: bool = False
    withheld: bool = False
    between: bool = False
    converted: bool = False
    brief: str = ""

    @property
    def missing(self) -> bool:
        return self.look == "missing"

    @property
    def look(self) -> Look:
        if self.value is not None:
            return "illustrative" if self.illustrative else "known"
        if not self.text:
            return "missing"
        if self.between:
            return "between"
        return "withheld" if self.withheld else "small"

    def lines(self) -> list[str]:
        """The words under the name, in one or two lines."""
        if self.missing:
            return [_("Chưa có số liệu")]
        if self.illustrative:
            return ["≈ " + self.text.removeprefix("≈").strip(), _("(minh họa)")]
        if self.look == "small":
            head, bracket, rest = self.text.partition(" (")
            return [head, f"({rest}"] if bracket else [head]
        if self.look == "withheld":
            return [_("Không hiển thị")]
        said = self.brief if self.brief and (len(self.text) > _LONGEST or "/" in self.text) else self.text
        return [said, _("(quy đổi)")] if self.converted else [said]

    def words(self) -> str:
        """As a sentence has it: whole, with the marks."""
        if self.look in ("small", "withheld"):
            return self.text
        if self.look == "illustrative" or self.missing:
            return " ".join(self.lines())
        return _("{figure} (quy đổi)").format(figure=self.text) if self.converted else self.text


def marks_of(features: Sequence[Feature], marks: Mapping[str, DistrictMark], kind: Kind) -> list[DistrictMark]:
    """One mark for each feature in its order; an area without a mark has no figure (never 0)."""
    found = []
    for feature in features:
        code = str(feature["properties"]["code"])
        mark = marks.get(code) or DistrictMark(code, feature["properties"]["name"], None)
        found.append(mark)
    refuse_illustrative_rates(found, kind)
    return found


def refuse_illustrative_rates(marks: Iterable[DistrictMark], kind: Kind) -> None:
    """A split by population has one rate everywhere: showing it would invent a finding."""
    if kind == "rate" and any(mark.illustrative for mark in marks):
        raise ValueError("illustrative figures are shown as counts, never as rates")


def as_sentence(title: str, unit: str, marks: Iterable[DistrictMark]) -> str:
    """The map in words, for screen readers."""
    listed = "; ".join(f"{short_name(mark.name)}: {mark.words()}" for mark in marks)
    return f"{title} ({unit}). {listed}." if unit else f"{title}. {listed}."
