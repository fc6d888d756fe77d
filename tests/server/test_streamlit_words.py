"""Streamlit's scripts with Vietnamese words: the table against the installed scripts, and what is sent."""

import gzip
import re
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from pages.server.compression import PackedScripts
from pages.server.streamlit_words import FIRST, KEPT, WORDS, VietnameseScripts, in_vietnamese, name_of, pieces
from tests.bench.server import Server
from tests.server.inside import ask
from tests.server.test_document import get, raw

SCRIPTS = Path(streamlit.__file__).parent / "static" / "static" / "js"
HOLE = re.compile(r"\$\{[^{}]*\}")


def files(name: str) -> list[Path]:
    return [path for path in sorted(SCRIPTS.glob("*.js")) if name_of(f"/static/js/{path.name}") == name]


def test_each_piece_stands_in_the_installed_scripts_as_often_as_the_table_says() -> None:
    """Fails after an upgrade that rewords one: look the new words up in the script and change the table."""
    found = {name: "\n".join(path.read_text(encoding="utf-8") for path in files(name)) for name in WORDS}
    wrong = [
        f"{name}: {english} stands there {found[name].count(english)} times, not {times}"
        for name in WORDS
        for english, _vietnamese, times in pieces(name)
        if found[name].count(english) != times
    ]
    assert wrong == []


@pytest.mark.parametrize("name", [*WORDS, FIRST])
def test_nothing_else_of_a_script_changes(name: str) -> None:
    """Put back piece by piece it is Streamlit's script again; backticks stay in pairs; what is filled in is the same
    or less."""
    for path in files(name):
        script = path.read_text(encoding="utf-8")
        ours = in_vietnamese(name, script)
        assert ours != script or len(files(name)) > 1
        at, length = 0, 0
        for english, vietnamese, _times in sorted(pieces(name), key=lambda one: len(one[0]), reverse=True):
            assert vietnamese.count("`") % 2 == english.count("`") % 2, english
            if english.count("`") == 2:
                assert set(HOLE.findall(vietnamese)) <= set(HOLE.findall(english)), english
            length += (len(vietnamese) - len(english)) * script.count(english)
            at += script.count(english)
        assert len(ours) - len(script) == length + (ours.index("var e=") if name == FIRST else 0)
        assert at or name == FIRST or len(files(name)) > 1


@pytest.mark.parametrize("name", ["index", FIRST, "DataFrame", "embed"])
def test_a_changed_script_is_sent_whole_and_packed_under_a_tag_of_its_own(served: Server, name: str) -> None:
    (file,) = files(name)
    path = f"/static/js/{file.name}"
    headers, body = raw(served, path, Accept_Encoding="identity")
    assert body.decode() == in_vietnamese(name, file.read_text(encoding="utf-8"))
    assert int(headers["content-length"]) == len(body)
    assert headers["cache-control"] == KEPT
    assert "javascript" in headers["content-type"]
    assert "accept-ranges" not in headers
    packed, content = raw(served, path, Accept_Encoding="gzip")
    assert gzip.decompress(content) == body
    assert int(packed["content-length"]) == len(content)
    assert packed["etag"] == f"W/{headers['etag']}"
    for tag in (headers["etag"], packed["etag"], f'"another", {packed["etag"]}'):
        again = get(served, path, If_None_Match=tag)
        assert (again.status_code, again.content) == (304, b"")
    part = get(served, path, Range="bytes=0-9", Accept_Encoding="identity")
    assert (part.status_code, part.content) == (200, body)


def streamlit_like() -> tuple[Starlette, list[str]]:
    asked: list[str] = []

    async def file(request: Request) -> Response:
        asked.append(request.method)
        if "khong-co" in request.url.path:
            return HTMLResponse("<p>không có</p>", headers={"cache-control": "no-cache"})
        headers = {"cache-control": "public, immutable", "etag": '"x"', "last-modified": "x", "accept-ranges": "bytes"}
        return Response("let a=`No results`;" * 300, media_type="text/javascript", headers=headers)

    middleware = [Middleware(PackedScripts), Middleware(VietnameseScripts)]
    return Starlette(routes=[Route("/{path:path}", file)], middleware=middleware), asked


def test_a_script_is_changed_once_however_many_ask_at_once() -> None:
    app, asked = streamlit_like()
    answers = ask(app, *["/static/js/Selectbox.7rsxE6LC.js"] * 24)
    assert {answer.text for answer in answers} == {"let a=`Không có mục nào khớp`;" * 300}
    assert asked == ["GET"]
    assert {answer.headers["etag"] for answer in answers} != {'"x"'}


def test_other_paths_pass_as_they_are() -> None:
    app, asked = streamlit_like()
    for path in ("/static/js/Snow.7rsxE6LC.js", "/static/js/Selectbox.js", "/media/Selectbox.7rsxE6LC.js"):
        (answer,) = ask(app, path)
        assert "No results" in answer.text
        assert answer.headers["cache-control"] == "public, immutable"
    (missing,) = ask(app, "/static/js/Selectbox.khong-co.js")
    assert missing.text == "<p>không có</p>"
    assert len(asked) == 4
