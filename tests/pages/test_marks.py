"""Marks follow the number: an answer that rests on the assumed mix says so on its headline, tiles, chart, tables and
files; one that does not says it nowhere. Links are drawn over the pages by a seed that is printed."""

import csv
import io
import random
from collections.abc import Callable
from datetime import date

import pytest

from models.policy.answers.whatif import MERIT_AREA, PROTECTION_AREA, WhatIf, WhatIfArea, compute
from models.policy.areas import merit, protection
from models.policy.areas.catalogue import AREAS
from models.policy.areas.support import SupportArea
from models.policy.levers.clock import Clock
from models.policy.levers.levers import Lever, LeverValue
from pages.ui.answers import words
from pages.ui.session import loaders
from tests.pages import shared
from tests.pages.screen import Screen
from tests.pages.support_pages import file_of, query as query_of

Show = Callable[..., Screen]
Files = dict[str, Callable[[], bytes]]
data_folder = shared.data_folder
SEED, LINKS = 14, 40
BEGINS = "Dựa trên "
DAYS = {"bao-cao": date(2023, 12, 31), "2025-03-01": date(2025, 3, 1), "2026-12-01": date(2026, 12, 1)}
FILES = {"protection.py": PROTECTION_AREA, "merit.py": MERIT_AREA}
OTHERS = ("Khoản khác", "Trường hợp cụ thể", "Dao động", "Tính ngược từ kinh phí", "Huyện")
"""Tabs that are not the answer's own: other payments, cases of one person, what the range comes from, a question of its
own, a split whose own mark stands in its place."""


def link(drawn: random.Random) -> tuple[str, dict[str, str]]:
    """A page and its query: half of the links move a norm alone."""
    file = drawn.choice(["protection.py", "protection.py", "protection.py", "merit.py"])
    query = {"moc": drawn.choice(list(DAYS))}
    if file == "merit.py":
        query["ncc_muc_chuan"] = str(drawn.choice([2_789_000, 3_012_000, 3_300_000]))
        if drawn.random() < 0.5:
            query[f"ncc_suat_{drawn.choice(list(merit.SLUGS.values())).replace('-', '_')}"] = str(
                drawn.choice([-5_000, -90, 40])
            )
        return file, query
    query["btxh_muc_chuan"] = str(drawn.choice([540_000, 600_000, 750_000]))
    group = protection.SLUGS[drawn.choice(list(protection.GROUP_LABELS))].replace("-", "_")
    query |= drawn.choice(
        [
            {},
            {"btxh_gom_huu_tri": "1"},
            {"btxh_so_nguoi": str(drawn.randint(-10, 10))},
            {f"btxh_hs_{group}": str(drawn.randint(2, 8))},
            {f"btxh_nguoi_{group}": str(drawn.choice([-9_000, 300]))},
            {"btxh_ha_tuoi": "1"},
        ]
    )
    return file, query


def links() -> list[tuple[str, dict[str, str]]]:
    drawn = random.Random(SEED)
    print(f"links drawn by seed {SEED}")
    return [link(drawn) for _ in range(LINKS)]


def value(lever: Lever, text: str) -> LeverValue:
    return text if lever.kind in ("option", "month", "choice") else int(text)


def answer(file: str, query: dict[str, str]) -> WhatIf:
    """What the engine says of the link."""
    area, data = FILES[file], loaders.data()
    clock = Clock(DAYS[query["moc"]], data.law)
    asked = {name.replace("_", "-"): text for name, text in query.items()}
    values = {
        lever.key: value(lever, asked[lever.parameter]) if lever.parameter in asked else clock.position(lever)
        for lever in area.all_levers
    }
    return compute(clock, loaders.baseline(data.version, True), values, area)


