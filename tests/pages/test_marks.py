"""Marks follow the number: what rests on an assumption or an illustration says so in headline, tiles, charts, tables
and files; what does not says it nowhere. Links are drawn over all pages by a fixed seed, on four states of data."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from data.engine import Database, open_database
from data.settings import read_settings
from data.vocabulary.parameters import EVIDENCE_WORDS
from models.base import Base
from models.policy.answers.scenario_result import ScenarioResult, evaluate
from models.policy.answers.standing import LOWERED_AGE, LOWERED_TO_70, Standing
from models.policy.answers.whatif import MERIT_AREA, PROTECTION_AREA, WhatIf, WhatIfArea, compute
from models.policy.areas import merit, protection
from models.policy.areas.catalogue import AREAS
from models.policy.areas.support import SupportArea
from models.policy.levers.clock import Clock, values_on
from models.policy.levers.levers import Lever, LeverValue
from models.policy.schemes import PROTECTION
from models.tables.parameters import UNVERIFIED_EVIDENCE
from pages.screens.scenarios import compare, detail
from pages.ui.records import parameters
from pages.ui.saved import scenarios as saved_scenarios
from pages.ui.session import loaders
from tests.data.postgres import Postgres
from tests.data.uploads import WARDS_HEADER, apply, line, upload, ward_lines
from tests.examples import ALL
from tests.pages import places, saved_scenarios as saving, shared
from tests.pages.places import Offered, Piece, bearing, unmarked
from tests.pages.screen import Screen
from tests.pages.support_pages import file_of, filled, query as query_of

Show = Callable[..., Screen]
SEED, LINKS, MOST = 14, 40, 400
"""`make test` tries 40 links, `make test-long` 400 (the environment variable of `tests.examples`)."""
DAYS = {"bao-cao": date(2023, 12, 31), "2025-03-01": date(2025, 3, 1), "2026-12-01": date(2026, 12, 1)}
FILES = {"protection.py": PROTECTION_AREA, "merit.py": MERIT_AREA}
SUPPORT = {file_of(area): area for area in AREAS}
REPORT, SUMS, HEADS, WARDS = "báo cáo", "huyện gửi", "huyện gửi số người", "xã gửi"
"""What has been sent: nothing; people and money of the districts without groups; their people alone; those of the
wards of 10/2026."""
TYPED, INVENTED, CONVERTED, MIX = "giả định: số do người dùng nhập", "minh họa", "quy đổi", "cơ cấu nhóm"
OTHERS = ("Trường hợp cụ thể", "Huyện", "Xã, phường")
"""Tabs that are not the answer's own: cases of one person; a split whose own mark stands beside the answer's."""
UNMARKED_TABS = 3
"""Tabs looked into of an answer that bears no mark."""
OF_LAW = ("Đầu vào", "Tỷ lệ", "Mức (đồng/tháng)")
SAVED: dict[str, dict[str, LeverValue]] = {
    "Chuẩn": {"norm": 500_000},
    "Hệ số": {
        next(lever.key for lever in protection.COEFFICIENTS.values() if lever.parameter == "btxh-hs-kt-nang"): "4"
    },
    "Việc làm": {
        "employment.loan_jobs": 500,
        "employment.loan_amount": 100_000_000,
        "employment.loan_amount.tried": 200_000_000,
    },
}


@dataclass(frozen=True)
class Link:
    """A page and its query on one state of the data; `levers` are those set before on the page Bảo trợ xã hội, `picked`
    the saved scenarios to compare or the one opened."""

    world: str
    file: str
    query: dict[str, str] = field(default_factory=dict)
    levers: dict[str, str] = field(default_factory=dict)
    picked: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        parts = [self.world, self.file, *(f"{name}={text}" for name, text in {**self.query, **self.levers}.items())]
        return " ".join([*parts, *self.picked])


def of_protection(drawn: random.Random) -> dict[str, str]:
    group = protection.SLUGS[drawn.choice(list(protection.GROUP_LABELS))].replace("-", "_")
    return {"btxh_muc_chuan": str(drawn.choice([540_000, 600_000, 750_000]))} | drawn.choice(
        [
            {},
            {"btxh_gom_huu_tri": "1"},
            {"btxh_so_nguoi": str(drawn.randint(-10, 10))},
            {f"btxh_hs_{group}": str(drawn.randint(2, 8))},
            {"btxh_hs_kt_nang": str(drawn.randint(4, 8))},
            {f"btxh_nguoi_{group}": str(drawn.choice([-9_000, 300]))},
            {"btxh_ha_tuoi": "1"},
        ]
    )


def of_merit(drawn: random.Random) -> dict[str, str]:
    asked = {"ncc_muc_chuan": str(drawn.choice([2_789_000, 3_012_000, 3_300_000]))}
    if drawn.random() < 0.5:
        suat = drawn.choice(list(merit.SLUGS.values())).replace("-", "_")
        asked[f"ncc_suat_{suat}"] = str(drawn.choice([-5_000, -90, 40]))
    return asked


def of_map(drawn: random.Random) -> dict[str, str]:
    return {
        "bando_chi_tieu": drawn.choice(
            ["btxh-nguoi", "btxh-kinh-phi", "btxh-tang-them", "btxh-tang-them", "ncc-nguoi"]
        ),
        "bando_tinh_tren": drawn.choice(["none", "people", "target_group"]),
        "bando_dia_gioi": drawn.choice(["2023", "2025-01", "2025-07"]),
        "bando_cach_xem": drawn.choice(["ban-do", "o-vuong", "bang"]),
        "bando_chon": drawn.choice(["", "347a.352b"]),
    }


def drawn_link(drawn: random.Random, file: str) -> Link:
    world = drawn.choice([REPORT, REPORT, SUMS, HEADS, WARDS])
    moc = {"moc": "2026-12-01" if world == WARDS else drawn.choice(list(DAYS))}
    if file == "protection.py":
        return Link(world, file, moc | of_protection(drawn))
    if file == "merit.py":
        return Link(world, file, moc | of_merit(drawn))
    if file in SUPPORT:
        area = SUPPORT[file]
        return Link(
            world, file, {"moc": "2026-12-01", **(query_of(filled(area), area) if drawn.random() < 0.7 else {})}
        )
    if file == "district_map.py":
        return Link(world, file, of_map(drawn), moc | of_protection(drawn))
    if file == "scenarios.py":
        names = drawn.choice([("Chuẩn", "Hệ số"), ("Chuẩn",), ("Chuẩn", "Hệ số", "Việc làm"), ("Việc làm",)])
        names = drawn.choice([names, (drawn.choice(list(SAVED)),)])
        return Link(world, file, moc, picked=(drawn.choice(["so sánh", "mở"]), *names))
    name = drawn.choice(["protection.norm", "merit.norm", "social_pension.amount"])
    return Link(world, file, moc, picked=(name,) if file == "law.py" else ())


ROUND = [
    *["protection.py"] * 9, *["merit.py"] * 4, *SUPPORT, *["district_map.py"] * 10, *["scenarios.py"] * 7,
    *["overview.py"] * 2, "law.py",
]  # fmt: skip
"""The pages of forty links: every page with figures is among them."""


def links() -> list[Link]:
    drawn = random.Random(SEED)
    count = MOST if os.environ.get(ALL) else LINKS
    return [drawn_link(drawn, ROUND[place % len(ROUND)]) for place in range(count)]


def parameters_of(found: list[Link]) -> list[object]:
    """The forty always, the others in the long run; those of one state of the data together."""
    each = [
        pytest.param(link.world, link, id=link.name, marks=[pytest.mark.long] if place >= LINKS else [])
        for place, link in enumerate(found)
    ]
    return sorted(each, key=lambda one: str(one.values[0]))


@pytest.fixture(scope="module", autouse=True)
def data_folder(
    request: pytest.FixtureRequest, seeded: str, postgres: Postgres | None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """One database for all tests of a state of the data, with the saved scenarios; they only read it."""
    world = getattr(request, "param", REPORT)
    with shared.own_database(seeded, postgres, tmp_path_factory.mktemp("marks")) as folder:
        database = open_database(read_settings())
        for name, levers in SAVED.items():
            saving.save(database, name, **levers)
        send(database, folder, world)
        database.dispose()
        yield folder


def send(database: Database, folder: Path, world: str) -> None:
    if world in (SUMS, HEADS):
        people = {"347": 8_001, "349": 7_002, "350": 7_003, "351": 6_004, "352": 7_005, "353": 9_006}
        apply(
            database, upload(folder, *(line(code, "2023-12", count, 4_100_000_000) for code, count in people.items()))
        )
    if world == HEADS:
        caseload = Base.metadata.tables["caseload"]
        with database.writer.begin() as connection:
            connection.execute(sa.update(caseload).where(caseload.c.quality == "uploaded").values(amount_vnd=None))
    elif world == WARDS:
        apply(database, upload(folder, *ward_lines(), header=WARDS_HEADER))


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> Offered:
    return places.offers(monkeypatch)


# --- what the models say, beside the pages


def value(lever: Lever, text: str) -> LeverValue:
    return text if lever.kind in ("option", "month", "choice") else int(text)


def answer(area: WhatIfArea, query: dict[str, str]) -> WhatIf:
    """What the engine says of a link's levers."""
    data = loaders.data()
    clock = Clock(DAYS[query["moc"]], data.law)
    asked = {name.replace("_", "-"): text for name, text in query.items()}
    values = {
        lever.key: value(lever, asked[lever.parameter]) if lever.parameter in asked else clock.position(lever)
        for lever in area.all_levers
    }
    return compute(clock, loaders.baseline(data.version, not data.sent_schemes), values, area)


