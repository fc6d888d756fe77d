"""Problems: one sentence each, repeated causes folded, the list capped."""

import pytest

from data.vocabulary.problems import (
    CODE_WORDS,
    CONFIRMED,
    LISTED_PROBLEMS,
    Problem,
    arranged,
    confirm_groups,
    shown,
    unlisted,
    words_of,
)
from tests.data.ingest.tables import CheckText, table


def at(line: int, reason: str = "là số âm", value: str = "-1") -> Problem:
    return Problem("error", reason, "Nhập số.", line, None, "E", "Số đối tượng", value)


def test_the_sentence() -> None:
    assert at(12).message == "Ô E12 (dòng 12), Số đối tượng: '-1' là số âm. Nhập số."
    assert Problem("error", "Tệp trống", "Chọn tệp khác.").message == "Tệp trống. Chọn tệp khác."
    assert Problem("error", "thiếu ô", "Thêm ô.", line=4).message == "Dòng 4: thiếu ô. Thêm ô."
    assert Problem("warning", "có phải 'A'?", "Sửa.", line=4).message == "Dòng 4: có phải 'A'? Sửa."


def test_one_cause_is_said_once_with_its_lines_and_other_values() -> None:
    folded = arranged([at(3, value="-2"), at(2), at(4), Problem("warning", "x", "y")])
    assert len(folded) == 2
    assert folded[0].count == 3
    assert folded[0].message.endswith("Cũng gặp ở dòng 3 ('-2'), dòng 4 (thêm 2 dòng).")
    many = arranged(at(line) for line in range(2, 40))
    assert "dòng 12, … (thêm 37 dòng)" in many[0].message


def test_the_list_is_capped() -> None:
    listed = arranged(at(line, reason=f"lỗi {line}") for line in range(1, 101))
    assert len(listed) == LISTED_PROBLEMS
    assert listed[-1].message.startswith("Còn 51 lỗi")


def remark(number: int, code: str, sheet: str = "", line: int | None = None) -> Problem:
    return Problem("warning", f"điều {number}", "Xem lại.", line=line, code=code, sheet=sheet)


@pytest.mark.parametrize(
    ("problem", "place"),
    [
        (at(12), "Ô E12 (dòng 12), Số đối tượng"),
        (Problem("error", "thiếu ô", "Thêm ô.", line=4), "Dòng 4"),
        (Problem("error", "thiếu ô", "Thêm ô.", line=4, row=3), "Dòng 4 (hàng 3 trong Excel)"),
        (Problem("error", "lẫn đơn vị", "Sửa.", column="E"), "Cột E"),
        (Problem("error", "Tệp trống", "Chọn tệp khác."), ""),
        (Problem("error", "thiếu ô", "Thêm ô.", line=4, sheet="T3"), "Trang 'T3', dòng 4"),
        (Problem("error", "lẫn đơn vị", "Sửa.", column="E", sheet="T3"), "Trang 'T3', cột E"),
        (Problem("error", "trống", "Chọn trang khác.", sheet="T3"), "Trang 'T3'"),
    ],
)
def test_the_place_alone_and_in_the_sentence(problem: Problem, place: str) -> None:
    assert problem.place == place
    assert problem.message.startswith(place)


def test_the_same_cause_of_another_sheet_or_code_is_another_problem() -> None:
    same = [
        remark(1, "norm", "T1", 5),
        remark(1, "norm", "T2", 5),
        remark(1, "totals", "T2", 5),
        remark(1, "norm", "T1", 6),
    ]
    listed = arranged(same)
    assert [(one.sheet, one.code, one.count) for one in listed] == [
        ("T1", "norm", 2),
        ("T2", "norm", 1),
        ("T2", "totals", 1),
    ]
    assert arranged(listed) == listed


def test_sheets_keep_their_order_and_lines_theirs() -> None:
    listed = arranged([remark(1, "norm", "T2", 9), remark(2, "norm", "T1", 3), remark(3, "norm", "T2", 4)])
    assert [(one.sheet, one.line) for one in listed] == [("T2", 4), ("T2", 9), ("T1", 3)]


def test_the_cap_shows_something_of_every_group_and_counts_all() -> None:
    many = [*(remark(n, "outside_history") for n in range(1000)), remark(1, "norm"), remark(2, "norm"), at(2), at(3)]
    listed = arranged(many)
    assert len(listed) <= LISTED_PROBLEMS
    assert sum(one.count for one in listed) == len(many)
    assert listed[0].severity == "error"
    assert sum(one.code == "norm" for one in listed) == 2
    (tail,) = [one for one in listed if one.stands_for]
    assert tail.message.startswith("Còn 956 điều khác chưa liệt kê trong nhóm “Chênh lệch trên 20%")
    assert arranged(listed) == listed


def test_what_stands_for_others_is_added_up_by_code() -> None:
    listed = arranged([unlisted("warning", "norm", 1200), remark(1, "norm"), unlisted("warning", "norm", 34)])
    assert [one.count for one in listed] == [1, 1234]
    assert "Còn 1.234 điều" in listed[1].message


def test_warnings_that_could_mean_wrong_data_are_confirmed_by_group() -> None:
    problems = [
        remark(1, "columns"),
        remark(1, "norm"),
        remark(1, "spelling"),
        remark(2, "norm"),
        remark(1, "other"),
        unlisted("warning", "norm", 7),
        Problem("error", "sai", "Sửa.", code="norm"),
    ]
    groups = confirm_groups(problems)
    assert {code: [one.count for one in group] for code, group in groups.items()} == {
        "norm": [1, 1, 7],
        "spelling": [1],
    }


def test_every_group_has_words() -> None:
    assert set(CODE_WORDS) > CONFIRMED
    assert words_of("norm") == "Số tiền khác hệ số × mức chuẩn × số người"
    assert words_of("an unknown code") == words_of("other")


def test_values_are_made_safe_to_show() -> None:
    assert shown("a\x1b[31m\u202eb\n") == "a\\u001b[31m\\u202eb\\u000a"
    assert len(shown("x" * 5000)) == 100
    assert shown("Phu\u0309 Ly\u0301") == "Phủ Lý"


def test_a_file_wrong_throughout_is_counted_but_not_listed(check: CheckText) -> None:
    outcome = check(table(*(f"347,Phủ Lý {number},2023-12,NCC,-1,1" for number in range(2000))))
    assert "Cột B có hơn 100 giá trị khác nhau không đọc được" in outcome.messages[0]
    assert [problem.count for problem in outcome.problems if problem.column == "E"] == [2000]
    assert len(outcome.problems) <= LISTED_PROBLEMS
