"""Names of groups and headings as offices shorten them."""

import pytest

from data.ingest.catalogue import DATASETS
from data.ingest.header import Headings
from data.vocabulary.groups import read_group
from data.vocabulary.problems import Fault
from tests.data.ingest.tables import CheckText, facts, said

MERIT, PROTECTION, PENSION = "Người có công", "Bảo trợ xã hội", "Trợ cấp hưu trí xã hội"


@pytest.mark.parametrize(
    ("written", "group"),
    [
        ("Người có công với CM", MERIT),
        ("NCC với CM", MERIT),
        ("NCCVCM", MERIT),
        ("Đối tượng NCC", MERIT),
        ("Chính sách ưu đãi NCC", MERIT),
        ("Trợ cấp NCC hằng tháng", MERIT),
        ("I. Người có công CM", MERIT),
        ("Đối tượng hưởng trợ cấp người có công", MERIT),
        ("Bảo trợ XH", PROTECTION),
        ("ĐTBTXH", PROTECTION),
        ("ĐT BTXH", PROTECTION),
        ("TGXH thường xuyên", PROTECTION),
        ("Trợ cấp XH", PROTECTION),
        ("Trợ cấp hưu trí XH", PENSION),
        ("Hưu trí XH", PENSION),
        ("NKT ĐB nặng", "disab_extreme"),
        ("Người KT nặng", "disab_severe"),
        ("BMVNAH", "heroic_mother"),
        ("Thân nhân 1 LS", "martyr_kin_1"),
    ],
)
def test_usual_abbreviations_mean_one_group(written: str, group: str) -> None:
    assert read_group(written) == group


@pytest.mark.parametrize("written", ["TB", "Đối tượng TNLS", "NCT", "NKT"])
def test_what_several_groups_share_is_still_asked(written: str) -> None:
    answer = read_group(written)
    assert isinstance(answer, Fault)
    assert "nhóm có mức khác nhau" in answer.reason


@pytest.mark.parametrize("written", ["Đối tượng", "Trợ cấp", "Chế độ khác", "XH", "CM", "Hộ nghèo"])
def test_words_that_name_no_group_are_none(written: str) -> None:
    assert isinstance(read_group(written), Fault)


@pytest.mark.parametrize(
    ("dataset", "heading", "column"),
    [
        ("payments", "SL người", "beneficiaries"),
        ("payments", "KP chi trả", "monthly_amount_vnd"),
        ("payments", "ST (đồng)", "monthly_amount_vnd"),
        ("payments", "Loại ĐT", "group"),
        ("payments", "SL ĐT", "beneficiaries"),
        ("budget", "DT giao", "estimate_vnd"),
        ("budget", "DT năm (tr.đ)", "estimate_vnd"),
        ("budget", "Số QT", "settlement_vnd"),
        ("budget", "Nguồn NS", "source"),
        ("indicators", "Tên CT", "indicator"),
    ],
)
def test_usual_abbreviations_of_headings(dataset: str, heading: str, column: str) -> None:
    found = Headings(DATASETS[dataset]).column((heading,))[0]
    assert found is not None
    assert found.name == column


def test_a_file_of_abbreviations_is_read(check: CheckText) -> None:
    body = (
        "Đơn vị;Loại ĐT;Kỳ;SL ĐT;KP chi trả (trđ)\n"
        "Bình Lục;NCC với CM;4/2023;10;23,5\nBình Lục;Đối tượng BTXH;4/2023;30;18\n"
    )
    outcome = check(body)
    assert facts(outcome) == [
        ("352", "2023-04", MERIT, 10, 23_500_000),
        ("352", "2023-04", PROTECTION, 30, 18_000_000),
    ], said(outcome)