def mark_of(standing: Standing) -> str:
    """The words that an answer of this standing bears; "" where it rests on figures and law alone."""
    names = [name[:1].lower() + name[1:] for name in standing.assumptions if name not in (LOWERED_AGE, LOWERED_TO_70)]
    if names:
        return f"dựa trên cơ cấu nhóm giả định: {names[0]}" if len(names) == 1 else "dựa trên cơ cấu nhóm giả định: "
    return "dựa trên giả định: " if standing.is_assumed else ""


def result_of(name: str) -> ScenarioResult:
    data = loaders.data()
    (saved,) = [one for one in saved_scenarios.saved_ones() if one.name == name]
    scenario = saved_scenarios.as_scenario(saved)
    assert scenario is not None
    return evaluate(loaders.baseline(data.version, False), data.law, scenario)


# --- each kind of page


def on_a_what_if(show: Show, offered: Offered, link: Link) -> list[str]:
    """An answer and its tabs: all of it bears the mark, or none does."""
    area = FILES[link.file]
    found = answer(area, link.query)
    screen = show(link.file, **link.query)
    mark = "" if found.no_change is not None else mark_of(found.standing)
    pieces = _of_the_answer(places.shown(screen), area)
    tabs = [tab.label for tab in screen.at.tabs if tab.label not in OTHERS]
    for tab in tabs if mark else tabs[:UNMARKED_TABS]:
        screen.open_tab(f"{area.prefix}bang", tab)
        pieces += [piece for piece in places.shown(screen) if piece.name.startswith(f"{tab} › ")]
    pieces += places.files(offered, lambda name: name.startswith(f"{area.slug}-"))
    lines = [piece for piece in pieces if _is_of_other_lines(piece)]
    of_mix = [piece for piece in pieces if piece.name.startswith(("Nhóm › ", "Cách tính › Nhóm"))]
    pieces = [piece for piece in pieces if piece not in lines and not piece.name.endswith(OF_LAW)]
    lacking = unmarked(of_mix, "là giả định") if found.block.assumed_groups else []
    if mark:
        assert {piece.place for piece in pieces} == set(places.PLACES)
        return lacking + unmarked(pieces, mark)
    return lacking + (
        [] if mark_of(found.standing) else [f"without cause, {one}" for one in bearing(pieces, "dựa trên ")]
    )


