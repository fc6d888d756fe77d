"""`python -m data.answer`: the numbers of the screen as JSON, and the page's own words for a link that cannot be
answered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from data import answer as answers
from data.answer import BAD_LINK, answer, main
from data.engine import Database
from models.base import canonical, digest
from models.policy.answers.link import BadLinkError
from models.policy.engine.projection import ENGINE_VERSION

KEYS = [
    "headline",
    "months",
    "years",
    "payers",
    "areas",
    "standing",
    "data_version",
    "law_as_of",
    "engine_version",
    "link",
    "sha256",
]


@pytest.fixture
def ask(database: Database) -> Iterator[Any]:
    def of(link: str) -> dict[str, Any]:
        with database.reading() as connection:
            return answer(connection, link)

    return of


def year_of(found: dict[str, Any], year: int) -> dict[str, int]:
    (bill,) = [bill for bill in found["years"] if bill["year"] == year]
    return bill


def test_the_provinces_600000_leaves_the_social_pension_out_unless_it_says_so(ask: Any) -> None:
    link = "/bao-tro-xa-hoi?moc=2026-12-01&btxh-muc-chuan=600000&btxh-tu-thang=01/2027"
    found = ask(link)
    head = found["headline"]
    assert (head["monthly"], head["year"], head["back_pay"]) == (2_885_140_000, 34_621_680_000, 2_885_140_000)
    assert head["base"] == "540.000 đồng (NĐ 335/2026; quy định đến 01/12/2026)"
    assert found["standing"] == "assumed"
    assert year_of(found, 2026)["baseline"] == 415_999_999_998
    both = ask(f"{link}&btxh-gom-huu-tri=1")
    assert (both["headline"]["monthly"], both["headline"]["year"]) == (4_000_000_000, 48_000_000_000)
    assert both["standing"] == "reported"


def test_decree_335_on_the_day_before_it_was_issued(ask: Any) -> None:
    found = ask("/bao-tro-xa-hoi?moc=2026-08-20&btxh-muc-chuan=540000&btxh-tu-thang=07/2026")
    head = found["headline"]
    assert (head["monthly"], head["year"], head["back_pay"]) == (2_666_666_667, 16_000_000_002, 10_666_666_668)
    november = next(month for month in found["months"] if month["month"] == "2026-11")
    assert november["paid"] - november["entitled"] == head["back_pay"]


def test_meeting_a_on_the_reports_law_and_by_an_old_link(ask: Any) -> None:
    found = ask("/bao-tro-xa-hoi?moc=bao-cao&btxh-muc-chuan=500000")
    assert (found["headline"]["monthly"], found["headline"]["year"]) == (9_333_333_333, 55_999_999_998)
    assert (found["law_as_of"], found["data_version"], found["engine_version"]) == ("2023-12-31", 1, ENGINE_VERSION)
    assert found["payers"][0] == {
        "source": "Ngân sách trung ương (NSTW) hỗ trợ",
        "level": "bổ sung cho NSĐP",
        "monthly": None,
    }
    old = ask("/bao-tro-xa-hoi?btxh-quy-dinh=2023-12-31&btxh-muc-chuan=500000")
    assert old == found


def test_a_link_without_a_day_is_answered_by_todays_law(ask: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import date

    monkeypatch.setattr(answers, "today", lambda: date(2026, 12, 1))
    found = ask("/nguoi-co-cong?ncc-muc-chuan=3313200")
    assert found["law_as_of"] == "2026-12-01"
    assert found["link"] == "/nguoi-co-cong?ncc-muc-chuan=3313200&moc=2026-12-01&ban=1"
    assert ask(found["link"]) == found
    tenth = next(month["baseline"] for month in found["months"] if month["month"] == "2027-01") / 10
    assert found["headline"]["monthly"] == pytest.approx(tenth, abs=30), "one đồng a group"


def test_the_digest_is_of_all_the_rest_with_its_keys_sorted(ask: Any) -> None:
    found = ask("/bao-tro-xa-hoi?moc=bao-cao")
    assert list(found) == KEYS
    sha256 = found.pop("sha256")
    assert sha256 == digest(canonical(found))
    assert canonical(found) == json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def test_a_support_area_answers_for_the_state_budget(ask: Any) -> None:
    found = ask("/viec-lam?moc=2026-12-01&vl-xkld=130&vl-xkld-pa=1301&vl-ngay-an=66&vl-nam=2033&gia-dinh=khong")
    assert found["headline"]["budget_year"] == 2033
    assert found["standing"] == "entered"
    assert year_of(found, 2028)["increase"] > 0
    assert all(payer["in_budget"] for payer in found["payers"])


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("/ban-do", "Không có trang “ban-do” để tính"),
        (
            "/bao-tro-xa-hoi?moc=hom-qua",
            "Liên kết ghi `moc=hom-qua`: mốc quy định là `hom-nay`, `bao-cao` hoặc một ngày",
        ),
        ("/bao-tro-xa-hoi?btxh-muc-chuan=nhieu", "`btxh-muc-chuan=nhieu` (không phải là số)"),
        ("/bao-tro-xa-hoi?btxh-khong-co=1", "`btxh-khong-co=1` (trang không có thông số này)"),
        ("/bao-tro-xa-hoi?ban=99", "Liên kết hỏi số liệu của bản 99, nhưng các bản có số từ 1 đến 1."),
        ("/bao-tro-xa-hoi?ban=x", "`ban=x`, không phải số của một bản số liệu"),
    ],
)
def test_a_bad_link_says_what_the_page_would(ask: Any, link: str, said: str) -> None:
    with pytest.raises(BadLinkError, match=r".") as refused:
        ask(link)
    assert said in str(refused.value)


def test_the_command_prints_json_and_ends_with_two_for_a_bad_link(
    database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(answers, "open_database", lambda _settings: database)
    assert main(["/nguoi-co-cong?moc=bao-cao&ncc-muc-chuan=2789000"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert round(printed["headline"]["monthly"] / 10**9, 2) == 17.03
    assert main(["/khong-co"]) == BAD_LINK
    assert "Không có trang “khong-co”" in capsys.readouterr().err
