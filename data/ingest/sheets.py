"""Step 2, Book -> sheets: which sheets of a workbook are read, which are left out with a warning, and the question to
ask where several could be meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from data.ingest.answers import ALL_SHEETS
from data.ingest.base import Question, Sheet
from data.ingest.header import Layout
from data.ingest.titles import dates_in
from data.locale import _
from data.vocabulary.problems import Fault, Problem, error, shown

_COPY = re.compile(r"(?P<name>.+) \([0-9]+\)", re.DOTALL)
_FIGURES_OF_DATA = 2
_FIGURE = re.compile(r"\s*-?[0-9][0-9.,\s]*%?\s*")


@dataclass(frozen=True)
class FoundTable:
    """A sheet that is not empty, its headings (None where none were found) and the problems of the headings."""

    sheet: Sheet
    layout: Layout | None
    problems: tuple[Problem, ...] = ()

    @property
    def name(self) -> str:
        return self.sheet.name

    @property
    def holds_data(self) -> bool:
        return self.layout is not None and any(not row.blank for row in self.sheet.rows[self.layout.first :])

    @property
    def shape(self) -> object:
        """Equal for sheets with the same columns."""
        assert self.layout is not None
        across = {(column.measure, column.subject) for column in self.layout.across}
        return frozenset(self.layout.index_of), frozenset(across)


@dataclass(frozen=True)
class Choice:
    """The tables to read, the names of sheets that hold something and are not read, warnings or refusals, and the
    question where the user must choose."""

    read: tuple[FoundTable, ...] = ()
    not_read: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()


def choose(tables: Sequence[FoundTable], answer: str) -> Choice:
    """The sheets to read: the only one with data, or the one the user named, or ("*") all of the shape that most
    have."""
    if not tables:
        return Choice(
            problems=(error(Fault(_("Tệp trống, không có dữ liệu"), _("Chọn tệp có tiêu đề và các dòng số liệu."))),)
        )
    visible = [table for table in tables if not table.sheet.hidden]
    data = [table for table in tables if table.holds_data]
    originals = _originals([table for table in data if not table.sheet.hidden])
    same_shape = _most_common_shape(originals)
    named = [table for table in data if table.name == answer]
    if named:
        read = named
    elif answer == ALL_SHEETS and len(same_shape) > 1:
        read = same_shape
    elif len(originals) > 1:
        return _ask_which(tables, originals, same_shape)
    elif originals:
        read = originals
    elif data:
        return Choice(not_read=tuple(table.name for table in tables), problems=(_all_hidden(data[0]),))
    else:
        headed = [table for table in visible if table.layout is not None]
        read = (headed or visible or list(tables))[:1]
    others = [table for table in tables if table not in read]
    names = {table.name for table in originals}
    warnings = [problem for table in others if (problem := _unread(table, names)) is not None]
    return Choice(tuple(read), tuple(table.name for table in others), tuple(warnings))


def _originals(tables: Sequence[FoundTable]) -> list[FoundTable]:
    """The tables without Excel's own copies of them ("T12 (2)" beside "T12")."""
    names = {table.name for table in tables}
    copies = {table.name for table in tables if (copy := _COPY.fullmatch(table.name)) and copy["name"] in names}
    return [table for table in tables if table.name not in copies]


def _most_common_shape(tables: Sequence[FoundTable]) -> list[FoundTable]:
    """The tables of the shape that most have; where some are named after months, only those."""
    by_shape: dict[object, list[FoundTable]] = {}
    for table in tables:
        by_shape.setdefault(table.shape, []).append(table)
    most = max(by_shape.values(), key=len, default=[])
    monthly = [table for table in most if _month(table)]
    return monthly if len(monthly) > 1 else most


def _month(table: FoundTable) -> bool:
    dates = dates_in(table.name, name=True)
    return bool(dates.months or dates.bare_months)


def _ask_which(
    tables: Sequence[FoundTable], originals: Sequence[FoundTable], same_shape: Sequence[FoundTable]
) -> Choice:
    names = ", ".join(f"'{shown(table.name)}'" for table in originals)
    reason = _("Tệp có {count} trang tính có số liệu: {names}").format(count=len(originals), names=names)
    remedy = _("Chọn trang cần nạp, hoặc chỉ giữ một trang có số liệu trong tệp.")
    choices = [(table.name, _("Trang '{name}'").format(name=shown(table.name))) for table in originals]
    if len(same_shape) > 1:
        label = _("Tất cả {count} trang cùng mẫu ({first} … {last})").format(
            count=len(same_shape), first=shown(same_shape[0].name), last=shown(same_shape[-1].name)
        )
        choices.append((ALL_SHEETS, label))
    question = Question(
        "sheet", _("Tệp có {count} trang tính có số liệu. Nạp trang nào?").format(count=len(originals)), tuple(choices)
    )
    return Choice((), tuple(table.name for table in tables), (error(Fault(reason, remedy), "sheets"),), (question,))


def _all_hidden(table: FoundTable) -> Problem:
    reason = _("Trang tính có số liệu '{name}' đang bị ẩn").format(name=shown(table.name))
    return error(Fault(reason, _("Bỏ ẩn trang đó trong Excel (Unhide) rồi lưu và tải lại tệp.")), "sheets")


def _unread(table: FoundTable, names: set[str]) -> Problem | None:
    """A warning for a sheet that holds figures and is not read; None for guidance and (hidden, all words) lists."""
    name = shown(table.name)
    copy = _COPY.fullmatch(table.name)
    if not table.holds_data and not any(len(row.numeric) >= _FIGURES_OF_DATA for row in table.sheet.rows):
        return None
    if table.sheet.hidden and not any(_FIGURE.fullmatch(cell) for row in table.sheet.rows for cell in row.cells):
        return None
    if table.sheet.hidden:
        reason = _("Trang tính ẩn '{name}' có số liệu nhưng không được đọc").format(name=name)
    elif copy is not None and copy["name"] in names:
        reason = _("Trang tính '{name}' là bản sao của trang '{other}' nên không được đọc").format(
            name=name, other=shown(copy["name"])
        )
    elif table.layout is None:
        reason = _("Trang tính '{name}' không có tiêu đề cột theo mẫu nên không được đọc").format(name=name)
    else:
        reason = _("Trang tính '{name}' không được đọc").format(name=name)
    remedy = _("Nếu cần trang này, để nó thành tệp riêng hoặc xóa các trang khác.")
    return Problem("warning", reason, remedy, code="sheets")
