"""The document and its scripts on the wire: in Vietnamese, kept as long as before, small."""

import gzip
import re
import subprocess
import sys

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from pages.server.compression import PackedScripts
from pages.server.document import VietnameseDocument
from pages.server.streamlit_words import KEPT, name_of
from tests.bench.server import Server
from tests.server.inside import ask

ENGLISH = re.compile(r"JavaScript to run|Streamlit app|browser\?|agent|lang=\"en\"|<title>Streamlit", re.IGNORECASE)


def get(server: Server, path: str, **headers: str) -> httpx.Response:
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.get(server.url + path, headers=headers, timeout=30, trust_env=False)


def raw(server: Server, path: str, **headers: str) -> tuple[httpx.Headers, bytes]:
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    with httpx.stream("GET", server.url + path, headers=headers, timeout=30, trust_env=False) as answer:
        return answer.headers, b"".join(answer.iter_raw())


def scripts(server: Server) -> list[str]:
    found = re.findall(r'(?:src|href)="\.(/static/(?:js|css)/[^"]+)"', get(server, "/").text)
    assert len(found) > 20
    return found


# --- the document


@pytest.mark.parametrize("path", ["/", "/bao-tro-xa-hoi", "/huong-dan", "/khong-co/trang-nay"])
@pytest.mark.parametrize("coding", ["gzip, deflate, br", "identity"])
def test_every_address_brings_the_document_in_vietnamese(served: Server, path: str, coding: str) -> None:
    answer = get(served, path, Accept_Encoding=coding)
    text = answer.text
    assert answer.status_code == 200
    assert '<html lang="vi">' in text
    assert "<title>An sinh Hà Nam</title>" in text
    assert re.search(r"<noscript><p>[^<]*Bật JavaScript rồi tải lại trang\.</p></noscript>", text)
    assert "service-desc" not in text
    without_names = re.sub(r"<!--.*?-->|\./static/[^\"]+", "", text, flags=re.DOTALL)
    assert not ENGLISH.search(without_names)
    assert '<div id="root"></div>' in text
    assert text.rstrip().endswith("</html>")


def test_its_length_is_that_of_what_is_sent(served: Server) -> None:
    for coding in ("gzip", "identity"):
        headers, body = raw(served, "/", Accept_Encoding=coding)
        assert int(headers["content-length"]) == len(body)
        assert headers.get("content-encoding", "identity") == coding
        assert headers["vary"] == "Accept-Encoding"
    assert gzip.decompress(raw(served, "/", Accept_Encoding="gzip")[1]) == body