def _of_the_answer(pieces: list[Piece], area: WhatIfArea) -> list[Piece]:
    """Without the figures of the report, the mix and the norm's history around it."""
    own = [piece for piece in pieces if piece.place in ("headline", "tile")]
    charts = [piece for piece in pieces if piece.place == "chart" and area.bill_words.lower() in piece.text.lower()]
    return own + charts[:1]


def _is_of_other_lines(piece: Piece) -> bool:
    """Other payments and the question of a ceiling rest on what they rest on."""
    return piece.name.startswith(("Khoản khác › ", "Tính ngược từ kinh phí › ")) or piece.name.endswith(
        ("khoan-khac.csv", "truong-hop.csv")
    )


def on_a_support_page(show: Show, offered: Offered, link: Link) -> list[str]:
    area = SUPPORT[link.file]
    screen = show(link.file, **link.query)
    if len(link.query) == 1:
        return bearing(places.shown(screen), TYPED)
    return unmarked(_of_the_support_answer(screen, area, offered), TYPED)


def _of_the_support_answer(screen: Screen, area: SupportArea, offered: Offered) -> list[Piece]:
    """An answer, its own tabs and files: pieces of all five places."""
    pieces = [piece for piece in places.shown(screen) if piece.place in ("headline", "tile", "chart")]
    for tab in ("Khoản", "Năm ngân sách", "Nguồn", "Cách tính"):
        screen.open_tab(f"{area.prefix}bang", tab)
        pieces += [piece for piece in places.shown(screen) if piece.name.startswith(f"{tab} › ")]
    own = ("theo-khoan.csv", "theo-nam.csv", "nguon.csv", "cach-tinh.csv")
    pieces += places.files(offered, lambda name: name.startswith(area.slug) and name.endswith(own))
    assert {piece.place for piece in pieces} == set(places.PLACES)
    return pieces


