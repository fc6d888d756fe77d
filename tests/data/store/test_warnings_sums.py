"""Communes against their district, districts against the province."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from data.engine import Database
from tests.data.kept import T, area, communes, keep, review_of
from tests.data.uploads import WARDS

SIX = ("347", "349", "350", "351", "352", "353")


def told(database: Database, dataset: str, *rows: dict[str, Any]) -> list[str]:
    return review_of(database, dataset, *rows).get("province_differs", [])


def figure(code: str | None, value: Any, key: str = "employment.new_jobs", period: str = "2024") -> dict[str, Any]:
    return {"district_code": code, "period": period, "indicator": key, "value": value}


def paid(code: str, people: int, amount: int, group: str = "Bảo trợ xã hội", period: str = "2023-12") -> dict[str, Any]:
    return {
        "district_code": code,
        "period": period,
        "group": group,
        "beneficiaries": people,
        "monthly_amount_vnd": amount,
    }


def test_districts_that_do_not_add_up_to_the_province(database: Database) -> None:
    rows = [figure(code, 1000) for code in SIX]
    assert told(database, "indicators", *rows, figure(None, 6000)) == []
    assert told(database, "indicators", *rows, figure(None, 6001)) == [
        "Toàn tỉnh, Người được giải quyết việc làm mới, năm 2024: tổng 6 huyện, thị xã, thành phố là 6.000 người, khác "
        "số của tỉnh là 6.001 người, thấp hơn 1 người. Xem đơn vị nào thiếu hoặc sai; nếu hai số lập khác thời điểm "
        "thì xác nhận."
    ]
    assert told(database, "targets", *rows, figure(None, 6001)) != []


def test_only_once_all_parts_are_known_in_the_file_or_beside_it(database: Database) -> None:
    province = area(database, "35")
    assert told(database, "indicators", *(figure(code, 1000) for code in SIX[1:]), figure(None, 7000)) == []
    keep(
        database,
        "indicators",
        [{"indicator_key": "employment.new_jobs", "area_id": province, "period": "2024", "value": 7000}],
    )
    keep(
        database,
        "indicators",
        [
            {"indicator_key": "employment.new_jobs", "area_id": area(database, code), "period": "2024", "value": 1000}
            for code in SIX[1:]
        ],
    )
    assert told(database, "indicators", figure("347", 2000)) == []
    assert told(database, "indicators", figure("347", 2001)) != []
    assert told(database, "indicators", figure("347", 5, "employment.overseas_workers")) == []


def test_rates_do_not_add_up(database: Database) -> None:
    rows = [figure(code, "2.5", "poverty.poor_rate") for code in SIX]
    assert told(database, "indicators", *rows, figure(None, "2.5", "poverty.poor_rate")) == []


def test_a_hedged_total_is_held_to_its_hedge(database: Database) -> None:
    rows = [figure(code, 1000) for code in SIX]
    for qualifier, total, differs in (
        (">", 5900, False),
        (">", 6100, True),
        ("<", 6100, False),
        ("<", 5900, True),
        ("~", 1, False),
    ):
        found = told(database, "indicators", *rows, {**figure(None, total), "qualifier": qualifier})
        assert bool(found) is differs, (qualifier, total)


def test_communes_against_their_district(database: Database) -> None:
    ids = communes(database, "351")
    keep(database, "payments", [{"area_id": one, "month": "2024-03", "people": 10, "amount_vnd": 1_000} for one in ids])
    district = paid("351", 160, 16_000, period="2024-03")
    assert told(database, "payments", district) == []
    [said] = told(database, "payments", {**district, "beneficiaries": 161})
    assert "Thanh Liêm (351)" in said
    assert "tổng 16 xã, phường, thị trấn là 160 người, khác số của huyện là 161 người" in said
    assert "đồng" not in said


def test_communes_of_another_vintage_are_no_parts(database: Database) -> None:
    """Bình Lục has 17 communes until the end of 2024 and fewer after it."""
    rows = [
        {"area_id": one, "month": "2025-02", "people": 10, "amount_vnd": 1_000}
        for one in communes(database, "352", date(2025, 2, 1))
    ]
    keep(database, "payments", rows)
    assert len(rows) != len(communes(database, "352"))
    assert told(database, "payments", paid("352", 9, 9, period="2025-02")) != []


def test_the_districts_against_the_reported_month(database: Database) -> None:
    """The report: 45.575 people, "trên 24 tỷ đồng" a month."""
    rows = [paid(code, 7_000, 4_000_000_000) for code in SIX[1:]]
    assert told(database, "payments", *rows, paid("347", 10_575, 4_100_000_000)) == []
    [said] = told(database, "payments", *rows, paid("347", 10_574, 3_900_000_000))
    assert "Toàn tỉnh, Bảo trợ xã hội, tháng 12/2023: tổng 6 huyện" in said
    assert "45.574 người, khác số của tỉnh là 45.575 người" in said
    assert "23.900.000.000 đồng, khác số của tỉnh là 24.000.000.000 đồng" in said


def test_group_rows_stand_for_a_district_without_a_programme_row(database: Database) -> None:
    rows = [paid(code, 7_000, 4_000_000_000) for code in SIX[1:]]
    halves = [paid("347", 10_000, 3_000_000_000, "disab_severe"), paid("347", 575, 1_500_000_000, "disab_extreme")]
    assert told(database, "payments", *rows, *halves) == []
    assert told(database, "payments", *rows, halves[0]) != []


def test_a_month_of_the_new_province_is_not_compared(database: Database) -> None:
    """Its communes are a third of the province: the others are in no list of this app."""
    day = date(2026, 1, 1)
    t = T["area"].c
    with database.reading() as connection:
        codes = (
            connection.execute(sa.select(t.code).where(t.level == "commune", t.valid_from == date(2025, 7, 1)))
            .scalars()
            .all()
        )
    rows = [{**figure(None, 10, period="2026"), "commune_code": code} for code in codes]
    assert len(rows) == 33
    assert area(database, "37", day)
    assert told(database, "indicators", *rows, figure(None, 6001, period="2026")) == []


def of_wards(count: int = 33, **more: Any) -> list[dict[str, Any]]:
    rows = [paid("", 1_000, 800_000_000, period="2026-10") for _code in range(count)]
    return [
        {**row, **more, "district_code": None, "commune_code": code}
        for row, code in zip(rows, WARDS, strict=count == 33)
    ]


def whole(people: int, amount: int, period: str = "2026-10") -> dict[str, Any]:
    return {**paid("", people, amount, period=period), "district_code": None}


def test_wards_against_the_row_of_the_whole_former_province(database: Database) -> None:
    """In one file, with the province's row in the store, and with the wards in the store."""
    total = whole(34_000, 26_000_000_000)
    said = [
        "Toàn tỉnh, Bảo trợ xã hội, tháng 10/2026: tổng 33 xã, phường, thị trấn là 33.000 người, khác số của tỉnh là "
        "34.000 người, thấp hơn 1.000 người; tổng 33 xã, phường, thị trấn là 26.400.000.000 đồng, khác số của tỉnh là "
        "26.000.000.000 đồng, cao hơn 400.000.000 đồng; phần mềm tính tháng này theo tổng các đơn vị. Xem đơn vị nào "
        "thiếu hoặc sai; nếu hai số lập khác thời điểm thì xác nhận."
    ]
    assert told(database, "payments", *of_wards(), total) == said
    assert told(database, "payments", *of_wards(), whole(33_000, 26_400_000_000)) == []
    province = {"area_id": area(database, "35"), "month": "2026-10", "people": 34_000, "amount_vnd": 26_000_000_000}
    keep(database, "payments", [province])
    assert told(database, "payments", *of_wards()) == said
    assert told(database, "payments", *of_wards(32)) == []
    ids = [area(database, code, date(2026, 10, 1)) for code in WARDS]
    ward = {"month": "2026-10", "people": 1_000, "amount_vnd": 800_000_000}
    keep(database, "payments", [{**ward, "area_id": one} for one in ids])
    assert told(database, "payments", total) == said
    assert told(database, "payments", whole(33_000, 26_400_000_000)) == []


