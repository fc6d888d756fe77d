"""Programmes, benefit groups and kinds of payment."""

import pytest

from data.seed_files import seed_rows
from data.vocabulary.groups import KINDS, read_group, read_kind
from data.vocabulary.problems import Fault
from tests.data.ingest.tables import HEADER, CheckText, said, table


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Người có công", "Người có công"),
        ("NGUOI CO CONG", "Người có công"),
        ("NCC", "Người có công"),
        ("bảo trợ xã hội", "Bảo trợ xã hội"),
        ("disab_severe", "disab_severe"),
        ("Người khuyết tật nặng", "disab_severe"),
    ],
)
def test_groups_in_every_dress(text: str, value: str) -> None:
    assert read_group(text) == value


def test_every_seeded_group_is_found_by_code_and_by_name() -> None:
    for row in seed_rows("merit_groups.csv") + seed_rows("protection_groups.csv"):
        assert read_group(row["group"]) == read_group(row["name_vi"]) == row["group"]


def test_unknown_groups_are_faults_with_a_suggestion() -> None:
    near = read_group("Thân nhân của 1 liệt sỹ")
    assert isinstance(near, Fault)
    assert "Thân nhân của 1 liệt sĩ" in near.reason
    assert isinstance(read_group("Học sinh"), Fault)
    assert isinstance(read_group(""), Fault)


def test_kinds() -> None:
    assert [read_kind(kind.upper()) for kind in KINDS] == list(KINDS)
    assert read_kind("") == read_kind("hàng tháng") == "hằng tháng"
    assert isinstance(read_kind("khác"), Fault)


def test_optional_columns(check: CheckText) -> None:
    header = HEADER + ",kind,months,Số suất"
    outcome = check(
        table(
            "347,,2023-12,NCC,3912,9168250000,,,",
            "347,,2023-12,NCC,12,6000000,Truy lĩnh,3,",
            "347,,2023-12,BTXH,100,54000000,hằng tháng,1,150",
            header=header,
        )
    )
    rows = [(row["kind"], row["months"], row["shares"]) for row in outcome.frame.to_dicts()]
    assert rows == [("hằng tháng", 1, None), ("truy lĩnh", 3, None), ("hằng tháng", 1, 150)]
    wrong = check(table("347,,2023-12,NCC,3912,9168250000,khác,0,x", header=header))
    assert [problem.column for problem in wrong.problems] == ["G", "H", "I"]
    assert "truy lĩnh" in said(wrong)
