"""What is wrong with a file, where, and how to mend it.

Belongs here: the typed `Problem`, its one Vietnamese sentence, folding of repeated causes and the cap on the list.
Does not: the rules that find problems.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from data.locale import _

Severity = Literal["error", "warning"]

VALUE_CHARACTERS = 100
LISTED_PROBLEMS = 50
LISTED_REPEATS = 10


@dataclass(frozen=True)
class Fault:
    """Why a value cannot be taken and what to do, before its place in the file is known."""

    reason: str
    remedy: str


@dataclass(frozen=True)
class Problem:
    """One error or warning. `line` is the line of the text file (the first is 1), `row` the row Excel shows it in: they
    differ after a line break inside quotes or a `sep=` line. Both None: the problem is about the whole file.

    `column` is Excel's letter, `column_name` the column in both languages, `value` the offending text made safe to show,
    `repeats` the further (line, value) pairs with the same cause. `code` names the group of causes: warnings are confirmed
    by group. `sheet` is the sheet of a workbook with more than one that was read.
    """

    severity: Severity
    reason: str
    remedy: str
    line: int | None = None
    row: int | None = None
    column: str | None = None
    column_name: str | None = None
    value: str | None = None
    repeats: tuple[tuple[int, str | None], ...] = ()
    code: str = "other"
    sheet: str = ""

    @property
    def count(self) -> int:
        return 1 + len(self.repeats)

    @property
    def message(self) -> str:
        said = (
            self.reason if self.value is None else _("'{value}' {reason}").format(value=self.value, reason=self.reason)
        )
        stop = "" if said.endswith("?") else "."
        return f"{self._place()}{said}{stop} {self.remedy}".strip() + self._repeated()

    def _place(self) -> str:
        row = self.line if self.row is None else self.row
        if self.line is None:
            return "" if self.column is None else _("Cột {column} ").format(column=self.column)
        if self.column is not None:
            return _("Ô {column}{row} (dòng {line}), {name}: ").format(
                column=self.column, row=row, line=self.line, name=self.column_name
            )
        if row != self.line:
            return _("Dòng {line} (hàng {row} trong Excel): ").format(line=self.line, row=row)
        return _("Dòng {line}: ").format(line=self.line)

    def _repeated(self) -> str:
        if not self.repeats:
            return ""
        places = [
            _("dòng {line}").format(line=line)
            if value in (None, self.value)
            else _("dòng {line} ('{value}')").format(line=line, value=value)
            for line, value in self.repeats[:LISTED_REPEATS]
        ]
        listed = ", ".join(places) + (", …" if len(self.repeats) > LISTED_REPEATS else "")
        return " " + _("Cũng gặp ở {places} (thêm {count} dòng).").format(places=listed, count=len(self.repeats))


def error(fault: Fault) -> Problem:
    """A problem of the whole file that refuses it."""
    return Problem("error", fault.reason, fault.remedy)


def warning(fault: Fault) -> Problem:
    """A remark about the whole file."""
    return Problem("warning", fault.reason, fault.remedy)


def shown(text: str) -> str:
    """The text as it may stand in a message: NFC, invisible and control characters written as \\uXXXX, 100 characters."""
    safe = "".join(
        character if character.isprintable() else f"\\u{ord(character):04x}"
        for character in unicodedata.normalize("NFC", text[: 4 * VALUE_CHARACTERS])
    )
    return safe if len(safe) <= VALUE_CHARACTERS else safe[: VALUE_CHARACTERS - 1] + "…"


def arranged(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Errors first, then warnings, each in the order of the file; one cause said once with its further lines; at most 50."""
    folded: dict[tuple[Severity, str, str, str | None, bool], Problem] = {}
    repeats: dict[tuple[Severity, str, str, str | None, bool], list[tuple[int, str | None]]] = {}
    in_order = sorted(problems, key=lambda problem: (problem.severity != "error", problem.line or 0))
    for problem in in_order:
        cause = (problem.severity, problem.reason, problem.remedy, problem.column, problem.line is None)
        if cause not in folded:
            folded[cause] = problem
            repeats[cause] = list(problem.repeats)
        elif problem.line is not None:
            repeats[cause].append((problem.line, problem.value))
    whole = [replace(problem, repeats=tuple(repeats[cause])) for cause, problem in folded.items()]
    if len(whole) <= LISTED_PROBLEMS:
        return tuple(whole)
    left = len(whole) - LISTED_PROBLEMS + 1
    fault = Fault(
        _("Còn {count} lỗi hoặc cảnh báo khác chưa liệt kê").format(count=left), _("Sửa các lỗi trên rồi kiểm tra lại.")
    )
    tail = Problem(whole[0].severity, fault.reason, fault.remedy)
    return (*whole[: LISTED_PROBLEMS - 1], tail)
