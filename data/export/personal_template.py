"""A workbook that turns a list of persons into the sums the app takes, on the clerk's own machine.

Belongs here: the list to fill in, the formulas that add it up, the words that say what may leave the machine. Does not:
reading it: a list of persons is refused.
"""

from __future__ import annotations

from collections.abc import Sequence

from data.export.workbook import Formula, Value, WorkSheet, workbook_bytes
from data.locale import _

_LIST_ROWS = 5_000
_AREAS_AND_GROUPS = 400


def personal_template(areas: Sequence[tuple[str, str]], groups: Sequence[str], period: str) -> bytes:
    """The workbook for some areas (code, name) and groups in a month "YYYY-MM": each area x group is one line of the
    sheet of sums, empty where the list names nobody. Raises ValueError beyond 400 lines, which Excel adds up too slowly."""
    if len(areas) * len(groups) > _AREAS_AND_GROUPS:
        raise ValueError("too many areas x groups for one workbook")
    people = _("Danh sách (giữ lại máy)")
    return workbook_bytes(
        [
            WorkSheet(_("Hướng dẫn"), [[line] for line in _guidance(people)], heading=0),
            WorkSheet(people, [_list_headings()], lists=_lists(len(areas), len(groups))),
            WorkSheet(_("Tổng hợp"), [_sum_headings(), *_sums(areas, groups, period, people)]),
            WorkSheet(_lists_name(), _list_values(areas, groups), heading=0, hidden=True),
        ]
    )


def _guidance(people: str) -> list[str]:
    return [
        _("Cộng danh sách chi trả theo đơn vị và nhóm đối tượng, ngay trên máy này"),
        _("1. Dán danh sách vào trang “{sheet}”: mỗi người một dòng, chọn đơn vị và nhóm trong danh mục.").format(
            sheet=people
        ),
        _("2. Mở trang “Tổng hợp”: số người và số tiền đã được cộng sẵn."),
        _("3. Chọn Tệp, Lưu thành, CSV UTF-8 khi đang mở trang “Tổng hợp”, rồi nạp tệp CSV đó vào phần mềm."),
        _("Không nạp và không gửi cả sổ tính này: trang danh sách có dữ liệu cá nhân (Luật số 91/2025/QH15)."),
    ]


def _list_headings() -> list[Value]:
    return [_("Họ và tên"), _("Đơn vị"), _("Nhóm đối tượng"), _("Số tiền (đồng)")]


def _sum_headings() -> list[Value]:
    return [
        _("Mã huyện"), _("Huyện, thành phố"), _("Kỳ"), _("Nhóm đối tượng"), _("Số đối tượng"),
        _("Kinh phí hằng tháng (đồng)"),
    ]  # fmt: skip


def _lists_name() -> str:
    return _("Danh mục")


def _lists(areas: int, groups: int) -> dict[int, tuple[str, int, int]]:
    return {1: (_lists_name(), 0, areas), 2: (_lists_name(), 1, groups)}


def _list_values(areas: Sequence[tuple[str, str]], groups: Sequence[str]) -> list[list[Value]]:
    names = [name for _code, name in areas]
    return [
        [names[place] if place < len(names) else None, groups[place] if place < len(groups) else None]
        for place in range(max(len(names), len(groups)))
    ]


def _sums(
    areas: Sequence[tuple[str, str]], groups: Sequence[str], period: str, people: str
) -> list[list[Value | Formula]]:
    """Lines of formulas over the list; an area and group of nobody stays empty, for an empty line is no figure."""
    sheet = "'" + people.replace("'", "''") + "'"
    rows: list[list[Value | Formula]] = []
    for code, name in areas:
        for group in groups:
            line = len(rows) + 2
            where = f"{sheet}!$B$2:$B${_LIST_ROWS},$B{line},{sheet}!$C$2:$C${_LIST_ROWS},$D{line}"
            count = Formula(f'=IF(COUNTIFS({where})=0,"",COUNTIFS({where}))')
            amount = Formula(f'=IF(COUNTIFS({where})=0,"",SUMIFS({sheet}!$D$2:$D${_LIST_ROWS},{where}))')
            rows.append([code, name, period, group, count, amount])
    return rows