def on_the_map(show: Show, offered: Offered, link: Link) -> list[str]:
    """Figures of areas are illustrative, converted, or sent; an increase rests on what the scenario does."""
    found = answer(PROTECTION_AREA, link.levers)
    screen = show("protection.py", **link.levers, minh_hoa="co")
    for name, text in link.query.items():
        screen.at.query_params[name.replace("_", "-")] = text
    offered.clear()
    screen.go(link.file)
    pieces = places.shown(screen) + places.files(offered)
    assert {"chart", "table", "download"} <= {piece.place for piece in pieces} or link.query["bando_cach_xem"] == "bang"
    scheme, data = ("merit" if link.query["bando_chi_tieu"].startswith("ncc") else "protection"), loaders.data()
    is_sent = scheme == PROTECTION.code and link.world != REPORT
    is_invented = not is_sent and not data.district_file_ever_applied
    lacking = unmarked(pieces, INVENTED) if is_invented else bearing(pieces, INVENTED)
    counted_on = "2025-07" if link.world == WARDS else "2023"
    refused = any("không tách được" in said for said in screen.of("warning"))
    is_empty = link.world == HEADS and link.query["bando_chi_tieu"] == "btxh-kinh-phi"
    if is_sent and not is_empty and counted_on != link.query["bando_dia_gioi"] and not refused:
        moved = [piece for piece in pieces if piece.place != "tile" and not _is_on_own_borders(piece)]
        lacking += unmarked(moved, CONVERTED) if link.query["bando_dia_gioi"] != "2025-01" else _none_moved(moved)
    mark = "" if found.no_change is not None else mark_of(found.standing)
    if mark and scheme == PROTECTION.code:
        increase = link.query["bando_chi_tieu"] == "btxh-tang-them"
        concerned = [one for one in pieces if increase or _has_the_increase(one)]
        lacking += unmarked(concerned, "giả định")
    elif not mark_of(found.standing):  # where nothing moves the bill itself may rest on the mix
        lacking += bearing(pieces, "dựa trên ")
    return lacking


