"""Tie-outs: figures of the 2023 report compared with each other and with the model, one row of a file each.

A row has two sides: what the report writes, and what its other figures, the model or the law give. Both are expressions
(expressions.py) over the evidence, and so are the tolerance and the numbers in the row's sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from fractions import Fraction
from typing import Any, Literal, get_args

from models.policy.tie_outs.evidence import Evidence
from models.policy.tie_outs.expressions import ExpressionError, MissingFigureError, Span, evaluate

Subject = Literal["merit", "protection", "employment", "training", "poverty", "all"]
Relation = Literal["same", "within", "meet", "apart"]
Evaluate = Callable[[str], Span]


@dataclass(frozen=True)
class Amount:
    """A number in a sentence: with the report's hedge, to `decimals`; a coefficient keeps its ",0"."""

    value: Fraction
    qualifier: str = "="
    decimals: int = 2
    is_coefficient: bool = False


Values = Mapping[str, Amount | date]
"""What fills the placeholders of a sentence."""


@dataclass(frozen=True)
class TieOutRow:
    """One row of the file.

    `kind`: "tie-out" is compared and counted; "identity" is compared, but its two sides are one figure computed twice,
    so that it can only fail after somebody has edited one of them, and it is not counted; "remark" is a sentence with
    nothing to compare (with sides: shown while their relation holds); "term" names its left side for other rows.
    `relation`: the left side is the same as the right, within it, meets it, or is apart from it. `decimals`: of the two
    sides on the screen, in `unit`. `hedge`: a sign, or the indicator whose hedge the left side bears. `values`: the
    placeholders of the sentence, "name = expression [| format]; …".
    """

    code: str
    kind: str
    subject: Subject
    name: str = ""
    unit: str = ""
    left: str = ""
    relation: Relation = "same"
    right: str = ""
    tolerance: str = "0"
    decimals: int = 0
    hedge: str = "="
    sentence: str = ""
    values: str = ""

    @classmethod
    def of(cls, row: Mapping[str, str]) -> TieOutRow:
        """From the text cells of a file; ValueError where a word is not one of its list."""
        for column, allowed in (("kind", KINDS), ("subject", get_args(Subject)), ("relation", get_args(Relation))):
            if row[column] not in allowed:
                raise ValueError(f"{row['code']}: {column} {row[column]!r}")
        cells: dict[str, Any] = {each.name: row[each.name] for each in fields(cls)}
        return cls(**cells | {"decimals": int(row["decimals"])})

    @property
    def is_counted(self) -> bool:
        return self.kind == "tie-out"


KINDS = ("tie-out", "identity", "remark", "term")


@dataclass(frozen=True)
class TieOut:
    """A row with its two sides worked out; `values` fill its sentence, `qualifier` is the hedge of the left side."""

    check: TieOutRow
    reported: Span
    modelled: Span
    tolerance: Fraction = Fraction(0)
    values: Values = field(default_factory=dict)
    qualifier: str = "="

    @property
    def difference(self) -> Fraction:
        """Right - left at the end that is further off, in the row's unit; 0 where the relation holds exactly."""
        reported, modelled = self.reported, self.modelled
        common = reported & modelled
        if self.check.relation == "meet":
            return common.shortfall if common.high == reported.high else -common.shortfall
        low, high = _apart(modelled.low, reported.low), _apart(modelled.high, reported.high)
        if self.check.relation == "within":
            low, high = max(low, Fraction(0)), min(high, Fraction(0))
        return max(low, high, key=abs)

    @property
    def holds(self) -> bool:
        if self.check.relation == "apart":
            return (self.reported & self.modelled).shortfall > 0
        return abs(self.difference) <= self.tolerance


def _apart(modelled: Fraction | None, reported: Fraction | None) -> Fraction:
    """0 where the right side is open: there is nothing to differ from. The left side is always closed."""
    return Fraction(0) if modelled is None or reported is None else modelled - reported


@dataclass(frozen=True)
class Missing:
    """A row left out because the version has no `key`."""

    check: TieOutRow
    key: str


@dataclass(frozen=True)
class Remark:
    """A fact about reading the report's figures."""

    code: str
    subject: Subject
    text: str
    values: Values = field(default_factory=dict)


@dataclass(frozen=True)
class Validation:
    """All tie-outs of one version, the rows it has no figure for, and the remarks, in the order of the file."""

    tie_outs: tuple[TieOut, ...]
    missing: tuple[Missing, ...]
    remarks: tuple[Remark, ...]

    @property
    def counted(self) -> tuple[TieOut, ...]:
        """Without the identities."""
        return tuple(out for out in self.tie_outs if out.check.is_counted)

    @property
    def broken(self) -> tuple[TieOut, ...]:
        """Identities too: one that fails is a figure somebody has edited without what follows from it."""
        return tuple(out for out in self.tie_outs if not out.holds)


def validate(evidence: Evidence, rows: Iterable[TieOutRow]) -> Validation:
    """Every row on the figures of one version."""
    listed = tuple(rows)
    value_of = _evaluator(evidence, {row.code: row.left for row in listed if row.kind == "term"})
    tie_outs: list[TieOut] = []
    missing: list[Missing] = []
    remarks: list[Remark] = []
    for row in listed:
        if row.kind == "term":
            continue
        try:
            values = _values(row.values, evidence, value_of)
            left, right = (value_of(side) for side in (row.left or "0", row.right or "0"))
            tolerance = value_of(row.tolerance).ends[0]
            out = TieOut(row, left, right, tolerance, values, _hedge(row.hedge, evidence))
        except (MissingFigureError, ZeroDivisionError) as error:
            if row.kind != "remark":
                missing.append(Missing(row, str(error)))
            continue
        if row.kind != "remark":
            tie_outs.append(out)
        elif out.holds:
            remarks.append(Remark(row.code, row.subject, row.sentence, values))
    return Validation(tuple(tie_outs), tuple(missing), tuple(remarks))


def _evaluator(evidence: Evidence, terms: Mapping[str, str]) -> Evaluate:
    """Evaluates expressions over the evidence and over the terms by name."""

    def named(source: str, key: str) -> Span:
        if source != "term":
            return evidence.named(source, key)
        if key not in terms:
            raise ExpressionError(f"no term {key!r}")
        return evaluate(terms[key], named)

    return lambda text: evaluate(text, named)


def _values(text: str, evidence: Evidence, value_of: Evaluate) -> Values:
    """Placeholders: "name = expression | format". The format is a number of decimals (2 without one), "coefficient", or
    decimals and an indicator whose hedge is written before. A figure alone keeps its own hedge and all its decimals."""
    values: dict[str, Amount | date] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        name, _, rest = (piece.strip() for piece in part.partition("="))
        expression, _, shape = (piece.strip() for piece in rest.partition("|"))
        if expression.startswith("since:"):
            values[name] = evidence.norm(expression.removeprefix("since:")).applies_from
            continue
        value = value_of(expression).ends[0]
        if re.fullmatch(r"indicator:\S+", expression) and not shape:
            values[name] = Amount(value, _hedge(expression.removeprefix("indicator:"), evidence), 4)
        elif shape == "coefficient":
            values[name] = Amount(value, decimals=1, is_coefficient=True)
        else:
            decimals, _, hedged = shape.partition(" ")
            values[name] = Amount(value, _hedge(hedged or "=", evidence), int(decimals or 2))
    return values


def _hedge(text: str, evidence: Evidence) -> str:
    return text if text in ("=", "<", ">", "~") else evidence.figure(text).qualifier
