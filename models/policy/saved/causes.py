"""Why a saved result differs today: the difference broken down by cause, in one fixed order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from models.policy.answers.scenario_result import ScenarioResult

Cause = Literal["engine", "data", "law"]


@dataclass(frozen=True)
class Effect:
    """Effect of one cause on a scheme's quoted month, in đồng: on the bill under the scenario and on the increase."""

    cause: Cause
    scheme: str
    scenario_vnd: int
    increase_vnd: int


@dataclass(frozen=True)
class Steps:
    """The same scenario computed four times: as stored; today's engine on the old figures and the old law; on the new
    figures and the old law; on both new."""

    stored: ScenarioResult
    recomputed: ScenarioResult
    new_data: ScenarioResult
    newest: ScenarioResult

    @property
    def pairs(self) -> tuple[tuple[Cause, ScenarioResult, ScenarioResult], ...]:
        return (
            ("engine", self.stored, self.recomputed),
            ("data", self.recomputed, self.new_data),
            ("law", self.new_data, self.newest),
        )

    def changed(self, cause: Cause) -> bool:
        """Whether the cause moves any kept figure, be it of a year or of the headcount."""
        return any(not before.same_figures(after) for name, before, after in self.pairs if name == cause)


def effects(steps: Steps) -> tuple[Effect, ...]:
    """One effect for each cause and scheme that the scenario changes and whose quoted month the cause changes; a
    scheme's effects add up to its whole difference."""
    causes = []
    for cause, before, after in steps.pairs:
        for scheme in _moved(steps):
            old, new = before.of(scheme), after.of(scheme)
            bill = (new.scenario_vnd if new else 0) - (old.scenario_vnd if old else 0)
            increase = (new.increase_vnd if new else 0) - (old.increase_vnd if old else 0)
            if bill or increase:
                causes.append(Effect(cause, scheme, bill, increase))
    return tuple(causes)


def _moved(steps: Steps) -> list[str]:
    """Schemes changed by the scenario in any of the results; other schemes are left out."""
    results = (steps.stored, steps.recomputed, steps.new_data, steps.newest)
    return list(dict.fromkeys(one.scheme for result in results for one in result.schemes if one.moves))