def _is_on_own_borders(piece: Piece) -> bool:
    """Figures of the areas as they were counted, whatever borders the map is drawn on."""
    return piece.name.endswith("theo-huyen.csv") or piece.text.startswith("| Đơn vị | Triệu đồng/tháng |")


def _none_moved(pieces: list[Piece]) -> list[str]:
    """Of six districts one alone has other borders in 1/2025: the others' rows are as they were counted."""
    return [f"{one.place}: {one.name}" for one in pieces if CONVERTED not in f"{one.text}\n{one.beside}".casefold()]


def _has_the_increase(piece: Piece) -> bool:
    """Beside another figure: a column of the table and its file, a line of a card."""
    of_a_card = piece.place == "tile" and "Phương án đang xem xét" in piece.text
    return of_a_card or "Tăng thêm" in piece.text or piece.name.endswith("theo-huyen.csv")


def on_the_scenarios(show: Show, offered: Offered, link: Link) -> list[str]:
    what, *names = link.picked
    ids = {one.name: one.id for one in saved_scenarios.saved_ones()}
    results = {name: result_of(name) for name in names}
    screen = show(link.file, **link.query)
    if what == "mở":
        tab = next(tab.label for tab in screen.at.tabs if tab.label.startswith("Phương án đã lưu"))
        screen.open_tab(saving.TABS, tab)
        screen.set(detail.CHOSEN, ids[names[0]])
        return _on_one(screen, names[0], results[names[0]])
    screen.set(compare.PICKED, [saved_scenarios.LAW, *(str(ids[name]) for name in names)])
    pieces = places.shown(screen) + places.files(offered, lambda name: name.startswith("so-sanh"))
    assert {piece.place for piece in pieces} >= {"headline", "chart", "table", "download"}
    of_people = [one for result in results.values() for one in result.schemes if not one.assumed and one.moves]
    if not of_people:
        return unmarked(pieces, TYPED)
    rests = any(one.assumptions for one in of_people)
    lacking = unmarked(pieces[:-1], "dựa trên cơ cấu nhóm giả định") if rests else bearing(pieces, "dựa trên")
    file = pieces[-1].text.split("\f")
    lacking += [] if not rests or (any(MIX in row for row in file[1:]) and MIX in file[0]) else ["download"]
    if "Việc làm" in names:
        is_told = TYPED in file[0].lower() and any(TYPED in row.lower() for row in file[1:])
        lacking += [] if is_told else ["download: typed"]
        lacking += unmarked([one for one in pieces if one.place == "table"], TYPED)
    return lacking


def _on_one(screen: Screen, name: str, now: ScenarioResult) -> list[str]:
    """A saved scenario: its headline and tables by today's figures, the list and its history as it was saved."""
    (saved,) = [one for one in saved_scenarios.saved_ones() if one.name == name]
    then = saved_scenarios.runs(saved.id)[0].result
    assert then is not None
    of_levers = ("Thông số đã đặt", "Phương án")
    pieces = [one for one in places.shown(screen) if not one.name.endswith(of_levers)]
    listed = next(row for row in screen.table("Phương án") if row[0] == name)
    earlier = [
        Piece("table", "list of scenarios", listed[1]),
        *(one for one in pieces if one.name.endswith("Tính lúc")),
    ]
    assert len(pieces) >= 4
    assert len(earlier) == 2
    return [
        one
        for result, told in ((then, earlier), (now, [piece for piece in pieces if piece not in earlier]))
        for one in _by_result(result, told)
    ]


def _by_result(result: ScenarioResult, told: list[Piece]) -> list[str]:
    moved = [one for one in result.schemes if one.moves]
    if any(one.assumed for one in moved):
        return unmarked(told, TYPED)
    mark = "dựa trên cơ cấu nhóm giả định"
    return unmarked(told, mark) if any(one.assumptions for one in moved) else bearing(told, "giả định")


