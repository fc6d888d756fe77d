"""Levers: what a person can move, declared once; the panel, the link, the tests and the guide are made from this.

Belongs here: the shape of a lever and how a value is read from text. The levers of an area stand in its own module.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from models.periods import Month

LeverValue = int | str
LeverKind = Literal["amount", "percent", "month", "choice", "year", "law_date"]


class LeverValueError(ValueError):
    """The text is no value of the lever; `reason` is one of "not_a_number", "out_of_range", "off_step",
    "not_an_option"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Preset:
    """A value named by the document it comes from."""

    value: LeverValue
    label: str
    document: str
    evidence: str


@dataclass(frozen=True)
class Lever:
    """`parameter` is its name in the address bar (ASCII, with the page's prefix); `default` is a fixed constant, never
    data, because the address bar leaves defaults out. Numeric levers carry bounds and step, the others options."""

    key: str
    parameter: str
    label: str
    kind: LeverKind
    default: LeverValue
    unit: str = ""
    minimum: int = 0
    maximum: int = 0
    step: int = 1
    options: tuple[tuple[LeverValue, str], ...] = ()
    presets: tuple[Preset, ...] = ()
    legal_source: str = ""
    help: str = ""

    @property
    def is_number(self) -> bool:
        return self.kind in ("amount", "percent")

    def parse(self, text: str) -> LeverValue:
        """The value written in a link; LeverValueError names why it is none."""
        if self.is_number:
            try:
                return self.accept(int(text))
            except ValueError as error:
                raise error if isinstance(error, LeverValueError) else LeverValueError("not_a_number") from error
        for value, _label in self.options:
            if str(value) == text:
                return value
        raise LeverValueError("not_an_option")

    def accept(self, value: LeverValue) -> LeverValue:
        """The value itself if the lever can stand there; LeverValueError otherwise."""
        if not self.is_number:
            return self.parse(str(value))
        if not isinstance(value, int):
            raise LeverValueError("not_a_number")
        if not self.minimum <= value <= self.maximum:
            raise LeverValueError("out_of_range")
        if (value - self.minimum) % self.step:
            raise LeverValueError("off_step")
        return value


def month_options(months: tuple[Month, ...]) -> tuple[tuple[LeverValue, str], ...]:
    """Months as options: YYYY-MM in the link, "tháng 7/2024" on the screen."""
    return tuple((str(month), f"tháng {month.month}/{month.year}") for month in months)
