"""What is wrong with a file of borders, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from data.locale import _
from data.vocabulary.problems import Fault, shown

Severity = Literal["error", "warning", "note"]

LISTED = 30


@dataclass(frozen=True)
class Problem:
    """An error refuses the file, a warning is confirmed by its `code` (words_of in data/vocabulary/problems.py), a note
    says what was done. `feature` is the number of the feature in the file (the first is 1) and `name` what the file
    calls it; None and "": the whole file. `count` is how many findings it tells of."""

    severity: Severity
    code: str
    reason: str
    remedy: str = ""
    feature: int | None = None
    name: str = ""
    count: int = 1

    @property
    def place(self) -> str:
        """ "Đối tượng số 3 (Huyện Kim Bảng)"; the name alone for a unit that is in no feature; "" for the whole
        file."""
        if self.feature is None:
            return shown(self.name)
        if not self.name:
            return _("Đối tượng số {number}").format(number=self.feature)
        return _("Đối tượng số {number} ({name})").format(number=self.feature, name=shown(self.name))

    @property
    def message(self) -> str:
        """What, where and what to do, in one or two sentences."""
        said = f"{self.place}: {self.reason}" if self.place else f"{self.reason[0].upper()}{self.reason[1:]}"
        return f"{said}. {self.remedy}".strip()


def error(code: str, fault: Fault, feature: int | None = None, name: str = "") -> Problem:
    return Problem("error", code, fault.reason, fault.remedy, feature, name)


def warning(code: str, fault: Fault, feature: int | None = None, name: str = "") -> Problem:
    return Problem("warning", code, fault.reason, fault.remedy, feature, name)


def note(code: str, reason: str) -> Problem:
    return Problem("note", code, reason)


def groups(problems: Iterable[Problem]) -> dict[str, tuple[Problem, ...]]:
    """The warnings by code, in the order in which the codes appear."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.severity == "warning":
            found.setdefault(problem.code, []).append(problem)
    return {code: tuple(group) for code, group in found.items()}


def arranged(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Errors, warnings, notes; of each code the first ones, and how many more there are."""
    order = {"error": 0, "warning": 1, "note": 2}
    kept: list[Problem] = []
    left: dict[tuple[Severity, str], int] = {}
    for problem in sorted(problems, key=lambda one: order[one.severity]):
        alike = sum((one.severity, one.code) == (problem.severity, problem.code) for one in kept)
        if alike < LISTED:
            kept.append(problem)
        else:
            key = (problem.severity, problem.code)
            left[key] = left.get(key, 0) + 1
    for (severity, code), count in left.items():
        words = _("còn {count} điều khác cùng loại chưa liệt kê").format(count=count)
        kept.append(Problem(severity, code, words, count=count))
    return tuple(sorted(kept, key=lambda one: order[one.severity]))
