"""What is wrong with a file, where, and how to mend it.

Belongs here: the typed `Problem`, its one Vietnamese sentence, folding of repeated causes, the cap on the list and the
groups of warnings that are confirmed. Does not: the rules that find problems.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from data.locale import _
from models.wording.words import N_

Severity = Literal["error", "warning"]

VALUE_CHARACTERS = 100
LISTED_PROBLEMS = 50
LISTED_REPEATS = 10

CODE_WORDS = {
    "outside_history": N_("Chênh lệch trên 20% so với kỳ trước hoặc số đang có"),
    "above_households": N_("Hộ nghèo và hộ cận nghèo nhiều hơn tổng số hộ"),
    "province_differs": N_("Tổng các đơn vị cấp dưới khác số của cấp trên"),
    "norm": N_("Số tiền khác hệ số × mức chuẩn × số người"),
    "closing": N_("Số cuối kỳ khác số đầu kỳ trừ giảm cộng tăng"),
    "opening": N_("Số đầu kỳ khác số cuối kỳ trước"),
    "totals": N_("Dòng tổng khác tổng các dòng"),
    "plausible": N_("Mức bình quân ngoài khoảng thường gặp"),
    "cumulative": N_("Lũy kế nhỏ hơn tháng trước"),
    "over_estimate": N_("Lũy kế vượt dự toán"),
    "blank": N_("Dòng để trống số liệu, không được nạp"),
    "sheets": N_("Trang tính không được đọc"),
    "given": N_("Nội dung lấy từ tiêu đề, tên trang hoặc câu trả lời"),
    "spelling": N_("Tên đơn vị viết dấu khác danh mục"),
    "columns": N_("Cột không được nạp"),
    "encoding": N_("Bảng mã chữ được chuyển đổi"),
    "macro": N_("Tệp có macro"),
    "extension": N_("Đuôi tệp khác nội dung"),
    "border_area": N_("Diện tích đo được khác diện tích công bố"),
    "border_gap": N_("Có khoảng trống giữa các đơn vị"),
    "border_extra": N_("Đối tượng trong tệp không được nạp"),
    "border_kind": N_("Loại đơn vị hoặc dấu trong tên khác danh mục"),
    "other": N_("Điều cần xem lại khác"),
}
"""What a group of warnings is about, by its code."""
CONFIRMED = frozenset(
    {
        "outside_history", "above_households", "province_differs", "norm", "closing", "opening", "totals", "plausible",
        "cumulative", "over_estimate", "blank", "sheets", "given", "spelling",
    }
)  # fmt: skip
"""Codes of warnings that could mean wrong data: somebody confirms each group, by name, before the file is applied."""


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
    by group. `sheet` is the sheet of a workbook with more than one that was read. `stands_for`: the problem only counts so many
    others of its code that are not listed.
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
    stands_for: int = 0

    @property
    def count(self) -> int:
        """How many findings it tells of."""
        return self.stands_for or 1 + len(self.repeats)

    @property
    def message(self) -> str:
        said = (
            self.reason if self.value is None else _("'{value}' {reason}").format(value=self.value, reason=self.reason)
        )
        stop = "" if said.endswith("?") else "."
        return f"{self._before()}{said}{stop} {self.remedy}".strip() + self._repeated()

    @property
    def place(self) -> str:
        """The place alone, for a table: "Ô E12 (dòng 12), Số đối tượng (beneficiaries)"; "" for the whole file."""
        place = self._in_sheet()
        if not self.sheet:
            return place
        sheet = _("Trang '{sheet}'").format(sheet=self.sheet)
        return f"{sheet}, {place[0].lower()}{place[1:]}" if place else sheet

    def _before(self) -> str:
        if not self.place:
            return ""
        return f"{self.place} " if self.line is None and self.column is not None else f"{self.place}: "

    def _in_sheet(self) -> str:
        row = self.line if self.row is None else self.row
        if self.line is None:
            return "" if self.column is None else _("Cột {column}").format(column=self.column)
        if self.column is not None:
            return _("Ô {column}{row} (dòng {line}), {name}").format(
                column=self.column, row=row, line=self.line, name=self.column_name
            )
        if row != self.line:
            return _("Dòng {line} (hàng {row} trong Excel)").format(line=self.line, row=row)
        return _("Dòng {line}").format(line=self.line)

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


def error(fault: Fault, code: str = "other") -> Problem:
    """A problem of the whole file that refuses it."""
    return Problem("error", fault.reason, fault.remedy, code=code)


def warning(fault: Fault, code: str = "other") -> Problem:
    """A remark about the whole file."""
    return Problem("warning", fault.reason, fault.remedy, code=code)


def shown(text: str) -> str:
    """The text as it may stand in a message: NFC, invisible and control characters written as \\uXXXX, 100 characters."""
    safe = "".join(
        character if character.isprintable() else f"\\u{ord(character):04x}"
        for character in unicodedata.normalize("NFC", text[: 4 * VALUE_CHARACTERS])
    )
    return safe if len(safe) <= VALUE_CHARACTERS else safe[: VALUE_CHARACTERS - 1] + "…"


def unlisted(severity: Severity, code: str, count: int) -> Problem:
    """What stands for `count` further problems of a code that are left out of a list."""
    number = f"{count:,}".replace(",", ".")
    if severity == "error":
        reason, remedy = _("Còn {count} lỗi khác chưa liệt kê"), _("Sửa các lỗi trên rồi kiểm tra lại.")
    else:
        reason = _("Còn {count} điều khác chưa liệt kê trong nhóm “{group}”")
        remedy = _("Xem kỹ cả nhóm này trong tệp.")
    said = reason.format(count=number, group=words_of(code))
    return Problem(severity, said, remedy, code=code, stands_for=count)


def words_of(code: str) -> str:
    """The words of a group of warnings; a code without words of its own is among the others."""
    return _(CODE_WORDS.get(code, CODE_WORDS["other"]))


def confirm_groups(problems: Iterable[Problem]) -> dict[str, tuple[Problem, ...]]:
    """The warnings to be confirmed, by code, in the order in which the codes appear."""
    groups: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.severity == "warning" and problem.code in CONFIRMED:
            groups.setdefault(problem.code, []).append(problem)
    return {code: tuple(group) for code, group in groups.items()}


def arranged(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Errors first, then warnings, each in the order of the file; one cause said once with its further lines; at most 50,
    of every code some, with what is left out counted by code."""
    given = list(problems)
    sheets: dict[str, int] = {}
    for problem in given:
        sheets.setdefault(problem.sheet, len(sheets))
    folded: dict[tuple[object, ...], Problem] = {}
    repeats: dict[tuple[object, ...], list[tuple[int, str | None]]] = {}
    left: Counter[tuple[Severity, str]] = Counter()
    for problem in sorted(given, key=lambda one: (one.severity != "error", sheets[one.sheet], one.line or 0)):
        if problem.stands_for:
            left[problem.severity, problem.code] += problem.stands_for
            continue
        cause = (
            problem.severity, problem.code, problem.sheet, problem.reason, problem.remedy, problem.column, problem.line is None,
        )  # fmt: skip
        if cause not in folded:
            folded[cause] = problem
            repeats[cause] = list(problem.repeats)
        elif problem.line is not None:
            repeats[cause] += [(problem.line, problem.value), *problem.repeats]
    return _capped([replace(problem, repeats=tuple(repeats[cause])) for cause, problem in folded.items()], left)


def _capped(whole: list[Problem], left: Counter[tuple[Severity, str]]) -> tuple[Problem, ...]:
    groups = {(problem.severity, problem.code) for problem in whole} | left.keys()
    if len(whole) + len(left) <= LISTED_PROBLEMS:
        kept = whole
    else:
        seen: Counter[tuple[Severity, str]] = Counter()
        ranks = []
        for place, problem in enumerate(whole):
            ranks.append((problem.severity != "error", seen[problem.severity, problem.code], place))
            seen[problem.severity, problem.code] += 1
        chosen = {place for *_rank, place in sorted(ranks)[: LISTED_PROBLEMS - len(groups)]}
        kept = [problem for place, problem in enumerate(whole) if place in chosen]
        for place, problem in enumerate(whole):
            if place not in chosen:
                left[problem.severity, problem.code] += problem.count
    tails = [unlisted(severity, code, count) for (severity, code), count in left.items()]
    return tuple(sorted([*kept, *tails], key=lambda problem: problem.severity != "error"))
