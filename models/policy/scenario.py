"""A scenario: levers set to values, as a frozen difference over the law known on a day.

Belongs here: the value object and its identity. Applying it belongs to projection.py and the area's module.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from models.policy.levers import Lever, LeverValue


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
        for name, value in self.settings:
            if name == key:
                return value
        raise KeyError(key)

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
        return hashlib.sha256(canonical.encode()).hexdigest()
