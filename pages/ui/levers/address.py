"""How lever values stand in the address bar, and the link of a scenario."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from urllib.parse import urlencode

from data.locale import _
from models.policy.levers.levers import NUMERIC_KINDS, UNSET, Lever, LeverValue, LeverValueError
from models.wording.numbers import number

LABEL_DATE = "%d/%m/%Y"


def label_of(lever: Lever, value: LeverValue) -> str:
    """The value as the widget shows it."""
    if lever.kind == "law_date" and value != UNSET:
        return label_of_day(value)
    return labels(lever).get(value, str(value))


def label_of_day(value: LeverValue) -> str:
    """A law date as the widget shows it."""
    return date.fromisoformat(str(value)).strftime(LABEL_DATE)


def labels(lever: Lever) -> dict[LeverValue, str]:
    """Options and their words. Months are 60 options, drawn at every move: kept by the lever's key, because a lever
    itself is slow to look up by."""
    found = _LABELS.get(lever.key)
    if found is None:
        found = _LABELS[lever.key] = {option: _(label) for option, label in lever.options}
    return found


_LABELS: dict[str, dict[LeverValue, str]] = {}


def shown(lever: Lever, value: LeverValue) -> str:
    """The value in a sentence: amounts with separators, a switch as words."""
    if lever.kind == "switch":
        return _("có") if value else _("không")
    if lever.kind in NUMERIC_KINDS and value != UNSET:
        return number(int(value)) + (lever.unit if lever.unit == "%" else "")
    return label_of(lever, value)


def address_of(lever: Lever, value: LeverValue) -> str:
    """The value as the bound widget writes it to the address bar."""
    if lever.kind == "switch":
        return "true" if value else "false"
    return label_of(lever, value)


def parse_address(lever: Lever, text: str) -> LeverValue:
    """From the address bar's text or from the code; LeverValueError when it is neither."""
    for option, label in lever.options:
        if text == _(label):
            return option
    if lever.kind == "law_date":
        try:
            return lever.parse(datetime.strptime(text, LABEL_DATE).date().isoformat())
        except LeverValueError:
            raise
        except ValueError:
            return lever.parse(text)
    return lever.parse(text)


def link(base: str, levers: Iterable[Lever], values: Mapping[str, LeverValue]) -> str:
    """The address that reproduces the values on another machine; values at their default are left out."""
    moved = {
        lever.parameter: address_of(lever, values[lever.key]) for lever in levers if values[lever.key] != lever.start
    }
    address = base.partition("?")[0]
    return f"{address}?{urlencode(moved)}" if moved else address
