"""Every action that is recorded anywhere has words, and so has every detail."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from data.audit.words import _NAMES, ACTION_WORDS, action_words, detail_words

ROOT = Path(__file__).parents[3]
FILES = [path for room in ("data", "pages") for path in sorted((ROOT / room).rglob("*.py"))]


def calls(tree: ast.AST, name: str) -> list[ast.Call]:
    """Calls of a function by its bare name."""
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == name]


def texts(node: ast.expr, tree: ast.Module, inside: ast.FunctionDef | None) -> set[str]:
    """The texts an argument can be: constants, both sides of an if, an f-string's with what its names can be, and a
    parameter's from all calls of its function in the module."""
    if isinstance(node, ast.Constant):
        return {str(node.value)}
    if isinstance(node, ast.IfExp):
        return texts(node.body, tree, inside) | texts(node.orelse, tree, inside)
    if isinstance(node, ast.JoinedStr):
        found = {""}
        for part in node.values:
            value = part.value if isinstance(part, ast.FormattedValue) else part
            found = {before + after for before in found for after in texts(value, tree, inside)}
        return found
    assert isinstance(node, ast.Name), ast.unparse(node)
    for function in [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)]:
        names = [argument.arg for argument in function.args.args]
        if node.id in names and (inside is None or function is inside or inside in ast.walk(function)):
            place = names.index(node.id)
            return {text for call in calls(tree, function.name) for text in texts(call.args[place], tree, None)}
    raise AssertionError(f"{node.id} is no parameter")


def recorded() -> tuple[set[str], set[str]]:
    """Actions and names of details in all calls of `record` of the chain."""
    actions, names = set[str](), set[str]()
    for path in FILES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        if "data.chain" not in imported:
            continue
        inside = {
            id(node): function
            for function in ast.walk(tree)
            if isinstance(function, ast.FunctionDef)
            for node in ast.walk(function)
        }
        for call in calls(tree, "record"):
            actions |= texts(call.args[2], tree, inside.get(id(call)))
            names |= {keyword.arg for keyword in call.keywords if keyword.arg not in (None, "batch")}
    return actions, names


def test_every_recorded_action_has_words() -> None:
    actions, _names = recorded()
    assert len(actions) > 25
    assert actions - ACTION_WORDS.keys() == set()
    assert ACTION_WORDS.keys() - actions == set(), "words of what nobody records"


def test_every_name_of_a_detail_has_words() -> None:
    _actions, names = recorded()
    assert len(names) > 15
    assert names - _NAMES.keys() == set()


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"dataset": "targets", "filename": "a.csv"}, "Tệp: a.csv; Bộ dữ liệu: Chỉ tiêu kế hoạch"),
        ({"roles": ["approver:merit@347", "viewer"]}, "Vai trò: Người duyệt (merit@347), Người xem"),
        ({"asked": "write_law"}, "Việc: nhập văn bản, mức chuẩn"),
        ({"before": 7, "rows": 3}, "Dòng ghi: 3; Trước: bản 7"),
        ({"before": {"demo": "auto"}, "after": {"demo": "off"}}, "Trước: demo = auto; Sau: demo = off"),
        ({"sha256": "ab" * 32}, "SHA-256: abababababab…"),
        ({"confirmed": []}, "Đã xác nhận: –"),
        ({"of_a_newer_version": True}, "of_a_newer_version: True"),
    ],
)
def test_a_detail_in_words(told: dict[str, object], words: str) -> None:
    assert detail_words(json.dumps(told)) == words


def test_what_is_no_detail_is_shown_as_it_stands() -> None:
    assert detail_words("{") == "{"
    assert detail_words("[1]") == "[1]"
    assert action_words("of_a_newer_version") == "of_a_newer_version"
