"""Rules as entered against the law that is kept: what is new, what differs, what looks wrong.

Belongs here: which table keeps a rule, the comparison and its remarks. Writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import sqlalchemy as sa

from data.locale import _
from data.store.facts import UnknownRowError
from data.store.version import current_at
from data.vocabulary.numbers import written
from data.vocabulary.parameter_names import AMOUNT, MONTHS, PARAMETER_NAMES, PERCENTS, STEP, name_words
from data.vocabulary.rule import Rule
from models.base import Base
from models.periods import Month

PARAMETER = Base.metadata.tables["parameter"]
AMOUNTS = Base.metadata.tables["benefit_amount"]
FAR = 3
"""A value more than so many times the one before, or less than such a part of it, may be in another unit."""

_PREFIXES = {"merit": AMOUNT, "merit_step": STEP}
LONG_BACK_PAY = 12
"""Months between a rule's first day and its first list beyond which one of the years is likely wrong."""
Series = dict[date, Mapping[str, Any]]
Status = Literal["new", "changed", "unchanged"]


@dataclass(frozen=True)
class RuleChange:
    """One rule against the current row of its name and first day; `old` is empty when there is none. `like` is a row of
    the same name, for what the rule does not say (its unit). `remarks` are sentences to confirm before writing."""

    rule: Rule
    old: Mapping[str, Any]
    like: Mapping[str, Any]
    remarks: tuple[str, ...]

    @property
    def status(self) -> Status:
        if not self.old:
            return "new"
        return "unchanged" if _same(self.rule, self.old) else "changed"

    @property
    def table(self) -> sa.Table:
        return PARAMETER if self.rule.name in PARAMETER_NAMES else AMOUNTS


def rule_changes(connection: sa.Connection, version: int, rules: Sequence[Rule]) -> tuple[RuleChange, ...]:
    """Every rule against the version's law, in their order. Raises data.store.facts.UnknownRowError for a name of
    which the version has no row: what a parameter is cannot be told by its value."""
    kept = _kept(connection, version)
    coming: dict[str, dict[date, Rule]] = {}
    for rule in rules:
        if rule.name not in kept:
            raise UnknownRowError(name_words(rule.name))
        coming.setdefault(rule.name, {})[rule.applies_from] = rule
    found = []
    for rule in rules:
        series = kept[rule.name]
        remarks = _remarks(rule, _values(series, coming[rule.name]), series.get(rule.applies_from))
        found.append(RuleChange(rule, series.get(rule.applies_from, {}), series[max(series)], remarks))
    return tuple(found)


def name_of(table: sa.Table, row: Mapping[str, Any]) -> str:
    """The name by which files call what a row is about."""
    if table is PARAMETER:
        return str(row["name"])
    return _PREFIXES.get(row["scheme"], f"{row['scheme']}.") + str(row["group_code"])


def _kept(connection: sa.Connection, version: int) -> dict[str, Series]:
    kept: dict[str, Series] = {}
    for table in (PARAMETER, AMOUNTS):
        for row in (
            found._asdict() for found in connection.execute(sa.select(table).where(current_at(table, version)))
        ):
            kept.setdefault(name_of(table, row), {})[row["applies_from"]] = row
    return kept


def value_of(row: Mapping[str, Any]) -> int:
    """The value of a kept row of either table."""
    return int(row["value"] if "value" in row else row["amount_vnd"])


def _same(rule: Rule, old: Mapping[str, Any]) -> bool:
    if (rule.value, rule.document, rule.evidence) != (value_of(old), old["document"], old["evidence"]):
        return False
    if rule.name not in PARAMETER_NAMES:
        return True
    # A row without a first list is paid from the month in which it applies: saying so changes nothing.
    paid = (rule.first_paid or rule.applies_from), (old["first_paid"] or old["applies_from"])
    return (rule.issued_on, rule.in_force_from) == (old["issued_on"], old["in_force_from"]) and paid[0] == paid[1]


def _values(series: Series, coming: Mapping[date, Rule]) -> dict[date, int]:
    """First day -> value as it would stand after writing."""
    return {day: value_of(row) for day, row in series.items()} | {day: rule.value for day, rule in coming.items()}


def _remarks(rule: Rule, values: Mapping[date, int], old: Mapping[str, Any] | None) -> tuple[str, ...]:
    before = max((day for day in values if day < rule.applies_from), default=None)
    after = min((day for day in values if day > rule.applies_from), default=None)
    said: list[str] = []
    if before is not None:
        said += _against(rule, values[before], _("mức trước đó"), before, falls=rule.value < values[before])
    elif old is not None:
        said += _against(rule, value_of(old), _("mức đang ghi"), rule.applies_from, falls=False)
    if after is not None and rule.value > values[after]:
        text = _("{name} từ {day}: {value} cao hơn mức sau đó ({other} từ {other_day}). Kiểm tra lại mức.")
        said.append(_filled(text, rule, values[after], after))
    back_pay = 0 if rule.first_paid is None else Month.of(rule.first_paid).index - Month.of(rule.applies_from).index
    if back_pay > LONG_BACK_PAY:
        text = _("{name} từ {day}: chi trả theo mức mới sau {months} tháng. Kiểm tra lại năm của các ngày.")
        said.append(text.format(name=name_words(rule.name), day=f"{rule.applies_from:%d/%m/%Y}", months=back_pay))
    return tuple(said)


def _against(rule: Rule, other: int, which: str, day: date, *, falls: bool) -> Iterable[str]:
    in_dong = rule.name not in PERCENTS | MONTHS
    if in_dong and rule.value > FAR * other:
        text = _(
            "{name} từ {day}: {value} gấp hơn 3 lần {which} ({other} từ {other_day}). Kiểm tra đơn vị: phải ghi đủ số đồng."
        )
    elif in_dong and FAR * rule.value < other:
        text = _(
            "{name} từ {day}: {value} chưa bằng 1/3 {which} ({other} từ {other_day}). Kiểm tra đơn vị: phải ghi đủ số đồng."
        )
    elif falls:
        text = _("{name} từ {day}: {value} thấp hơn {which} ({other} từ {other_day}). Kiểm tra lại mức.")
    else:
        return
    yield _filled(text, rule, other, day, which)


def _filled(text: str, rule: Rule, other: int, day: date, which: str = "") -> str:
    return text.format(
        name=name_words(rule.name), day=f"{rule.applies_from:%d/%m/%Y}", which=which,
        value=value_words(rule.name, rule.value), other=value_words(rule.name, other), other_day=f"{day:%d/%m/%Y}",
    )  # fmt: skip


def value_words(name: str, value: int) -> str:
    """A value of a rule in its unit: "540.000 đồng", "50%"."""
    if name in MONTHS:
        return _("{months} tháng").format(months=value)
    return f"{value}%" if name in PERCENTS else _("{amount} đồng").format(amount=written(value))
