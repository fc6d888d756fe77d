"""Problems: one sentence each, repeated causes folded, the list capped."""

from data.ingest.problems import LISTED_PROBLEMS, Problem, arranged, shown
from tests.data.ingest.tables import CheckText, table


def at(line: int, reason: str = "là số âm", value: str = "-1") -> Problem:
    return Problem("error", reason, "Nhập số.", line, None, "E", "Số đối tượng (beneficiaries)", value)


def test_the_sentence() -> None:
    assert at(12).message == "Ô E12 (dòng 12), Số đối tượng (beneficiaries): '-1' là số âm. Nhập số."
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


def test_values_are_made_safe_to_show() -> None:
    assert shown("a\x1b[31m\u202eb\n") == "a\\u001b[31m\\u202eb\\u000a"
    assert len(shown("x" * 5000)) == 100
    assert shown("Phu\u0309 Ly\u0301") == "Phủ Lý"


def test_a_file_wrong_throughout_ends_early_and_says_so(check: CheckText) -> None:
    outcome = check(table(*(f"347,Phủ Lý {number},2023-12,NCC,-1,1" for number in range(2000))))
    assert "Đã dừng kiểm tra sau dòng 501 vì có 500 dòng lỗi" in outcome.messages[0]
    assert len(outcome.problems) <= LISTED_PROBLEMS