def tables_without(screen: Screen, area: WhatIfArea, mark: str) -> list[str]:
    """Tabs of the answer that do not show the mark beside their table."""
    lacking = []
    for name in [tab.label for tab in screen.at.tabs if tab.label not in OTHERS]:
        screen.open_tab(f"{area.prefix}bang", name)
        if not any(mark in said for said in screen.of("caption")):
            lacking.append(name)
    return lacking


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize(("file", "query"), links(), ids=lambda each: str(each))
def test_a_link_is_marked_in_all_five_places_or_in_none(
    show: Show, files: Files, file: str, query: dict[str, str]
) -> None:
    found, area = answer(file, query), FILES[file]
    mark = words.rests_on(found.standing)
    screen = show(file, **query)
    spec = str(screen.chart()["title"])
    if found.no_change is not None or not mark:
        assert not mark or found.no_change is None
        assert BEGINS not in screen.said
        assert BEGINS not in spec
        return
    missing = [] if any(mark in said for said in screen.of("markdown")) else ["headline"]
    tiles = [metric.proto.help for metric in screen.at.metric]
    missing += [] if len(tiles) == 5 and all(mark in said for said in tiles) else ["tile"]
    missing += [] if mark in spec else ["chart"]
    missing += [f"table {name}" for name in tables_without(screen, area, mark)]
    own = {name: make for name, make in files.items() if name.startswith(f"{area.slug}-")}
    for name, make in own.items():
        if name.endswith(("khoan-khac.csv", "truong-hop.csv")):
            continue
        first, header, *body = rows_of(make())
        told = [row[header.index("Tính chất số liệu")] for row in body]
        missing += [] if mark in first[0] and all(mark in said for said in told) else [f"download {name}"]
    assert len(own) >= 4
    assert missing == []


def test_links_of_both_kinds_are_drawn() -> None:
    marked = [words.rests_on(answer(file, query).standing) != "" for file, query in links()]
    assert LINKS - 8 >= sum(marked) >= 8


def test_a_raised_coefficient_of_the_severely_disabled_names_them(show: Show) -> None:
    said = show("protection.py", btxh_hs_kt_nang="4").said
    assert "Dựa trên cơ cấu nhóm giả định: khuyết tật nặng." in said


def test_groups_are_counted_about_and_their_chart_says_what_they_are(show: Show) -> None:
    screen = show("protection.py", btxh_muc_chuan="500000")
    assert "Cơ cấu nhóm giả định (người), chỉ khớp tổng số của kỳ 12/2023" in screen.of("subheader")
    counts = [row[1] for row in screen.table("Nhóm đối tượng") if row[0][:5] not in ("Cộng", "Chênh")]
    assert all(count.startswith("≈ ") for count in counts)
    assert BEGINS not in screen.said


@pytest.mark.parametrize("code", ["347", "352"])
def test_one_split_by_district_on_the_map_and_in_the_tab(show: Show, code: str) -> None:
    on_map = show("district_map.py").map_words[code]
    screen = show("protection.py", btxh_muc_chuan="500000").open_tab("btxh-bang", "Huyện")
    name = {"347": "Phủ Lý", "352": "Bình Lục"}[code]
    assert on_map == f"{screen.row('Huyện, thị xã, thành phố', name)[1]} người (minh họa)"


def test_converted_borders_show_no_illustrative_figure_as_exact(show: Show) -> None:
    screen = show("district_map.py", bando_dia_gioi="2025-01")
    rows = screen.table("Đơn vị")
    assert len(rows) == 7
    assert all(row[-1].startswith("≈ ") and row[-1].endswith("(minh họa)") for row in rows[:-1])
    assert "Số minh họa, chia theo dân số; không phải số liệu thống kê." in screen.of("caption")


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area.slug)
def test_what_is_typed_on_a_support_page_is_marked_in_all_places(show: Show, area: SupportArea) -> None:
    levers = [factor.now for line in area.lines for factor in line.factors]
    steps = {lever: min(lever.minimum + 20 * lever.step, lever.maximum - lever.step) for lever in levers}
    screen = show(file_of(area), **query_of({lever.key: at for lever, at in steps.items()}, area))
    mark = "Giả định: số do người dùng nhập"
    assert any(said.startswith(mark) for said in screen.of("caption"))
    assert all(mark in metric.proto.help for metric in screen.at.metric)
    assert mark in str(screen.chart()["title"])


@pytest.mark.parametrize("percent", ["-7", "3", "10"])
def test_rows_of_people_add_up_and_single_parents_show_their_children(show: Show, percent: str) -> None:
    screen = show("protection.py", btxh_so_nguoi=percent, minh_hoa="0")
    *rows, total = [row for row in screen.table("Nhóm đối tượng") if row[1]]
    heads = [int(row[1].removeprefix("≈ ").split(" ")[0].replace(".", "")) for row in rows]
    assert sum(heads) == int(total[1].replace(".", ""))
    (single,) = [row[1] for row in rows if row[1].endswith(" con)")]
    assert single.count("≈ ") == 2


def test_a_coefficient_below_the_law_is_tried_with_a_warning(show: Show) -> None:
    screen = show("protection.py", btxh_hs_kt_nang="2")
    assert any(said.startswith("Hệ số thấp hơn quy định: khuyết tật nặng.") for said in screen.of("warning"))
    assert "kinh phí giảm khoảng" in screen.headline
