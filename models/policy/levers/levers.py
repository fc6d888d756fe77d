"""Levers (what may be moved, within which bounds, by which law) and a scenario as the values they were moved to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal

from models.base import digest
from models.periods import Month
from models.policy.law.calendar import ALL_MONTHS, horizon
from models.wording.numbers import number
from models.wording.words import N_, _

LeverValue = int | str
LeverKind = Literal["amount", "optional_amount", "percent", "count", "switch", "month", "option", "choice"]
NUMERIC_KINDS = ("amount", "optional_amount", "percent", "count")
ANY_WHOLE = ("amount", "optional_amount")
"""Kinds that stand at any whole number between their bounds: the step is the slider's habit, not the law's."""
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
    """`parameter` is its name in the address bar (ASCII, with the page's prefix; "" = it stands in no link); `default`
    is a fixed constant, never data, and changes nothing under any law; `follows` says that the widget stands where the
    clock puts it until it is moved (clock.py): at the law's norm, in the month or the year after the day of the law.
    Numeric levers carry bounds and step, the others options. `slides_from` is where the slider of an amount begins as
    long as nothing lower is asked.

    A lever that contradicts itself is never made: ValueError says what is wrong with it."""

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
    follows: Literal["", "norm", "start", "year"] = ""
    slides_from: int = 0

    def __post_init__(self) -> None:
        for wrong in self._contradictions():
            raise ValueError(f"lever {self.key}: {wrong}")

    def _contradictions(self) -> Iterator[str]:
        if self.parameter and _PARAMETER.fullmatch(self.parameter) is None:
            yield f"its parameter {self.parameter!r} is not of small ASCII letters, digits and hyphens"
        if not self.label:
            yield "it has no label"
        yield from self._contradictions_of_kind()
        for what, value in (("default", self.default), *(("preset", preset.value) for preset in self.presets)):
            if not self._takes(value):
                yield f"its {what} {value!r} is not a position it can stand at"
        for preset in self.presets:
            if not (preset.label and preset.document):
                yield f"its preset {preset.value!r} has no label or names no document"

    def _contradictions_of_kind(self) -> Iterator[str]:
        """Bounds on a step for numbers, at least two options that differ for what is chosen, neither for the rest."""
        bounded = (self.minimum, self.maximum, self.step) != (0, 0, 1)
        if self.kind in NUMERIC_KINDS:
            if self.options:
                yield "a number has no options"
            if not self.minimum < self.maximum or self.step < 1 or (self.maximum - self.minimum) % self.step:
                yield f"{self.minimum} to {self.maximum} is no whole number of steps of {self.step}"
            return
        if bounded:
            yield f"a lever of kind {self.kind} has no bounds and no step"
        if self.kind == "switch":
            if self.options:
                yield f"a lever of kind {self.kind} has no options"
        elif len(self.options) < 2:
            yield "it has fewer than two options"
        elif any(len({str(option[part]) for option in self.options}) < len(self.options) for part in (0, 1)):
            yield "two of its options are written or named alike"

    def _takes(self, value: LeverValue) -> bool:
        """Whether the value is a position, of the very type the lever reads."""
        try:
            taken = self.accept(value)
        except LeverValueError:
            return False
        return taken == value and type(taken) is type(value)

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
        if self.kind not in ANY_WHOLE and (value - self.minimum) % self.step:
            raise LeverValueError("off_step")
        return value


_PARAMETER = re.compile(r"[a-z]+(-[a-z0-9]+)*")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_SWITCH = {"0": 0, "1": 1, "false": 0, "true": 1}


def label_of(lever: Lever, value: LeverValue) -> str:
    """The value as the widget shows it."""
    return labels(lever).get(value, str(value))


def labels(lever: Lever) -> dict[LeverValue, str]:
    """Options and their words. Months are 60 options, drawn at every move: kept by the lever's key, because a lever
    itself is slow to look up by."""
    found = _LABELS.get(lever.key)
    if found is None:
        found = _LABELS[lever.key] = {option: _(label) for option, label in lever.options}
    return found


_LABELS: dict[str, dict[LeverValue, str]] = {}


def address_of(lever: Lever, value: LeverValue) -> str:
    """The value as the bound widget writes it to the address bar."""
    if lever.kind == "switch":
        return "true" if value else "false"
    return label_of(lever, value)


def parse_address(lever: Lever, text: str) -> LeverValue:
    """From the address bar's text or from the code; LeverValueError when it is neither. A norm is left open by no
    link: it stands where the law puts it."""
    if text == UNSET and lever.kind == "amount":
        raise LeverValueError("not_a_number")
    for option, label in lever.options:
        if text == _(label):
            return option
    return lever.parse(_SWITCHED.get(text, text) if lever.options else text)


_SWITCHED = {"true": "1", "false": "0"}
"""What a switch wrote to the address that has become a choice since."""


def refusal_words(lever: Lever, reason: str) -> str:
    """Why a lever does not take a value."""
    words = {
        "not_a_number": _("không phải là số"),
        "out_of_range": _("ngoài khoảng {low} - {high}"),
        "off_step": _("không phải bội số của bước {step}"),
        "not_an_option": _("giá trị không có trong danh sách"),
    }
    return words[reason].format(low=number(lever.minimum), high=number(lever.maximum), step=number(lever.step))


def month_options(months: tuple[Month, ...]) -> tuple[tuple[LeverValue, str], ...]:
    """Months as options: YYYY-MM in a written link, "07/2024" on the screen and in the address bar."""
    return tuple((str(month), f"{month.month:02d}/{month.year}") for month in months)


def tenths_options(first: int, last: int, step: int) -> tuple[tuple[LeverValue, str], ...]:
    """Percentages in tenths as options: "-5" is "-0,5%"."""
    return tuple((str(t), f"{'-' if t < 0 else ''}{abs(t) // 10},{abs(t) % 10}%") for t in range(first, last + 1, step))


@dataclass(frozen=True)
class BudgetLevers:
    """Typed in until a `budget` file is uploaded, all in triệu đồng and of the chosen budget year."""

    estimate: Lever
    supplement: Lever
    actual: Lever
    actual_to: Lever
    settlement: Lever

    @property
    def levers(self) -> tuple[Lever, ...]:
        return (self.estimate, self.supplement, self.actual, self.actual_to, self.settlement)


@dataclass(frozen=True)
class FundingLevers:
    """Shares in percent of the bill by source; left open = not decided, shown so and never as 0."""

    central: Lever
    wage_reform: Lever
    contingency: Lever
    targeted: Lever

    @property
    def levers(self) -> tuple[Lever, ...]:
        return (self.central, self.wage_reform, self.contingency, self.targeted)


def budget_levers(prefix: str, key: str, help_text: str) -> BudgetLevers:
    """`key` is "" for the first area that had them, so that its old links go on working."""

    def amount(name: str, parameter: str, label: str, words: str) -> Lever:
        return Lever(
            f"{key}{name}",
            f"{prefix}{parameter}",
            label,
            "optional_amount",
            UNSET,
            help=words,
            unit=N_("triệu đồng"),
            minimum=0,
            maximum=10_000_000,
        )

    return BudgetLevers(
        amount("estimate", "du-toan", N_("Dự toán giao năm ngân sách"), help_text),
        amount("supplement", "bo-sung", N_("Bổ sung trong năm"), N_("Các lần bổ sung dự toán, cộng dồn.")),
        amount("actual", "luy-ke", N_("Lũy kế đã chi"), N_("Số thực chi từ đầu năm đến hết tháng chọn bên dưới.")),
        Lever(
            f"{key}actual_to",
            f"{prefix}luy-ke-den",
            N_("Lũy kế đến hết tháng"),
            "month",
            UNSET,
            options=month_options(ALL_MONTHS),
            help=N_("Tháng cuối đã có số thực chi; các tháng sau tính theo phương án."),
        ),
        amount("settlement", "quyet-toan", N_("Quyết toán năm"), N_("Số quyết toán được duyệt của năm, khi đã có.")),
    )


def funding_levers(key: str, prefix: str) -> FundingLevers:
    """The sources that may carry a part of what a scenario adds."""

    def share(name: str, parameter: str, label: str, words: str) -> Lever:
        return Lever(
            f"{key}.{name}",
            f"{prefix}{parameter}",
            label,
            "optional_amount",
            UNSET,
            help=words,
            unit="%",
            minimum=0,
            maximum=100,
            legal_source=N_("Quyết định giao, bổ sung ngân sách"),
        )

    return FundingLevers(
        share(
            "central_support",
            "nstw-ho-tro",
            N_("NSTW hỗ trợ phần tăng theo mức của Trung ương"),
            N_("Tỷ lệ theo quyết định hỗ trợ (QĐ 127/QĐ-TTg). Để trống khi chưa có quyết định: chưa xác định."),
        ),
        share(
            "wage_reform",
            "cai-cach-luong",
            N_("Nguồn cải cách tiền lương"),
            N_("Phần của NSĐP được lấy từ nguồn cải cách tiền lương."),
        ),
        share("contingency", "du-phong", N_("Dự phòng ngân sách"), N_("Phần của NSĐP được lấy từ dự phòng.")),
        share(
            "targeted",
            "bo-sung-muc-tieu",
            N_("Bổ sung có mục tiêu"),
            N_("Phần của NSĐP được ngân sách cấp trên bổ sung có mục tiêu."),
        ),
    )


@dataclass(frozen=True)
class Scenario:
    """Every lever with its value, also those at today's default, so that a later default cannot change its meaning."""

    law_as_of: date
    settings: tuple[tuple[str, LeverValue], ...] = ()

    @classmethod
    def of(cls, law_as_of: date, levers: Iterable[Lever], values: Mapping[str, LeverValue]) -> Scenario:
        """From lever values by lever key; missing ones stand at the default. Raises LeverValueError on a value no
        lever accepts and KeyError on a key no lever has."""
        known = {lever.key: lever for lever in levers}
        strangers = set(values) - set(known)
        if strangers:
            raise KeyError(", ".join(sorted(strangers)))
        return cls(
            law_as_of, tuple((key, known[key].accept(values.get(key, known[key].default))) for key in sorted(known))
        )

    def __getitem__(self, key: str) -> LeverValue:
        return self._by_key[key]

    @cached_property
    def _by_key(self) -> dict[str, LeverValue]:
        return dict(self.settings)

    def filled(self, levers: Mapping[str, Lever]) -> dict[str, int]:
        """Of optional numeric levers by code, the settings that are neither open nor 0: there are many levers, few are
        set."""
        keys = self._filled
        return {code: self.number(lever) for code, lever in levers.items() if lever.key in keys} if keys else {}

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """The horizon of its law, and as far as any month it names."""
        named = [int(value[:4]) for _key, value in self.settings if isinstance(value, str) and _MONTH.fullmatch(value)]
        return horizon(self.law_as_of, max(named, default=0))

    def months_to(self, year: int) -> tuple[Month, ...]:
        """Its months, and further as far as a budget year that is looked at."""
        return max(self.months, horizon(self.law_as_of, year), key=len)

    @cached_property
    def derived(self) -> dict[str, Any]:
        """Cache for values computed from these levers."""
        return {}

    @cached_property
    def _filled(self) -> frozenset[str]:
        return frozenset(key for key, value in self.settings if value not in (UNSET, 0))

    def value(self, lever: Lever) -> LeverValue:
        """The lever's setting, or its default where the scenario was made without it."""
        return self._by_key.get(lever.key, lever.default)

    def number(self, lever: Lever) -> int:
        """A numeric lever's setting; 0 while it is left open, which no caller may show as a figure."""
        value = self.value(lever)
        return 0 if value == UNSET else int(value)

    def with_value(self, key: str, value: LeverValue) -> Scenario:
        """The same scenario with one lever at another value (KeyError when it has no such lever)."""
        return self.with_values({key: value})

    def with_values(self, values: Mapping[str, LeverValue]) -> Scenario:
        """The same scenario with these levers at other values (KeyError when it has no such lever)."""
        if strangers := set(values) - set(self._by_key):
            raise KeyError(", ".join(sorted(strangers)))
        if not values:
            return self
        return Scenario(self.law_as_of, tuple((key, values.get(key, old)) for key, old in self.settings))

    @property
    def identity(self) -> str:
        """SHA-256 of the canonical form: equal scenarios have equal identities on every machine."""
        canonical = json.dumps(
            [self.law_as_of.isoformat(), list(self.settings)], ensure_ascii=True, separators=(",", ":")
        )
        return digest(canonical)
