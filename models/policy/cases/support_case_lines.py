"""What one example household or person is supported by, line by line: the factors of each sum, its law, its amount.

Belongs here: the line, its terms, one side of a comparison, both sides joined. Does not: the examples (support_cases.py), words
and formats (pages).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Literal

from models.money import divide_half_up
from models.periods import Month
from models.policy.law.law import Law, UnknownParameterError
from models.policy.levers.levers import UNSET, Lever, LeverValue, Preset
from models.wording.words import N_

TermKind = Literal["money", "percent", "per_thousand", "count", "months", "days"]
Part = Literal["whole", "support", "own"]
Period = Literal["month", "year", "once"]
STATE = N_("Nhà nước")
DIVISORS: dict[TermKind, int] = {"percent": 100, "per_thousand": 1_000}
EVIDENCES = ("memory", "press", "secondary", "text")
"""Weakest first: a sum is known no better than the weakest of its terms."""


@dataclass(frozen=True)
class Term:
    """One factor as it is written out: `value` is None while nobody has given it and the law has none; `label` says what it
    is. A term that stands on a document names it with its evidence."""

    value: int | None
    kind: TermKind
    label: str
    document: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class CaseLine:
    """An amount of one case on one side: product of `terms`, no more than the product of `cap`, less the lines `less`. `part`
    "whole" is what others are parts of and enters no total; `own` is what the person pays."""

    key: str
    name: str
    part: Part
    period: Period
    payer: str
    terms: tuple[Term, ...]
    legal_source: str
    vnd: int | None
    cap: tuple[Term, ...] = ()
    less: tuple[CaseLine, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """What must be told before the line can be reckoned."""
        mine = [term.label for term in self.terms if term.value is None]
        return tuple(dict.fromkeys([*mine, *(label for line in self.less for label in line.missing)]))

    @property
    def capped(self) -> bool:
        """Whether the ceiling decided the amount."""
        limit, product = product_of(self.cap), product_of(self.terms)
        return bool(self.cap) and limit is not None and product is not None and limit < product

    @property
    def documents(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(term.document for term in (*self.terms, *self.cap) if term.document))

    @property
    def evidence(self) -> str:
        """How well the line's law is known: as well as the weakest of its documents; "" where it has none of its own."""
        found = {term.evidence for term in (*self.terms, *self.cap) if term.evidence}
        return min(found, key=EVIDENCES.index, default="")


def product_of(terms: Sequence[Term]) -> int | None:
    """Whole đồng of a product, rounded once; None while a term is not known."""
    values = [term.value for term in terms]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    return divide_half_up(prod(known), prod(DIVISORS.get(term.kind, 1) for term in terms))


def line(
    key: str,
    name: str,
    part: Part,
    period: Period,
    payer: str,
    terms: Sequence[Term],
    legal_source: str,
    *,
    cap: Sequence[Term] = (),
    less: Sequence[CaseLine] = (),
) -> CaseLine:
    """The line with its amount; a ceiling that is not known caps nothing."""
    vnd, limit = product_of(terms), product_of(cap) if cap else None
    if vnd is not None and limit is not None:
        vnd = min(vnd, limit)
    others = [each.vnd for each in less]
    if vnd is not None:
        vnd = None if None in others else vnd - sum(other or 0 for other in others)
    return CaseLine(key, name, part, period, payer, tuple(terms), legal_source, vnd, tuple(cap), tuple(less))


@dataclass(frozen=True)
class Side:
    """One side of a comparison: the month whose law holds, the law known, and the case's fields by key (missing: as the card
    starts)."""

    month: Month
    law: Law
    values: Mapping[str, LeverValue]

    def value(self, field: Lever) -> LeverValue:
        return self.values.get(field.key, field.default)

    def number(self, field: Lever) -> int | None:
        """A numeric field, None while it is open."""
        value = self.value(field)
        return None if value == UNSET else int(value)

    def norm(self, name: str, kind: TermKind, label: str) -> Term:
        """A parameter of the month's law as a term."""
        try:
            row = self.law.applying_in(name, self.month)
        except UnknownParameterError:
            return Term(None, kind, label)
        evidence = "text" if row.verified_by is not None else row.evidence
        return Term(row.value, kind, label, row.document, evidence)

    def told(self, field: Lever, kind: TermKind) -> Term:
        """A field as a term: what was typed, or while it is open the amount of the decree its one preset names."""
        number = self.number(field)
        if number is None and len(field.presets) == 1:
            [preset] = field.presets
            return Term(int(preset.value), kind, field.label, preset.document, preset.evidence)
        return Term(number, kind, field.label)


@dataclass(frozen=True)
class Pair:
    """One line before beside after; None on a side = there is no such line there."""

    before: CaseLine | None
    after: CaseLine | None

    @property
    def line(self) -> CaseLine:
        """Whose words are shown."""
        found = self.after if self.before is None else self.before
        assert found is not None
        return found


def joined(before: Sequence[CaseLine], after: Sequence[CaseLine]) -> tuple[Pair, ...]:
    """Both sides, joined by key, in order."""
    sides = [{each.key: each for each in lines} for lines in (before, after)]
    return tuple(Pair(sides[0].get(key), sides[1].get(key)) for key in dict.fromkeys([*sides[0], *sides[1]]))


def supported(lines: Sequence[CaseLine]) -> int | None:
    """What the case is supported by altogether; None while a part of it is not known."""
    amounts = [each.vnd for each in lines if each.part == "support"]
    return None if None in amounts else sum(amount or 0 for amount in amounts)


def open_field(key: str, label: str, unit: str, maximum: int, step: int = 1, *presets: Preset) -> Lever:
    """A number of a case that starts empty."""
    return Lever(key, "", label, "optional_amount", UNSET, unit=unit, maximum=maximum, step=step, presets=presets)


def decreed_field(key: str, like: Lever) -> Lever:
    """An amount that is the decree's while it is empty."""
    return open_field(key, like.label, like.unit, like.maximum, like.step, *like.presets)


def or_decree(side: Side, field: Lever, like: Lever) -> Term:
    """A field whose decree's amount hangs on another field: what was typed, else the amount `like` names."""
    if side.number(field) is not None:
        return side.told(field, "money")
    [preset] = like.presets
    return Term(int(preset.value), "money", field.label, preset.document, preset.evidence)
