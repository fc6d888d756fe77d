"""Levers: every input a person can change, declared once; the panel, the link, the tests and the guide are made
from this."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from models.periods import Month

LeverValue = int | str
LeverKind = Literal["amount", "optional_amount", "percent", "count", "switch", "month", "option", "choice", "law_date"]
NUMERIC_KINDS = ("amount", "optional_amount", "percent", "count")
LAW_DATES = (date(2021, 7, 24), date(2035, 12, 31))
"""Days a "law as known on" may name: from the oldest norm the app keeps to well beyond its horizon."""
UNSET = ""
"""Value of a lever that may be left open (no estimate entered, payment month by rule)."""


class LeverValueError(ValueError):
    """The text is no value of the lever; `reason` is one of "not_a_number", "out_of_range", "off_step",
    "not_an_option", "not_a_date"."""

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
    data, and changes nothing under any law; `initial` is where the widget stands instead (None = at the default), also
    a constant, because the address bar leaves it out. Numeric levers carry bounds and step, the others options."""

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
    initial: LeverValue | None = None

    @property
    def start(self) -> LeverValue:
        """The widget's value before it is used."""
        return self.default if self.initial is None else self.initial

    @property
    def may_be_unset(self) -> bool:
        return self.default == UNSET

    def parse(self, text: str) -> LeverValue:
        """The value of a text in a link. Raises LeverValueError with the reason."""
        if text == UNSET and self.may_be_unset:
            return UNSET
        if self.kind in NUMERIC_KINDS:
            return self._number(text)
        if self.kind == "switch":
            if text not in _SWITCH:
                raise LeverValueError("not_an_option")
            return _SWITCH[text]
        if self.kind == "law_date":
            return self._law_date(text)
        return self._option(text)

    def accept(self, value: LeverValue) -> LeverValue:
        """The value itself if the lever takes it. Raises LeverValueError."""
        return self.parse(str(value))

    def _option(self, text: str) -> LeverValue:
        for value, _label in self.options:
            if str(value) == text:
                return value
        raise LeverValueError("not_an_option")

    def _number(self, text: str) -> int:
        if re.fullmatch(r"-?[0-9]{1,15}", text) is None:
            raise LeverValueError("not_a_number")
        value = int(text)
        if not self.minimum <= value <= self.maximum:
            raise LeverValueError("out_of_range")
        if (value - self.minimum) % self.step:
            raise LeverValueError("off_step")
        return value

    def _law_date(self, text: str) -> str:
        try:
            day = date.fromisoformat(text)
        except ValueError as error:
            raise LeverValueError("not_a_date") from error
        if not LAW_DATES[0] <= day <= LAW_DATES[1]:
            raise LeverValueError("out_of_range")
        return day.isoformat()


_SWITCH = {"0": 0, "1": 1, "false": 0, "true": 1}


def month_options(months: tuple[Month, ...]) -> tuple[tuple[LeverValue, str], ...]:
    """Months as options: YYYY-MM in a written link, "07/2024" on the screen and in the address bar."""
    return tuple((str(month), f"{month.month:02d}/{month.year}") for month in months)


def tenths_options(first: int, last: int, step: int) -> tuple[tuple[LeverValue, str], ...]:
    """Percentages in tenths as options: "-5" is "-0,5%"."""
    return tuple((str(t), f"{'-' if t < 0 else ''}{abs(t) // 10},{abs(t) % 10}%") for t in range(first, last + 1, step))
