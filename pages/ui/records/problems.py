"""What is wrong with a file and what is to be looked at again, all at once, errors first."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.ingest import Check
from data.locale import _
from data.vocabulary.problems import LISTED_REPEATS, Problem, words_of
from models.wording.numbers import number
from pages.ui.format.tables import escape, table


def problems(found: Check) -> None:
    """All problems as sentences under their step; for pages that show a file in one go."""
    errors = [problem for problem in found.problems if problem.severity == "error"]
    warnings = [problem for problem in found.problems if problem.severity == "warning"]
    st.markdown(_("**2. Kiểm tra**"))
    if errors:
        st.error(_("{count} lỗi phải sửa; chưa ghi gì. Sửa trong tệp rồi chọn lại.").format(count=len(errors)))
        st.markdown("\n".join(f"- {escape(problem.message)}" for problem in errors))
    else:
        st.success(_("Tệp đọc được, {count} dòng số liệu.").format(count=number(found.frame.height)))
    if warnings:
        st.warning(_("{count} điều cần xem lại:").format(count=len(warnings)))
        st.markdown("\n".join(f"- {escape(problem.message)}" for problem in warnings))


def errors(found: Sequence[Problem]) -> None:
    """Errors as a table: where, what stands there, why not, how to mend it, how often."""
    rows = [
        [
            problem.place or _("Cả tệp"),
            problem.value or "",
            _sentence(problem.reason) + _elsewhere(problem),
            problem.remedy,
            number(problem.count),
        ]
        for problem in found
    ]
    headers = [_("Chỗ sai"), _("Giá trị trong tệp"), _("Sai thế nào"), _("Cách sửa"), _("Số chỗ")]
    st.markdown(table(headers, rows, numbers_from=4))


def sentences(found: Sequence[Problem]) -> None:
    """One line each, for a narrow place."""
    st.markdown("\n".join(f"- {escape(problem.message)}" for problem in found))


def warnings(found: Sequence[Problem], *, opened: bool = False) -> None:
    """Warnings by group, each group folded with its count."""
    groups: dict[str, list[Problem]] = {}
    for problem in found:
        groups.setdefault(problem.code, []).append(problem)
    for code, group in groups.items():
        label = _("{group} ({count})").format(group=words_of(code), count=number(total(group)))
        with st.expander(label, expanded=opened):
            sentences(group)


def total(found: Sequence[Problem]) -> int:
    """How many findings they tell of, repeats included."""
    return sum(problem.count for problem in found)


def _sentence(text: str) -> str:
    said = text[:1].upper() + text[1:]
    return said if said.endswith(("?", ".")) else f"{said}."


def _elsewhere(problem: Problem) -> str:
    """The further lines with the same cause, with their value where it is another one."""
    if not problem.repeats:
        return ""
    places = [
        str(line) if value in (None, problem.value) else _("{line} ('{value}')").format(line=line, value=value)
        for line, value in problem.repeats[:LISTED_REPEATS]
    ]
    listed, further = ", ".join(places), len(problem.repeats) - LISTED_REPEATS
    if further > 0:
        return " " + _("Cũng gặp ở dòng {lines} và {count} dòng khác.").format(lines=listed, count=number(further))
    return " " + _("Cũng gặp ở dòng {lines}.").format(lines=listed)
