"""Two app processes behind the committed deploy/nginx.conf: TLS, sticky, and on when a process dies."""

from __future__ import annotations

import re
import socket
import ssl
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from tests.data.postgres import Postgres
from tests.server.behind_nginx import COOKIE, XSRF_COOKIE, BehindNginx, Visitor

FLAGS = {"path=/", "secure", "httponly", "samesite=lax"}


@pytest.fixture(scope="module")
def site() -> Iterator[BehindNginx]:
    server = Postgres()
    try:
        with BehindNginx(server.create()) as site:
            yield site
    finally:
        server.stop()


@pytest.fixture
def visitor(site: BehindNginx) -> Iterator[Visitor]:
    visitor = Visitor(site)
    yield visitor
    visitor.close()


@pytest.fixture
def alive(site: BehindNginx) -> BehindNginx:
    """With all its processes: for tests that kill one. They stand last, those that leave one dead at the very end."""
    for app in site.apps:
        if app.process.poll() is not None:
            app.start_again()
    return site


def visitor_of(site: BehindNginx, process: str) -> Visitor:
    """A new browser that nginx gave to this process."""
    for _attempt in range(40):
        visitor = Visitor(site)
        visitor.http.get("/_stcore/health")
        if visitor.process == process:
            return visitor
        visitor.close()
    raise AssertionError(f"40 new browsers and none came to process {process}")


def test_the_configuration_is_accepted_without_a_warning(site: BehindNginx) -> None:
    assert "successful" in site.checked.stderr
    assert "[warn]" not in site.checked.stderr


def test_plain_http_leads_to_tls(site: BehindNginx) -> None:
    answer = httpx.get(f"{site.plain_url}/bao-tro-xa-hoi?a=1", trust_env=False)
    assert answer.status_code == 308
    assert answer.headers["location"] == f"{site.url}/bao-tro-xa-hoi?a=1"
    assert "set-cookie" not in answer.headers


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1:DeprecationWarning")
@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_1, ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_only_tls_from_1_2_on(site: BehindNginx, version: ssl.TLSVersion) -> None:
    context = ssl.create_default_context(cafile=str(site.home / "site.pem"))
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = version
    with socket.create_connection(("127.0.0.1", site.https_port), timeout=10) as plain:
        if version < ssl.TLSVersion.TLSv1_2:
            with pytest.raises(ssl.SSLError):
                context.wrap_socket(plain, server_hostname="localhost")
        else:
            with context.wrap_socket(plain, server_hostname="localhost") as secured:
                assert secured.version() == {1: "TLSv1.2", 2: "TLSv1.3"}[version - ssl.TLSVersion.TLSv1_1]


def test_a_name_that_is_not_ours_gets_nothing(site: BehindNginx) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        httpx.get(site.plain_url, headers={"Host": "rebind.example"}, trust_env=False)
    context = ssl._create_unverified_context()
    with socket.create_connection(("127.0.0.1", site.https_port), timeout=10) as plain, pytest.raises(ssl.SSLError):
        context.wrap_socket(plain, server_hostname="rebind.example")
    with pytest.raises(httpx.RemoteProtocolError):  # our name for the certificate, another in the request
        httpx.get(site.url, headers={"Host": "rebind.example"}, verify=site.trust, trust_env=False)


def test_a_new_browser_gets_the_cookie_once(site: BehindNginx, visitor: Visitor) -> None:
    first = visitor.http.get("/")
    assert first.status_code == 200
    (cookie,) = [line for line in first.headers.get_list("set-cookie") if line.startswith(COOKIE)]
    value, *flags = [part.strip() for part in cookie.split(";")]
    assert re.fullmatch(rf"{COOKIE}=[12]", value)
    assert {flag.lower() for flag in flags} == FLAGS
    again = visitor.http.get("/")
    assert not any(line.startswith(COOKIE) for line in again.headers.get_list("set-cookie"))


def test_new_browsers_are_spread(site: BehindNginx, visitor: Visitor) -> None:
    for process in ("1", "2"):
        visitor_of(site, process).close()


@pytest.mark.parametrize("process", ["1", "2"])
def test_pages_screens_and_uploads_come_to_one_process(site: BehindNginx, visitor: Visitor, process: str) -> None:
    """The session is known to its process alone: the other one starts a new one and knows no upload of it."""
    mine, other = visitor_of(site, process), visitor_of(site, "21"[int(process) - 1])
    try:
        mine.http.get("/_stcore/host-config")
        with mine.screen() as (_socket, session):
            assert uploaded(mine, session) != 400
            other.http.get("/_stcore/host-config")
            assert uploaded(other, session) in (400, 401, 403)
        for _repeat in range(5):
            with mine.screen(session) as (_socket, back):
                assert back == session
        with other.screen(session) as (_socket, elsewhere):
            assert elsewhere != session
        assert mine.process == process
    finally:
        mine.close()
        other.close()


def uploaded(visitor: Visitor, session: str) -> int:
    """The answer to a small file; 400 = no such session here."""
    token = visitor.http.cookies.get(XSRF_COOKIE) or ""
    answer = visitor.http.put(
        f"/_stcore/upload_file/{session}/1",
        files={"file": ("so-lieu.csv", b"a;b\n1;2\n")},
        headers={"X-Xsrftoken": token, "Origin": visitor.site.url},
    )
    return answer.status_code


