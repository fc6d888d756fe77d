"""A scenario: lever values as an immutable difference from current law, and levers reset to their default."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from models.base import digest
from models.periods import Month
from models.policy.law.law import Law, UnknownParameterError
from models.policy.levers.levers import UNSET, Lever, LeverValue


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
        if all(name != key for name, _old in self.settings):
            raise KeyError(key)
        return Scenario(self.law_as_of, tuple((name, value if name == key else old) for name, old in self.settings))

    @property
    def identity(self) -> str:
        """SHA-256 of the canonical form: equal scenarios have equal identities on every machine."""
        canonical = json.dumps(
            [self.law_as_of.isoformat(), list(self.settings)], ensure_ascii=True, separators=(",", ":")
        )
        return digest(canonical)


APPLIES = "_applies_from"


def settled(levers: Iterable[Lever], values: Mapping[str, LeverValue], law: Law, as_of: date) -> dict[str, LeverValue]:
    """The values, with norms at their slider's first position set to the default where the law known on the day gives
    at least as much from the month they apply from. A norm's lever has the key of its parameter."""
    settings = dict(values)
    for lever in levers:
        if lever.initial is None or settings.get(lever.key) != lever.initial:
            continue
        try:
            norm = law.known_on(as_of).applying_in(lever.key, Month.parse(str(settings[lever.key + APPLIES])))
        except UnknownParameterError:
            continue
        if norm.value >= int(lever.initial):
            settings[lever.key] = lever.default
    return settings