def on_the_overview(show: Show, offered: Offered, link: Link) -> list[str]:
    """The bill of people without money is priced by the mix; what is worked out for today says so."""
    screen = show(link.file, **link.query)
    data, clock = loaders.data(), Clock(DAYS[link.query["moc"]], loaders.data().law)
    pieces = places.shown(screen)
    tile = [one for one in pieces if one.place == "tile" and one.name.startswith("Bảo trợ xã hội tại cộng đồng")]
    below = [text for text in screen.of("caption") if text.startswith("Kỳ số liệu: ")]
    sums = [text for text in screen.of("markdown") if text.startswith("Cũng số người ấy, theo mức chuẩn ")]
    by_law = [text for text in screen.of("caption") if text.startswith("Số tính toán cho ")]
    assert len(sums) == len(by_law), "what is worked out says so in the line below"
    assert (len(tile), len(below), len(by_law)) == (1, 1, link.query["moc"] != "bao-cao")
    centre = [one for one in pieces if one.place == "tile" and one.name.startswith("Nuôi dưỡng tại cơ sở")]
    lacking = unmarked(centre, "số tính toán")
    found = compute(clock, loaders.baseline(data.version, False), values_on(clock, PROTECTION_AREA.all_levers))
    said = [*tile, Piece("headline", "the month's bill", below[0])]
    if link.world == HEADS:
        assert found.standing.is_assumed
        said += [Piece("headline", "by the law of the day", text) for text in by_law]
        return lacking + unmarked(said, MIX)
    assert not found.standing.is_assumed
    return lacking + bearing(said, MIX)


def on_the_law(show: Show, offered: Offered, link: Link) -> list[str]:
    """Values nobody has compared with their document."""
    (name,) = link.picked
    screen = show(link.file, **link.query)
    if screen.control(parameters.CHOSEN).value != name:
        offered.clear()
        screen.set(parameters.CHOSEN, name)
    rows = [row for row in loaders.data().parameters.iter_rows(named=True) if row["name"] == name]
    unread = [row for row in rows if row["evidence"] in UNVERIFIED_EVIDENCE and row["verified_by"] is None]
    pieces = [one for one in places.shown(screen) if one.name == "Mức (đồng)" or one.place == "chart"]
    assert len(pieces) == 2
    file = f"{name.replace('.', '-').replace('_', '-')}.csv"
    told = [row[-1] for row in places.cells(file, offered[file]())[1:]]
    words = [EVIDENCE_WORDS[each] for each in UNVERIFIED_EVIDENCE]
    lacking = [] if sum(one in words for one in told) == len(unread) else [f"download: {file}"]
    return lacking + (unmarked(pieces, "chưa kiểm chứng") if unread else bearing(pieces, "chưa kiểm chứng ("))


def reader_of(file: str) -> Callable[[Show, Offered, Link], list[str]]:
    named = {
        "district_map.py": on_the_map,
        "scenarios.py": on_the_scenarios,
        "overview.py": on_the_overview,
        "law.py": on_the_law,
    }
    return on_a_what_if if file in FILES else on_a_support_page if file in SUPPORT else named[file]


@pytest.mark.parametrize(("data_folder", "link"), parameters_of(links()), indirect=["data_folder"])
def test_what_rests_on_an_assumption_says_so_in_every_place(show: Show, offered: Offered, link: Link) -> None:
    assert reader_of(link.file)(show, offered, link) == []


BESIDE: tuple[tuple[str, dict[str, str]], ...] = (
    ("protection.py", {"moc": "2026-12-01", "btxh_muc_chuan": "600000", "btxh_the_bhyt": "1"}),
    ("protection.py", {"moc": "bao-cao", "btxh_muc_chuan": "600000", "btxh_the_bhyt": "1", "btxh_hs_kt_nang": "4"}),
    ("merit.py", {"moc": "bao-cao", "ncc_muc_chuan": "2789000", "ncc_suat_than_nhan_2": "-80"}),
)