def test_some_wards_that_exceed_the_whole_province(database: Database) -> None:
    """What is missing can only add to them; until they are all in, the province's row is used."""
    [said] = told(database, "payments", *of_wards(30), whole(29_999, 24_000_000_000))
    assert "tổng 30 trong 33 xã, phường, thị trấn là 30.000 người" in said
    assert "khác số của tỉnh là 29.999 người, cao hơn 1 người; phần mềm tính tháng này theo số toàn tỉnh" in said
    assert told(database, "payments", *of_wards(30), whole(30_000, 24_000_000_000)) == []


def test_wards_that_do_not_yet_count_leave_the_month_to_the_row_of_the_province(database: Database) -> None:
    """A ward with one of its groups alone has no total."""
    one_group = {**of_wards()[-1], "group": "disab_severe"}
    [said] = told(database, "payments", *of_wards(32), one_group, whole(33_001, 26_400_000_000))
    assert "thấp hơn 1 người; phần mềm tính tháng này theo số toàn tỉnh cho đến khi đủ số của các đơn vị" in said


def test_districts_against_a_row_sent_for_the_province(database: Database) -> None:
    rows = [paid(code, 7_000, 4_000_000_000, period="2025-06") for code in SIX]
    [said] = told(database, "payments", *rows, whole(42_000, 23_000_000_000, "2025-06"))
    assert "tổng 6 huyện, thị xã, thành phố là 24.000.000.000 đồng, khác số của tỉnh là 23.000.000.000 đồng" in said
    assert "cao hơn 1.000.000.000 đồng; phần mềm tính tháng này theo tổng các đơn vị" in said
    assert told(database, "payments", *rows, whole(42_000, 24_000_000_000, "2025-06")) == []