def test_it_is_asked_for_anew_and_answered_in_short_while_it_stands(served: Server) -> None:
    first = get(served, "/")
    assert first.headers["cache-control"] == "no-cache"
    assert "last-modified" not in first.headers, "Streamlit's date would outlive our words"
    again = get(served, "/bao-tro-xa-hoi", If_None_Match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert get(served, "/", If_None_Match='"another"').status_code == 200
    assert get(served, "/", If_Modified_Since="Fri, 01 Jan 2100 00:00:00 GMT").status_code == 200
    assert get(served, "/", Range="bytes=0-9").status_code == 200


def test_a_page_of_our_own_passes_as_it_is() -> None:
    async def page(request: Request) -> Response:
        return HTMLResponse('<html lang="en"><title>Streamlit</title>của mình', headers={"etag": '"x"'})

    app = Starlette(routes=[Route("/", page)], middleware=[Middleware(VietnameseDocument)])
    (answer,) = ask(app, "/")
    assert answer.text == '<html lang="en"><title>Streamlit</title>của mình'
    assert answer.headers["etag"] == '"x"'
    assert int(answer.headers["content-length"]) == len(answer.content)


# --- scripts and styles


def test_scripts_are_sent_packed_and_are_what_they_were(served: Server) -> None:
    plain = packed = 0
    for path in scripts(served)[::6]:
        headers, body = raw(served, path, Accept_Encoding="gzip, deflate, br")
        whole, content = raw(served, path, Accept_Encoding="identity")
        assert headers["content-encoding"] == "gzip"
        assert gzip.decompress(body) == content
        assert int(headers["content-length"]) == len(body)
        kept = KEPT if name_of(path) else "public, immutable, max-age=31536000"
        assert headers["cache-control"] == whole["cache-control"] == kept
        assert headers["content-type"] == whole["content-type"]
        assert "Accept-Encoding" in headers["vary"]
        assert "content-encoding" not in whole
        assert raw(served, path, Accept_Encoding="gzip")[1] == body
        plain += len(content)
        packed += len(body)
    assert packed < plain * 0.4, (packed, plain)


def test_a_kept_script_is_answered_in_short(served: Server) -> None:
    path = next(one for one in scripts(served) if not name_of(one))
    tag = get(served, path, Accept_Encoding="gzip").headers["etag"]
    assert tag.startswith("W/")
    assert get(served, path, Accept_Encoding="gzip", If_None_Match=tag).status_code == 304
    part = get(served, path, Accept_Encoding="gzip", Range="bytes=0-9")
    assert (part.status_code, len(part.content)) == (206, 10)
    assert "content-encoding" not in part.headers


def test_what_is_no_script_is_left_alone(served: Server) -> None:
    font = re.search(r'href="\.(/static/media/[^"]+\.woff2)"', get(served, "/").text)
    assert font
    assert "content-encoding" not in get(served, font[1], Accept_Encoding="gzip").headers
    missing = get(served, "/static/js/khong-co.js", Accept_Encoding="gzip")
    assert "text/html" in missing.headers["content-type"], "Streamlit's answer to a name it does not know"
    assert missing.headers["cache-control"] == "no-cache"


def test_outlines_are_sent_packed(served: Server) -> None:
    headers, body = raw(served, "/ranh-gioi/1/2023/district.geojson", Accept_Encoding="gzip")
    assert headers["content-encoding"] == "gzip"
    assert b'"FeatureCollection"' in gzip.decompress(body)


def counting() -> tuple[Starlette, list[str]]:
    asked: list[str] = []

    async def file(request: Request) -> Response:
        asked.append(request.url.path)
        headers = {"cache-control": "public, immutable", "etag": '"x"'}
        return Response(b"let x = 1;" * 1000, media_type="text/javascript", headers=headers)

    return Starlette(routes=[Route("/{path:path}", file)], middleware=[Middleware(PackedScripts)]), asked


def test_a_script_is_packed_once_however_many_ask_at_once() -> None:
    app, asked = counting()
    answers = ask(app, *["/static/js/a.js"] * 24)
    assert {answer.content for answer in answers} == {b"let x = 1;" * 1000}
    assert asked == ["/static/js/a.js"]


def test_what_is_kept_has_an_end_and_one_spelling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pages.server.compression.MOST_KEPT", 100)
    app, asked = counting()
    for path in ("/static/js/a.js", "/static/js/b.js", "/static/js/a.js", "/static/js/b.js"):
        assert ask(app, path)[0].content == b"let x = 1;" * 1000
    assert asked == ["/static/js/a.js", "/static/js/b.js", "/static/js/b.js"], "the second found no room"
    for path in ("/static//js/a.js", "/static/js/%2e/a.js"):
        assert "content-encoding" not in ask(app, path)[0].headers


def test_an_english_document_would_be_seen() -> None:
    """The words above are looked for in Streamlit's own document, so that an upgrade that rewords it is noticed."""
    find = (
        "import streamlit, pathlib; print((pathlib.Path(streamlit.__file__).parent / 'static/index.html').read_text())"
    )
    own = subprocess.run([sys.executable, "-c", find], capture_output=True, text=True, check=True, timeout=60).stdout
    assert ENGLISH.search(own)
    assert '<html lang="en">' in own