@pytest.mark.parametrize(("file", "query"), BESIDE)
def test_what_stands_beside_the_answer_says_what_it_rests_on(
    show: Show, offered: Offered, file: str, query: dict[str, str]
) -> None:
    """Other payments that follow the answer's people, the norm that a sum allows, the split by district; a case of one
    person rests on law alone."""
    area = FILES[file]
    found = answer(area, query)
    mark = mark_of(found.standing)
    assert mark
    screen = show(file, **query, minh_hoa="co")
    told: dict[str, list[Piece]] = {}
    for tab in ("Khoản khác", "Tính ngược từ kinh phí", "Huyện", "Trường hợp cụ thể"):
        offered.clear()
        screen.open_tab(f"{area.prefix}bang", tab)
        own = [piece for piece in places.shown(screen) if piece.name.startswith(f"{tab} › ")]
        told[tab] = own + places.files(offered, lambda name: name.endswith(("khoan-khac.csv", "theo-huyen.csv")))
        assert own, tab
    assert unmarked(told["Tính ngược từ kinh phí"] + told["Huyện"], mark) == []
    assert unmarked(told["Huyện"], INVENTED) == []
    assert bearing(told["Trường hợp cụ thể"], "dựa trên ") == []
    if area is PROTECTION_AREA:
        assert unmarked(told["Khoản khác"], mark) == []
        assert len(told["Khoản khác"]) == 2


@pytest.mark.parametrize("clock", ["2026-12-01", "bao-cao"])
@pytest.mark.parametrize("file", SUPPORT)
def test_what_a_page_opens_on_says_that_it_is_assumed(show: Show, offered: Offered, file: str, clock: str) -> None:
    """Nobody has typed a figure: starting assumptions stand, in headline, tiles, chart, tables and files."""
    screen = show(file, moc=clock, gia_dinh="")
    assert unmarked(_of_the_support_answer(screen, SUPPORT[file], offered), "giả định") == []


def test_a_raised_coefficient_of_the_severely_disabled_names_them(show: Show) -> None:
    said = show("protection.py", btxh_hs_kt_nang="4").said
    assert "Dựa trên cơ cấu nhóm giả định: khuyết tật nặng." in said


def test_groups_are_counted_about_and_their_chart_says_what_they_are(show: Show) -> None:
    screen = show("protection.py", btxh_muc_chuan="500000")
    assert "Cơ cấu nhóm giả định (người), chỉ khớp tổng số của kỳ 12/2023" in screen.of("subheader")
    counts = [row[1] for row in screen.table("Nhóm đối tượng") if row[0][:5] not in ("Cộng", "Chênh")]
    assert all(count.startswith("≈ ") for count in counts)
    assert "Dựa trên " not in screen.said


@pytest.mark.parametrize("code", ["347", "352"])
def test_one_split_by_district_on_the_map_and_in_the_tab(show: Show, code: str) -> None:
    on_map = show("district_map.py", bando_chi_tieu="btxh-nguoi", minh_hoa="co").map_words[code]
    screen = show("protection.py", btxh_muc_chuan="500000", minh_hoa="co").open_tab("btxh-bang", "Huyện")
    name = {"347": "Phủ Lý", "352": "Bình Lục"}[code]
    assert on_map == f"{screen.row('Huyện, thị xã, thành phố', name)[1]} người (minh họa)"


def test_converted_borders_show_no_illustrative_figure_as_exact(show: Show) -> None:
    screen = show("district_map.py", bando_dia_gioi="2025-01", minh_hoa="co")
    rows = screen.table("Đơn vị")
    assert len(rows) == 7
    assert all(row[-1].startswith("≈ ") and row[-1].endswith("(minh họa)") for row in rows[:-1])
    assert "Số minh họa, chia theo dân số; không phải số liệu thống kê." in screen.of("caption")


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
