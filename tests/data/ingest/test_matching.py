"""Areas by code and name: folding, agreement, suggestions that are never applied."""

import pytest

from data.ingest.areas import areas_2023
from tests.data.ingest.tables import CheckText, facts, said, table

COMMUNES = "commune_code,commune,district,period,group,beneficiaries,monthly_amount_vnd"


def code_of(**cells: str) -> str | None:
    area = areas_2023().locate(cells).area
    return None if area is None else area.code


def reasons(**cells: str) -> str:
    return " ".join(fault.reason for _column, fault in areas_2023().locate(cells).faults)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Phủ Lý", "347"),
        ("phu ly", "347"),
        ("TP. Phủ Lý", "347"),
        ("TX.Duy Tiên", "349"),
        ("Thị xã Kim Bảng", "350"),
        ("H. BÌNH LỤC", "352"),
        ("huyện  Lý Nhân", "353"),
    ],
)
def test_districts_in_every_dress(name: str, code: str) -> None:
    assert code_of(district=name) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Phường Hòa Mạc", "13324"),
        ("P. Hoà Mạc", "13324"),
        ("Xã Nguyễn Uý", "13387"),
        ("Thụy Lôi", "13414"),
        ("TT Quế", "13384"),
        ("Công Lý", "13582"),
        ("Xã Trần Hưng Đạo", "13594"),
        ("phuong tran hung dao", "13300"),
    ],
)
def test_communes_in_every_dress(name: str, code: str) -> None:
    assert code_of(commune=name) == code


def test_every_area_is_found_by_its_own_name_and_code() -> None:
    areas = areas_2023()
    assert (len(areas.districts.areas), len(areas.communes.areas)) == (6, 109)
    for area in areas.communes.areas:
        assert code_of(commune=area.name) == code_of(commune_code=area.code) == area.code
    for area in areas.districts.areas:
        assert code_of(district=area.name, district_code="00" + area.code) == area.code


def test_a_shared_name_needs_its_district() -> None:
    assert code_of(commune="Trần Hưng Đạo") is None
    assert "13300" in reasons(commune="Trần Hưng Đạo")
    assert code_of(commune="Trần Hưng Đạo", district="Lý Nhân") == "13594"
    assert code_of(commune="Trần Hưng Đạo", commune_code="13594") == "13594"
    assert "không thuộc Huyện Lý Nhân" in reasons(commune="Phường Trần Hưng Đạo", district="Lý Nhân")


def test_code_and_name_must_agree() -> None:
    assert "347" in reasons(district_code="347", district="Duy Tiên")
    assert "không khớp" in reasons(commune_code="13285", commune="Phường Lam Hạ")
    assert "không thuộc" in reasons(commune_code="13285", district_code="349")
    assert code_of(district_code="347.5") is None


def test_near_names_are_suggested_not_applied(check: CheckText) -> None:
    outcome = check(table(",Phủ Lyy,2023-12,Người có công,1,500000", ",Hưng Hà,2023-12,Người có công,1,500000"))
    assert outcome.status == "refused"
    assert "'Phủ Lyy' không có trong danh mục năm 2023; có phải 'Thành phố Phủ Lý'?" in said(outcome)
    assert "'Hưng Hà'" in said(outcome)


def test_beside_a_known_code_its_own_name_is_suggested(check: CheckText) -> None:
    """Kim Bình, a commune, is nearer to the letters; the code says which district was meant."""
    outcome = check(table("350,Kim Bôi,2023-12,Người có công,1,500000"))
    assert outcome.status == "refused"
    assert "'Kim Bôi' không có trong danh mục năm 2023; mã 350 cùng dòng là 'Huyện Kim Bảng'" in said(outcome)
    assert "Kim Bình" not in said(outcome)


def test_other_tones_are_accepted_with_a_warning(check: CheckText) -> None:
    outcome = check(table("347,Phú Lý,2023-12,Người có công,3912,9168250000"))
    assert outcome.status == "accepted"
    assert "được hiểu là 'Thành phố Phủ Lý'" in said(outcome)


def test_commune_rows_keep_their_district_and_never_pass_for_one(check: CheckText) -> None:
    good = check(
        table(
            "13285,,,2023-12,Người có công,40,90000000",
            ",Trần Hưng Đạo,Lý Nhân,2023-12,Người có công,40,90000000",
            header=COMMUNES,
        )
    )
    assert [fact[0] for fact in facts(good)] == ["13285", "13594"]
    assert good.frame["district_code"].to_list() == ["347", "353"]
    mixed = check(
        table(
            "13285,,Phủ Lý,2023-12,Người có công,40,90000000",
            ",,Phủ Lý,2023-12,Người có công,40,90000000",
            header=COMMUNES,
        )
    )
    assert "để trống trong tệp lập theo xã" in said(mixed)
    districts = check(table(",,Phủ Lý,2023-12,Người có công,3912,9168250000", header=COMMUNES))
    assert districts.frame["commune_code"].to_list() == [None]


def test_hidden_characters(check: CheckText) -> None:
    zero_width = check(table("347,Phủ\u200b Lý,2023-12,Người có\u00a0công,39\u200b12,9168250000"))
    assert [fact[2:4] for fact in facts(zero_width)] == [("Người có công", 3912)]
    reordered = check(table("347,Phủ\u202e Lý,2023-12,Người có công,3912,9168250000"))
    assert "U+202E" in said(reordered)
    assert "\u202e" not in said(reordered)