@pytest.mark.parametrize(
    "path",
    [
        "/ready",
        "/%72eady",
        "//ready",
        "/x/../ready",
        "/_stcore/metrics",
        "/_stcore/%6Detrics",
        "/_stcore//metrics",
        "/_stcore/metrics/",
    ],
)
def test_operators_addresses_are_not_public(site: BehindNginx, path: str) -> None:
    """Written as no client library would send them; the answer is nginx's own."""
    with (
        socket.create_connection(("127.0.0.1", site.https_port), timeout=10) as plain,
        site.trust.wrap_socket(plain, server_hostname="localhost") as secured,
    ):
        host = f"localhost:{site.https_port}"
        secured.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: secured.recv(65536), b"")).decode()
    assert answer.startswith("HTTP/1.1 404 ")
    assert "\r\nServer: nginx\r\n" in answer
    assert "set-cookie" not in answer.lower()


def test_files_up_to_the_apps_limit_pass_and_larger_ones_stop_here(site: BehindNginx, visitor: Visitor) -> None:
    url = "/_stcore/upload_file/khong-co/1"
    assert visitor.http.put(url, content=b"0" * (20 * 1024 * 1024 + 1000)).status_code != 413
    answer = visitor.http.put(url, content=b"0" * (21 * 1024 * 1024 + 1))
    assert answer.status_code == 413


def test_scripts_are_packed(site: BehindNginx, visitor: Visitor) -> None:
    (script, *_more) = re.findall(r'src="\.?(/static/js/[^"]+\.js)"', visitor.http.get("/").text)
    packed = visitor.http.get(script, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.num_bytes_downloaded) < len(packed.content) / 2


def test_many_attempts_to_log_in_are_slowed_down(site: BehindNginx, visitor: Visitor) -> None:
    """From one address; looking at the form and every other page go on."""
    answers = [visitor.http.post("/dang-nhap", headers={"Origin": site.url}).status_code for _attempt in range(30)]
    assert answers[0] != 429
    assert answers.count(429) >= 5
    assert visitor.http.get("/dang-nhap").status_code != 429
    assert visitor.http.get("/").status_code == 200


@pytest.mark.parametrize("process", ["1", *(pytest.param(p, marks=pytest.mark.long) for p in "21212121")])
def test_a_dead_process_hands_its_browsers_over(alive: BehindNginx, process: str) -> None:
    """And there they stay: also when it is back, or screen and uploads would be in two places."""
    dying, survivor = alive.apps[int(process) - 1], "21"[int(process) - 1]
    guest = visitor_of(alive, process)
    try:
        with guest.screen() as (open_socket, _session):
            dying.kill()
            assert closes(open_socket)
        began = time.monotonic()
        with guest.screen() as (_socket, session):
            took = time.monotonic() - began
        assert took < 8
        assert guest.process == survivor
        assert guest.http.get("/").status_code == 200
        dying.start_again()
        time.sleep(6)  # nginx tries a failed one again after 5 s
        assert [guest.http.get("/_stcore/health").status_code for _repeat in range(5)] == [200] * 5
        assert guest.process == survivor
        with guest.screen(session) as (_socket, back):
            assert back == session
        visitor_of(alive, process).close()
    finally:
        guest.close()


def closes(open_socket: ClientConnection) -> bool:
    """What had still to be said is said, then it is closed."""
    try:
        while True:
            open_socket.recv(timeout=10)
    except ConnectionClosed:
        return True
    except TimeoutError:
        return False


def test_a_client_cannot_say_where_it_comes_from(alive: BehindNginx) -> None:
    """What reaches the app, seen by a listener in the place of one: its own names for address and scheme alone."""
    app = alive.apps[0]
    guest = visitor_of(alive, "1")
    app.kill()
    with socket.create_server(("127.0.0.1", app.port)) as listener:
        listener.settimeout(20)
        time.sleep(0.1)
        site_headers = {
            "X-Forwarded-For": "203.0.113.9",
            "X-Forwarded-Proto": "http",
            "X-Forwarded-Host": "evil.example",
            "X-Real-IP": "203.0.113.9",
            "Forwarded": "for=203.0.113.9;host=evil.example",
        }
        seen = asked(guest, listener, site_headers)
    guest.close()
    assert seen["x-forwarded-for"] == "127.0.0.1"
    assert seen["x-real-ip"] == "127.0.0.1"
    assert seen["x-forwarded-proto"] == "https"
    assert seen["host"] == f"localhost:{alive.https_port}"
    assert "forwarded" not in seen
    assert "x-forwarded-host" not in seen
    assert "203.0.113.9" not in str(seen)
    assert "evil.example" not in str(seen)


def asked(guest: Visitor, listener: socket.socket, headers: dict[str, str]) -> dict[str, str]:
    """The headers that came through nginx with one request, which the listener answers."""

    def answer_one() -> str:
        connection, _address = listener.accept()
        with connection:
            heard = b""
            while b"\r\n\r\n" not in heard:
                heard += connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
        return heard.decode()

    with ThreadPoolExecutor(1) as pool:
        heard = pool.submit(answer_one)
        assert guest.http.get("/", headers=headers).text == "ok"
    lines = heard.result().partition("\r\n\r\n")[0].split("\r\n")[1:]
    pairs = [line.split(": ", 1) for line in lines]
    names = [name.lower() for name, _value in pairs]
    assert len(names) == len(set(names)), names
    return {name.lower(): value for name, value in pairs}


def test_with_every_process_dead_the_answer_is_quick(site: BehindNginx, visitor: Visitor) -> None:
    for app in site.apps:
        app.kill()
    began = time.monotonic()
    assert visitor.http.get("/").status_code == 502
    assert time.monotonic() - began < 5
