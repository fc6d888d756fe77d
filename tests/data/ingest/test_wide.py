"""Wide summaries: groups or months across, their columns of totals, and what a broken one is told."""

from pathlib import Path

from tests.data.ingest.tables import facts, said
from tests.data.ingest.workbooks import check_rows

MERIT, PROTECTION = "Người có công", "Bảo trợ xã hội"
TITLE = ["TỔNG HỢP CHI TRẢ THÁNG 3/2024", None, "Đơn vị tính: nghìn đồng"]
OVER = ["STT", "Huyện/TP", MERIT, None, "BTXH", None, "Tổng cộng", None]
UNDER = [None, None, "Số người", "Kinh phí", "Số người", "Kinh phí", "Số người", "Kinh phí"]
PHU_LY = [1, "Phủ Lý", 3912, 9168250, 100, 60000, 4012, 9228250]
DUY_TIEN = [2, "Duy Tiên", 3467, 8124900, 200, 120000, 3667, 8244900]
MERGES = ("A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:H2")
FACTS = [
    ("347", "2024-03", MERIT, 3912, 9168250000),
    ("347", "2024-03", PROTECTION, 100, 60000000),
    ("349", "2024-03", MERIT, 3467, 8124900000),
    ("349", "2024-03", PROTECTION, 200, 120000000),
]


def test_pairs_of_people_and_money_under_groups(tmp_path: Path) -> None:
    total = [None, "Cộng", 7379, 17293150, 300, 180000, 7679, 17473150]
    outcome = check_rows(tmp_path, TITLE, OVER, UNDER, PHU_LY, DUY_TIEN, total, merges=MERGES)
    assert facts(outcome) == FACTS
    assert [problem.code for problem in outcome.problems] == ["given"]
    assert outcome.reading is not None
    assert (outcome.reading.wide, outcome.reading.data_rows, outcome.reading.total_rows) == (True, 2, 1)


def test_wrong_totals_across_and_down_are_said_at_their_cells(tmp_path: Path) -> None:
    down = [None, "Cộng", 7380, 17293150, 300, 180000, 7679, 17473150]
    outcome = check_rows(tmp_path, TITLE, OVER, UNDER, [*PHU_LY[:7], 1], DUY_TIEN, down, merges=MERGES)
    assert facts(outcome) == FACTS
    assert "Ô H4 (dòng 4), Tổng cộng Kinh phí: '1' là số cộng, khác tổng các số thành phần là 9.228.250" in said(
        outcome
    )
    assert "Ô C6 (dòng 6)" in said(outcome)


def test_an_empty_pair_is_no_figure_and_half_a_pair_is_a_fault(tmp_path: Path) -> None:
    for nothing in (None, "-", "–"):
        row = [1, "Phủ Lý", 3912, 9168250, nothing, nothing]
        assert facts(check_rows(tmp_path, TITLE, OVER[:6], UNDER[:6], row, merges=MERGES[:4])) == FACTS[:1]
    half = check_rows(tmp_path, TITLE, OVER[:6], UNDER[:6], [1, "Phủ Lý", 3912, 9168250, 100, None], merges=MERGES[:4])
    assert "Ô F4 (dòng 4), Kinh phí hằng tháng: để trống" in said(half)


def test_a_misspelt_group_is_named_at_its_heading(tmp_path: Path) -> None:
    over = [*OVER[:4], "Bảo trợ xã hụi", *OVER[5:]]
    outcome = check_rows(tmp_path, TITLE, over, UNDER, PHU_LY, merges=MERGES)
    assert outcome.status == "refused"
    assert "Ô E2 (dòng 2)" in said(outcome)
    assert "có phải 'Bảo trợ xã hội'?" in said(outcome)


def test_a_group_twice_or_without_its_money_is_refused(tmp_path: Path) -> None:
    twice = check_rows(
        tmp_path, TITLE, [*OVER[:4], MERIT, None], UNDER[:6], [1, "Phủ Lý", 1, 2000, 1, 2000], merges=MERGES[:4]
    )
    assert "tiêu đề bị trùng: cột C và cột E" in said(twice)
    lacking = check_rows(tmp_path, TITLE, OVER[:5], UNDER[:5], [1, "Phủ Lý", 1, 2000, 1], merges=MERGES[:3])
    assert "'BTXH Số người' (cột E) thiếu cột Kinh phí hằng tháng" in said(lacking)


def test_months_across_take_the_year_of_the_title_or_are_asked(tmp_path: Path) -> None:
    rows = (
        ["Đơn vị", "Tháng 1", None, "Tháng 2", None, "Quý I", None],
        [None, *["Số người", "Số tiền (đồng)"] * 3],
        ["Phủ Lý", 3912, 9168250000, 3913, 9168250001, 7825, 18336500001],
    )
    merges = ("A2:A3", "B2:C2", "D2:E2", "F2:G2")
    outcome = check_rows(tmp_path, ["NGƯỜI CÓ CÔNG NĂM 2024"], *rows, merges=merges)
    assert facts(outcome) == [("347", "2024-01", MERIT, 3912, 9168250000), ("347", "2024-02", MERIT, 3913, 9168250001)]
    assert "Cột F 'Quý I Số người' không có trong mẫu" in said(outcome)
    unsaid = check_rows(tmp_path, ["NGƯỜI CÓ CÔNG"], *rows, merges=merges)
    assert unsaid.status == "refused"
    assert [question.key for question in unsaid.questions] == ["period"]
    answered = check_rows(tmp_path, ["NGƯỜI CÓ CÔNG"], *rows, merges=merges, answers={"period": "2024"})
    assert facts(answered) == facts(outcome)


def test_three_levels_of_headings(tmp_path: Path) -> None:
    outcome = check_rows(
        tmp_path,
        ["THÁNG 3/2024; ĐVT: 1.000 đồng"],
        ["TT", "Đơn vị", "Trong đó", None, None, None, "Tổng số", None],
        [None, None, "Người khuyết tật nặng", None, "Người khuyết tật đặc biệt nặng", None, None, None],
        [None, None, "Người", "Tiền", "Người", "Tiền", "Người", "Tiền"],
        [1, "Phủ Lý", 10, 5400, 5, 3600, 15, 9000],
        merges=("A2:A4", "B2:B4", "C2:F2", "C3:D3", "E3:F3", "G2:H3"),
    )
    assert facts(outcome) == [
        ("347", "2024-03", "disab_severe", 10, 5400000),
        ("347", "2024-03", "disab_extreme", 5, 3600000),
    ]
