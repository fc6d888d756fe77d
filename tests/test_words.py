"""Every word on the screen passes through gettext: checked on the syntax trees, so that nothing is forgotten."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

ROOT = Path(__file__).parent.parent
ROOMS = ("models", "data", "pages")
NOT_WORDS = {
    "key",
    "type",
    "label_visibility",
    "format",
    "icon",
    "color",
    "width",
    "height",
    "gap",
    "horizontal_alignment",
    "vertical_alignment",
    "layout",
    "bind",
    "persist_state",
    "on_change",
    "on_click",
    "on_select",
    "selection_mode",
    "mime",
    "file_name",
    "delta_color",
    "delta_arrow",
    "default",
    "run_every",
    "page_icon",
    "position",
    "visibility",
    "language",
    "url_path",
    "theme",
}
LETTERS = re.compile(r"[^\W\d_]", re.UNICODE)
FILES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")) if "migrations" not in path.parts]


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.Module]:
    """Every module that may hold words by its path: each is parsed once for all tests of this file."""
    return {named(path): ast.parse(path.read_text(encoding="utf-8")) for path in FILES}


def streamlit_calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            base = node.func.value
            while isinstance(base, (ast.Attribute, ast.Call)):
                base = base.value if isinstance(base, ast.Attribute) else base.func
            if isinstance(base, ast.Name) and base.id == "st":
                yield node


def literal_words(node: ast.AST) -> list[str]:
    """Texts with letters that a call would show; what stands inside `_(…)` is not looked at."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value] if LETTERS.search(node.value) else []
    if isinstance(node, ast.JoinedStr):
        return [text for part in node.values if isinstance(part, ast.Constant) for text in literal_words(part)]
    if isinstance(node, (ast.BinOp, ast.IfExp, ast.List, ast.Tuple, ast.BoolOp)):
        return [text for child in ast.iter_child_nodes(node) for text in literal_words(child)]
    return []


def test_no_literal_reaches_the_screen_outside_gettext(trees: dict[str, ast.Module]) -> None:
    found = []
    for name, tree in trees.items():
        for call in streamlit_calls(tree) if name.startswith("pages/") else ():
            assert isinstance(call.func, ast.Attribute)
            if call.func.attr in ("Page", "get", "get_option", "logo", "pop", "set_page_config", "session_state"):
                continue
            shown = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg not in NOT_WORDS)]
            found += [f"{name}:{call.lineno}: {text!r}" for arg in shown for text in literal_words(arg)]
    assert found == []


def test_the_check_finds_a_planted_literal() -> None:
    planted = (
        'import streamlit as st\nst.info("Xin chào")\nst.sidebar.button(f"Ghi {n} dòng", key="ghi")\nst.text(_("Được"))'
    )
    texts = [t for call in streamlit_calls(ast.parse(planted)) for arg in call.args for t in literal_words(arg)]
    assert texts == ["Xin chào", "Ghi ", " dòng"]


def hidden_from_the_extractor(tree: ast.Module) -> Iterator[int]:
    """Lines where gettext gets a text put together, or is called within an f-string, where Babel does not look."""
    inside = {id(child) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for child in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("_", "N_") and node.args:
            given = node.args[0]
            if isinstance(given, (ast.JoinedStr, ast.BinOp)) or (
                id(node) in inside and isinstance(given, ast.Constant)
            ):
                yield node.lineno


def test_gettext_is_called_so_that_the_extractor_finds_the_sentence(trees: dict[str, ast.Module]) -> None:
    assert [f"{name}:{line}" for name, tree in trees.items() for line in hidden_from_the_extractor(tree)] == []


@pytest.mark.parametrize("code", ['_(f"{n} dòng")', '_("a" + b)', 'N_("a %s" % b)', "f'{_(\"a\")}'"])
def test_a_sentence_hidden_from_the_extractor_is_seen(code: str) -> None:
    assert list(hidden_from_the_extractor(ast.parse(code)))


def sentences(tree: ast.AST) -> Iterator[str]:
    """What gettext is called with in so many words; `_(name)` is of a sentence marked elsewhere."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("_", "N_") and node.args:
            for given in ast.walk(node.args[0]) if isinstance(node.args[0], ast.IfExp) else (node.args[0],):
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield given.value


def test_every_sentence_is_extracted() -> None:
    """`make words` writes the template from the same extraction; what is missing there could never be translated."""
    found = {message for _file, _line, message, _comments, _context in extracted()}
    written = {text for path in FILES for text in sentences(ast.parse(path.read_text(encoding="utf-8")))}
    assert len(found) > 1000
    assert written - found == set()


def extracted() -> list[tuple[str, int, str, list[str], str | None]]:
    found = []
    for room in ROOMS:
        found += list(
            extract_from_dir(
                str(ROOT / room),
                method_map=[("**.py", "python"), ("seed/tie_outs.csv", "tests.catalogue:sentences_of_rows")],
                keywords={"_": None, "N_": None},
            )
        )
    return found
