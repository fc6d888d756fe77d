"""The guide: what it names exists, its pictures keep their rules, its tables are the registries' own, its figures those
in force."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from data.accounts import login, passwords, sessions
from data.ingest.catalogue import DATASETS
from data.vocabulary.parameters import EVIDENCE_WORDS
from models.access.roles import ACTION_WORDS, RIGHTS, ROLE_WORDS, Action, Role
from models.policy.areas import merit, protection
from models.policy.areas.catalogue import AREAS
from models.policy.schemes import SCHEMES
from models.wording.numbers import hedge_words
from pages._registry import PAGES, page
from pages.screens.guide import office, parts, reference
from pages.screens.guide.jobs import JOBS, PICTURES, picture
from pages.screens.guide.reference import LIMITS
from pages.screens.map import controls
from pages.ui.format.tables import QUALITY_WORDS
from pages.ui.levers import widgets
from tests.pages import shared
from tests.pages.screen import Screen

data_folder = shared.data_folder

Show = Callable[..., Screen]
ROOT = Path(__file__).parents[4]
GUIDE = [ROOT / "pages" / "guide.py", *sorted((ROOT / "pages" / "screens" / "guide").glob("*.py"))]
TEXTS = [path for path in GUIDE if path.name != "parts.py"]
"""The guide's own words, of which none can prove another right; the names of its parts are buttons."""
QUOTED = re.compile("“([^”]+)”")
_HOLE = re.compile(r"\{[^}]*\}")
LEAST_LETTERS = 3
"""What stands outside the holes of a source string; a string that is, or begins with, a hole would fit too many
names."""
MOST_BYTES, MOST_WIDTH, MOST_HEIGHT = 90_000, 1366, 768


def sentences(path: Path) -> list[str]:
    """Source strings of a file, as gettext finds them."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_")
        if called and node.args and isinstance(node.args[0], ast.Constant):
            found.append(str(node.args[0].value))
    return found


@cache
def on_the_screen() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """All words of all rooms but the guide's own: whole ones, and those with holes as patterns."""
    whole, holes = set(), []
    for room in ("models", "data", "pages"):
        for path in (ROOT / room).rglob("*.py"):
            if path in TEXTS or "migrations" in path.parts:
                continue
            for text in sentences(path):
                text = text.replace("**", "")
                if not _HOLE.search(text):
                    whole.add(text)
                elif text[0] != "{" and len(re.findall(r"[^\W\d_]", _HOLE.sub("", text))) >= LEAST_LETTERS:
                    holes.append(re.compile(".+".join(re.escape(part) for part in _HOLE.split(text))))
    return frozenset(whole), tuple(holes)


def stands_somewhere(name: str) -> bool:
    whole, holes = on_the_screen()
    return name in whole or any(pattern.fullmatch(name) for pattern in holes)


def test_every_quoted_name_stands_on_a_screen() -> None:
    missing = [
        f"{path.name}: “{name}”"
        for path in GUIDE
        for text in sentences(path)
        for name in QUOTED.findall(text)
        if not stands_somewhere(name)
    ]
    assert missing == []


@pytest.mark.parametrize("name", ["Ghi sổ", "Lưu phương án mới", "Bảo trợ", "Lưu bản sao", "Nộp 5 tỷ đồng", "x"])
def test_a_name_that_no_screen_has_is_found(name: str) -> None:
    assert not stands_somewhere(name)


def test_every_job_has_five_steps_one_picture_and_somewhere_to_go(show: Show) -> None:
    screen = show("guide.py")
    assert len({job.slug for job in JOBS}) == len(JOBS) == 11
    for job in JOBS:
        assert len(job.steps) == 5
        assert all(page(file) for file in job.pages)
        numbered = "\n".join(f"{place}. {step}" for place, step in enumerate(job.steps, 1))
        assert numbered in [element.value for element in screen.at.markdown]
    images = [one for element in screen.at.get("image") for one in element.proto.imgs]
    assert [image.alt for image in images] == [job.alt for job in JOBS]
    named = [caption for caption in screen.of("caption") if caption.startswith("Ai làm: ")]
    doers = {job.slug: said for job, said in zip(JOBS, named, strict=True)}
    assert doers["nap-tep"] == "Ai làm: Người nạp số liệu"
    assert doers["nguoi-dung"] == "Ai làm: Quản trị"
    assert doers["ban-do"] == "Ai làm: mọi người xem được số liệu"


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.slug)
def test_its_picture_is_small_sharp_and_says_nothing_of_a_machine(job) -> None:
    path = picture(job)
    content = path.read_bytes()
    assert len(content) <= MOST_BYTES
    assert not [chunk for chunk in (b"EXIF", b"XMP ", b"/tmp", b"/home") if chunk in content]
    with Image.open(path) as image:
        assert image.format == "WEBP"
        assert 500 <= image.width <= MOST_WIDTH
        assert 200 <= image.height <= MOST_HEIGHT
        assert len(image.convert("L").resize((160, 90)).getcolors(256 * 90)) > 40, "an empty screen"


def test_no_picture_is_left_over() -> None:
    assert {path.name for path in PICTURES.iterdir()} == {picture(job).name for job in JOBS}


def test_the_address_opens_a_part_and_only_that_is_drawn(show: Show) -> None:
    heads = {code: [header.value for header in show("guide.py", phan=code).at.header] for code in parts.NAMES}
    assert heads == {code: [words] for code, words in parts.NAMES.items()}
    assert [h.value for h in show("guide.py", phan="khong-co").at.header] == [parts.NAMES[parts.JOBS]]


