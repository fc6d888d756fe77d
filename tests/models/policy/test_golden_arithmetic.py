"""The golden files themselves: every sum written for an official comes to the figure beside it."""

from fractions import Fraction
from itertools import groupby
from operator import itemgetter

import pytest

from tests.models.seed_frames import golden, whole
from tests.models.worked import half_up, result_of

SUMS = [
    ("muc_huong_bao_tro", "phép tính", "đồng mỗi người mỗi tháng", 93),
    ("hop_a_theo_nhom", "phép tính", "đồng mỗi tháng", 30),
    ("hop_a", "phép tính", "số", 15),
    ("bang_muc_chuan", "phép tính", "đồng", 8),
    ("hop_b", "phép tính", "đồng", 8),
    ("hop_b_theo_nhom", "phép tính mức 1.624.000", "đồng mỗi tháng", 27),
    ("hop_d", "phép tính", "đồng", 23),
    ("can_gat", "phép tính", "đồng", 154),
    ("can_gat_xem", "phép tính", "đồng", 14),
    ("tinh_nguoc", "phép tính", "tăng thêm", 11),
    ("tinh_nguoc", "phép tính bậc sau", "bậc sau tăng thêm", 11),
    ("man_hinh_dau", "phép tính", "đồng mỗi tháng", 2),
    ("nguoi_co_cong", "phép tính theo mức 7/2023", "đồng mỗi tháng", 26),
]


@pytest.mark.parametrize(
    ("name", "sum_column", "figure_column", "count"), SUMS, ids=[f"{row[0]} {row[1]}" for row in SUMS]
)
def test_every_written_sum_comes_to_its_figure(name: str, sum_column: str, figure_column: str, count: int) -> None:
    checked = 0
    for row in golden(name):
        found = result_of(row[sum_column])
        if found is not None and "phần nghìn" not in row.get("chỉ tiêu", ""):
            assert found == whole(row[figure_column]), row
            checked += 1
    assert checked == count


def test_the_share_of_increase_is_written_in_thousandths() -> None:
    row = next(row for row in golden("hop_a") if "phần nghìn" in row["chỉ tiêu"])
    assert round(1000 * 9_333_333_333 / 24_000_000_000) == whole(row["số"]) == 389


@pytest.mark.parametrize("norm", ["360.000", "500.000"])
def test_the_groups_of_meeting_a_sum_to_their_last_row(norm: str) -> None:
    rows = [row for row in golden("hop_a_theo_nhom") if row["mức chuẩn"] == norm]
    amounts = [whole(row["đồng mỗi tháng"]) for row in rows]
    assert sum(amounts[:-1]) == amounts[-1]


def test_the_merit_products_sum_to_their_last_row() -> None:
    rows = golden("nguoi_co_cong")
    assert sum(whole(row["đồng mỗi tháng"]) for row in rows[:-1]) == whole(rows[-1]["đồng mỗi tháng"])
    assert sum(whole(row["số người minh họa"]) for row in rows[:-1]) == whole(rows[-1]["số người minh họa"])


@pytest.mark.parametrize("norm", ["2.055.000", "2.789.000", "3.012.000"])
def test_the_merit_table_is_people_by_amount_and_sums_to_its_last_row(norm: str) -> None:
    *groups, rest, total = golden("bang_muc_uu_dai")
    column = f"đồng mỗi tháng, {norm}"
    for row in groups:
        assert whole(row[column]) == whole(row["số suất"]) * whole(row[f"một suất, {norm}"]), row["mã nhóm"]
    assert whole(rest[column]) == half_up(Fraction(951_350 * whole(norm), 2_055_000))
    assert sum(whole(row[column]) for row in (*groups, rest)) == whole(total[column])


def test_the_merit_amounts_of_2026_are_raised_by_8_percent_and_rounded_to_thousands() -> None:
    """Those of one published amount; a mean is worked out in its own file."""
    means = {row["mã nhóm"] for row in golden("binh_quan_2026")}
    for row in golden("bang_muc_uu_dai")[:-2]:
        raised = result_of(row["phép tính mức 3.012.000"])
        assert (raised is None) == (row["mã nhóm"] in means)
        if raised is not None:
            assert whole(row["một suất, 3.012.000"]) == 1_000 * half_up(Fraction(raised, 1_000)), row["mã nhóm"]
            assert raised == half_up(Fraction(108 * whole(row["một suất, 2.789.000"]), 100))


def test_a_merit_mean_of_2026_is_that_of_amounts_raised_and_rounded_each() -> None:
    """The parts of a group, then their mean with what is paid beside it."""
    table = {row["mã nhóm"]: row for row in golden("bang_muc_uu_dai")}
    for group, rows in groupby(golden("binh_quan_2026"), itemgetter("mã nhóm")):
        *parts, mean = rows
        for row in parts:
            raised = Fraction(108 * whole(row["đồng từ 7/2024"]), 100)
            assert result_of(row["phép tính"]) == raised
            assert whole(row["làm tròn nghìn"]) == 1_000 * half_up(raised / 1_000), row
        beside = [row for row in parts if row["phần"].startswith(("phụ cấp", "tuất"))]
        for column, shown in (("đồng từ 7/2024", "một suất, 2.789.000"), ("làm tròn nghìn", "một suất, 3.012.000")):
            added = sum(whole(row[column]) for row in beside)
            whole_mean = Fraction(sum(whole(row[column]) for row in parts) - added, len(parts) - len(beside)) + added
            assert whole_mean == whole(mean[column]) == whole(table[group][shown]), group
        assert result_of(mean["phép tính"]) == whole(mean["làm tròn nghìn"])


def test_the_merit_amounts_are_the_same_in_both_tables() -> None:
    columns = {"một suất, 2.055.000": "đồng từ 7/2023", "một suất, 2.789.000": "đồng từ 7/2024"}
    for row, published in zip(golden("bang_muc_uu_dai")[:-2], golden("nguoi_co_cong")[:-1], strict=True):
        assert row["mã nhóm"] == published["mã nhóm"]
        assert {name: row[name] for name in columns} == {name: published[other] for name, other in columns.items()}


def test_meeting_b_group_by_group_sums_to_its_last_row() -> None:
    *rows, total = golden("hop_b_theo_nhom")
    assert sum(whole(row["đồng mỗi tháng"]) for row in rows) == whole(total["đồng mỗi tháng"])


def test_the_first_screen_sums_to_its_last_row() -> None:
    amounts = [whole(row["đồng mỗi tháng"]) for row in golden("man_hinh_dau")]
    assert sum(amounts[:-1]) == amounts[-1]


def test_a_wrong_sum_is_seen() -> None:
    assert result_of("2,5 x 360.000 = 900.000") == 900_000
    assert result_of("-12.000.000 x 500.000 : 360.000") == -16_666_667
    assert result_of("công bố tại Phụ lục I") is None
