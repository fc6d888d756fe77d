"""No text from outside becomes HTML or SQL by string formatting."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from pages.ui.format import markup

ROOT = Path(__file__).parent.parent
FILES = [
    ROOT / "app.py",
    *(
        path
        for room in ("models", "data", "pages")
        for path in sorted((ROOT / room).rglob("*.py"))
        if "var" not in path.parts
    ),
]

HTML_ALLOWED = {
    ("pages/ui/format/markup.py", "markup"): "the one door: takes what `fill` has escaped",
    ("pages/ui/levers/ladder/ladder.py", "COMPONENT"): "two files of its folder, which write text alone; no HTML",
    **{
        ("pages/server/streamlit_internals.py", f"from streamlit.components.v2.{names}"): "offers that folder's files"
        for names in (
            "get_bidi_component_manager import get_bidi_component_manager",
            "manifest_scanner import ComponentConfig, ComponentManifest",
        )
    },
}
MARKUP = "pages/ui/format/markup.py"

HTML_DOORS = {"html", "iframe", "component", "declare_component"}
"""Functions of st, st.components.v1 and st.components.v2 whose argument the browser takes as HTML or a script."""
HTML_MODULES = ("streamlit.components",)

SQL_DOORS = {
    "text",
    "exec_driver_sql",
    "literal_column",
    "DDL",
    "execute",
    "executescript",
    "executemany",
    "read_database",
    "read_sql",
    "prefix_with",
    "suffix_with",
    "SQL",
}
WRITTEN_FOR_SQL = "PRAGMA takes no parameters; the name comes from a constant of the module"
SQL_ALLOWED = {
    ("data/engine.py", "f'PRAGMA {name}'"): WRITTEN_FOR_SQL,
    ("data/engine.py", "f'PRAGMA {pragma}'"): WRITTEN_FOR_SQL,
}


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.Module]:
    """Every module of the app by its path: each is parsed once for all tests of this file."""
    return {named(path): ast.parse(path.read_text(encoding="utf-8")) for path in FILES}


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def is_streamlits(node: ast.expr) -> bool:
    """`st.html`, `st.sidebar.html`, `components.html`, `components.v1.html`; not `folium.html` or a method of ours."""
    return ast.unparse(node).split(".")[0] in ("st", "streamlit", "components", "v1", "v2")


def raw_html(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and text of everything that asks for raw HTML."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(HTML_MODULES):
            yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.ImportFrom) and node.module == "streamlit":
            yield from ((node.lineno, one.name) for one in node.names if one.name in HTML_DOORS | {"components"})
        elif isinstance(node, ast.Call):
            flags = [one.value for one in node.keywords if one.arg in ("unsafe_allow_html", "unsafe_allow_javascript")]
            opens = any(not (isinstance(flag, ast.Constant) and flag.value is False) for flag in flags)
            door = (
                called(node) in HTML_DOORS and isinstance(node.func, ast.Attribute) and is_streamlits(node.func.value)
            )
            if opens or door:
                yield node.lineno, ast.unparse(node.args[0]) if node.args else ast.unparse(node)


def written(node: ast.expr) -> bool:
    """Text put together where it stands: f"…{x}", a + b, "…" % x, "…".format(x), " ".join(x), or a choice among
    such."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Mod)):
        return not (is_constant(node.left) and is_constant(node.right) and isinstance(node.op, ast.Add))
    if isinstance(node, ast.IfExp):
        return written(node.body) or written(node.orelse)
    if not (isinstance(node, ast.Call) and called(node) in ("format", "format_map", "join", "replace")):
        return False
    # psycopg's own composition, which quotes names; its constant is looked at where it is made.
    template = node.func.value if isinstance(node.func, ast.Attribute) else node
    return not (isinstance(template, ast.Call) and ast.unparse(template.func) == "sql.SQL")


def is_constant(node: ast.expr) -> bool:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return is_constant(node.left) and is_constant(node.right)
    return isinstance(node, ast.Constant)