def test_choosing_a_part_writes_it_into_the_address_and_all_stands_on_one_page(show: Show) -> None:
    screen = show("guide.py")
    assert "phan" not in screen.at.query_params
    screen.set(parts.KEY, parts.ROLES)
    assert screen.at.query_params["phan"] == parts.ROLES
    screen.set(parts.KEY, parts.ALL)
    assert [header.value for header in screen.at.header] == list(parts.NAMES.values())


def test_formulas_come_from_the_declarations_with_limits_for_every_area(show: Show) -> None:
    screen = show("guide.py", phan=parts.FORMULAS)
    areas = [spec for spec in PAGES if spec.levers]
    assert set(LIMITS) == {spec.file for spec in areas}
    assert screen.said.count("Chính xác nhất khi ") == len(areas)
    cells = {cell for table in screen.tables for row in table for cell in row}
    for scheme in SCHEMES.values():
        assert {scheme.name, scheme.legal_source} <= cells
    for area in AREAS:
        assert {reference.formula(line) for line in area.lines} <= cells
    loan = next(line for area in AREAS for line in area.lines if line.scheme.code == "job_loans")
    assert reference.formula(loan) == "việc làm được vay vốn × mức vay bình quân một việc làm : 12"


def test_the_reconciliation_row_is_that_of_the_figures_in_use(show: Show) -> None:
    """The report's own amounts: 24 tỷ and 47,701 tỷ, less the sum of the groups."""
    screen = show("guide.py", phan=parts.FORMULAS)
    rows = {row[0]: row[2:] for table in screen.tables for row in table if len(row) == 5}
    assert rows["Trợ cấp xã hội hằng tháng tại cộng đồng"] == ["24.000.000.000", "24.012.000.000", "−12.000.000"]
    assert rows["Trợ cấp ưu đãi người có công hằng tháng"][2] == "951.350"


def test_levers_say_what_they_take(show: Show) -> None:
    screen = show("guide.py", phan=parts.LEVERS)
    rows = {row[1].split(", ")[0]: row for table in screen.tables for row in table}
    assert rows["btxh-muc-chuan"][2] == "100.000 - 1.000.000 đồng/tháng"
    assert rows["vl-viec-lam-vay"][1] == "vl-viec-lam-vay, vl-viec-lam-vay-pa"
    assert reference.bounds(protection.PROVINCIAL) == "Trung ương; Tỉnh nâng riêng"
    assert reference.bounds(merit.PAID_TOGETHER) == "bật, tắt"
    for spec in PAGES:
        for lever in spec.levers:
            assert lever.label in screen.said
            assert lever.parameter in screen.said


def test_every_column_of_every_kind_of_file_is_told(show: Show) -> None:
    screen = show("guide.py", phan=parts.FILES)
    tables = [table[1:] for table in screen.tables if table[0][0] == "Cột"]
    assert len(tables) == len(DATASETS)
    for dataset, rows in zip(DATASETS.values(), tables, strict=True):
        assert [row[0] for row in rows] == [column.title for column in dataset.columns]
        assert [row[1] == "có" for row in rows] == [column.needed for column in dataset.columns]


def test_every_mark_that_pages_use_is_explained(show: Show) -> None:
    said = show("guide.py", phan=parts.MARKS).said
    cells = {cell for table in show("guide.py", phan=parts.MARKS).tables for row in table for cell in row}
    assert {*QUALITY_WORDS.values(), *(hedge_words(key) for key in "=><~"), *EVIDENCE_WORDS.values()} <= cells
    assert set(reference._QUALITIES) == set(QUALITY_WORDS)
    assert "Dưới 5 người (không hiển thị)" in said


def test_the_matrix_is_the_one_that_decides(show: Show) -> None:
    screen = show("guide.py", phan=parts.ROLES)
    rows = screen.table("Việc")
    for action, row in zip(Action, rows, strict=True):
        assert row[0].casefold() == ACTION_WORDS[action].casefold()
        assert [cell != "–" for cell in row[1:]] == [action in RIGHTS[role] for role in Role]
    assert {row[0] for row in screen.table("Vai trò")} == set(ROLE_WORDS.values())
    minutes, hours = sessions.IDLE.total_seconds() / 60, sessions.ABSOLUTE.total_seconds() / 3600
    assert f"hết sau {minutes:.0f} phút không làm gì, hoặc {hours:.0f} giờ" in screen.said
    assert f"từ {passwords.SHORTEST} đến {passwords.LONGEST} ký tự" in screen.said
    assert f"tối đa {login.MOST} lần" in screen.said


def test_the_keyboard_table_has_every_shortcut(show: Show) -> None:
    """A shortcut that is added or moved stands in the guide, or this says so."""
    used = set()
    for path in (ROOT / "pages").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "shortcut":
                used.add(ast.unparse(node.value))
    assert used == {"UNDO_KEYS", "REDO_KEYS", "_KEYS[BACK]", "_KEYS[PLAY]", "_KEYS[ON]"}
    assert controls._KEYS == {controls.BACK: "Left", controls.PLAY: "P", controls.ON: "Right"}
    shown = [row[0] for row in office.shortcuts()]
    assert shown[:5] == [widgets.UNDO_KEYS.title(), widgets.REDO_KEYS.title(), "P", "Mũi tên trái", "Mũi tên phải"]
    assert [row[0] for row in show("guide.py", phan=parts.MACHINE).table("Phím")] == shown