def own_level(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes outside functions."""
    for node in ast.iter_child_nodes(tree):
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            yield node
            yield from own_level(node)


def bound(scope: ast.AST, name: str) -> Iterator[ast.expr]:
    """What a name is given within the function it is used in, or at the module's own level."""
    for node in own_level(scope) if isinstance(scope, ast.Module) else ast.walk(scope):
        if (
            isinstance(node, ast.Assign) and any(isinstance(one, ast.Name) and one.id == name for one in node.targets)
        ) or (isinstance(node, (ast.AugAssign, ast.AnnAssign)) and ast.unparse(node.target) == name and node.value):
            yield node.value


def sql_from_text(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and text of every statement that is put together, at the call or in the name given to it."""
    functions = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    for scope in [tree, *functions]:
        for node in ast.walk(scope):
            if not (isinstance(node, ast.Call) and called(node) in SQL_DOORS and node.args):
                continue
            given = node.args[0]
            # Polars' and Streamlit's `text` write to a screen or a frame.
            if (
                called(node) == "text"
                and isinstance(node.func, ast.Attribute)
                and ast.unparse(node.func.value) in ("st", "pl")
            ):
                continue
            sources = [given, *(bound(scope, given.id) if isinstance(given, ast.Name) else ())]
            yield from ((node.lineno, ast.unparse(one)) for one in sources if written(one))


def test_no_raw_html(trees: dict[str, ast.Module]) -> None:
    """The whole app asks for raw HTML at the places of HTML_ALLOWED, each of which still exists."""
    found = {(file, text): line for file, tree in trees.items() for line, text in raw_html(tree)}
    assert found.keys() == HTML_ALLOWED.keys(), found


def test_no_statement_is_put_together_from_text(trees: dict[str, ast.Module]) -> None:
    """The whole app puts statements together at the places of SQL_ALLOWED, each of which still exists."""
    found = {(file, text): line for file, tree in trees.items() for line, text in sql_from_text(tree)}
    assert found.keys() == SQL_ALLOWED.keys(), found


def loose_templates(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Templates of markup that are no constant, and Markup made without escaping."""
    constants = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign) and is_constant(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if called(node) in ("fill", "fill_style") and ast.unparse(node.func).startswith("markup."):
            if not is_constant(node.args[0]) and ast.unparse(node.args[0]) not in constants:
                yield node.lineno, ast.unparse(node)
        elif called(node) == "Markup":
            yield node.lineno, ast.unparse(node)


def test_markup_is_filled_from_constants_alone(trees: dict[str, ast.Module]) -> None:
    loose = {file: list(loose_templates(tree)) for file, tree in trees.items() if file != MARKUP}
    assert {file: found for file, found in loose.items() if found} == {}


@pytest.mark.parametrize(
    "code",
    [
        "markup.fill(name)",
        'markup.fill(f"<b>{name}</b>")',
        "Markup(name)",
        'markup.fill_style("a" + b)',
        "markup.Markup(x)",
    ],
)
def test_a_loose_template_is_seen(code: str) -> None:
    assert list(loose_templates(ast.parse(code)))


def test_every_value_is_escaped_once() -> None:
    inner = markup.fill("<b>{name}</b>", name='<img src=x onerror="x">&')
    assert inner == "<b>&lt;img src=x onerror=&quot;x&quot;&gt;&amp;</b>"
    assert markup.fill('<i title="{title}">{inner}</i>', title='" onclick="x', inner=inner) == (
        f'<i title="&quot; onclick=&quot;x">{inner}</i>'
    )
    assert (
        markup.fill("{text}", text=inner + "<u>")
        == "&lt;b&gt;" + "&amp;lt;img src=x onerror=&amp;quot;x&amp;quot;&amp;gt;&amp;amp;&lt;/b&gt;&lt;u&gt;"
    )
    style = markup.fill_style('a::before{{content:"{words}"}}', words='"}</style><script>\\\n')
    assert style == 'a::before{content:"\\22 }\\3c /style\\3e \\3c script\\3e \\5c \\a "}'


@pytest.mark.parametrize(
    "code",
    [
        'st.markdown(f"<b>{name}</b>", unsafe_allow_html=True)',
        'st.markdown("<b>x</b>", unsafe_allow_html=allowed)',
        'st.html("<b>x</b>")',
        "st.sidebar.html(x)",
        "components.v1.html(x)",
        "st.components.v2.component('a', html=x)",
        "from streamlit.components.v1 import html",
        "from streamlit import html",
        "st.iframe(x)",
    ],
)
def test_raw_html_is_seen(code: str) -> None:
    assert list(raw_html(ast.parse(code)))


@pytest.mark.parametrize(
    "code", ['st.markdown("**x**")', 'st.markdown("x", unsafe_allow_html=False)', "reader.html(x)"]
)
def test_plain_words_are_not_raw_html(code: str) -> None:
    assert not list(raw_html(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        'sa.text(f"SELECT {x}")',
        'text("SELECT " + x)',
        'connection.exec_driver_sql("SELECT %s" % x)',
        'connection.execute("SELECT {}".format(x))',
        'cursor.executescript(" ".join(parts))',
        'sa.text("SELECT 1" if calm else f"SELECT {x}")',
        'def f(x):\n    sql = "SELECT " + x\n    connection.execute(sql)',
        'SQL = "SELECT " + x\n\ndef f():\n    connection.execute(SQL)',
        'sa.literal_column(f"{x}")',
        'op.execute(f"DROP TABLE {x}")',
        'pl.read_database(f"SELECT {x}", c)',
        'connection.execute(sql.SQL(f"LOCK TABLE {x}").format())',
    ],
)
def test_a_statement_put_together_is_seen(code: str) -> None:
    assert list(sql_from_text(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        'sa.text("SELECT :x")',
        'sa.text("SELECT " "1")',
        'sa.text("SELECT " + "1")',
        'st.text(f"{x}")',
        "connection.execute(sa.select(t))",
        'connection.execute(sql.SQL("LOCK TABLE {}").format(sql.Identifier(x)))',
        'connection.exec_driver_sql("BEGIN" if calm else "BEGIN IMMEDIATE")',
        'def f(x):\n    text = f"{x}"\n    return text\n\ndef g(text):\n    return decoded.text(text)',
    ],
)
def test_a_constant_statement_is_let_through(code: str) -> None:
    assert not list(sql_from_text(ast.parse(code)))
