"""Foreign host names and origins are refused, over HTTP and over websockets."""

import httpx
import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from data.engine import open_database
from data.settings import SettingsError, read_settings
from pages.server.gate import network
from tests.accounts import COOKIE, TOKEN, enrol
from tests.bench.server import Server
from tests.bench.websocket_client import Run, Session
from tests.server.handshake import status, websocket

PUBLIC = "https://ansinh.example.vn"
UPLOAD = "/_stcore/upload_file"


def own(server: Server) -> str:
    return server.url.removeprefix("http://")


def get(server: Server, path: str, method: str = "GET", **headers: str) -> httpx.Response:
    return httpx.request(method, server.url + path, headers=headers, timeout=30, trust_env=False)


# --- websockets


def test_a_browser_s_own_websocket_is_taken(served: Server) -> None:
    for name in (own(served), f"localhost:{served.port}", f"LOCALHOST:{served.port}", f"[::1]:{served.port}"):
        assert websocket(served.url, f"Host: {name}", f"Origin: http://{name}") == 101, name


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        None,
        "",
        "http://localhost:3000",
        "http://127.0.0.1",
        "http://localhost.evil.example",
        "file://",
        "http://user@{host}",
        "http://{host}/",
        "http://{host}.evil.example",
        "javascript:{host}",
    ],
)
def test_a_websocket_of_another_page_or_of_none_is_refused(served: Server, origin: str | None) -> None:
    host = own(served)
    named = [] if origin is None else [f"Origin: {origin.format(host=host)}"]
    assert websocket(served.url, f"Host: {host}", *named) == 403


@pytest.mark.parametrize("host", ["rebind.example", "127.0.0.1.rebind.example", "192.168.1.20", "[fe80::1]", "0.0.0.0"])
def test_a_websocket_to_another_name_is_refused_though_page_and_name_agree(served: Server, host: str) -> None:
    assert websocket(served.url, f"Host: {host}", f"Origin: http://{host}") == 403
    named = f"{host}:{served.port}"
    assert websocket(served.url, f"Host: {named}", f"Origin: http://{named}") == 403


def test_two_hosts_or_two_origins_are_refused(served: Server) -> None:
    host = own(served)
    ours = (f"Host: {host}", f"Origin: http://{host}")
    assert websocket(served.url, *ours, "Origin: https://evil.example") in (400, 403)
    assert websocket(served.url, *ours, "Host: rebind.example") in (400, 403)
    assert websocket(served.url, "Host: rebind.example", *ours) in (400, 403)
    assert status(served.url, ours[0], "Host: rebind.example") == 400
    assert status(served.url, *ours, "Origin: https://evil.example", method="PUT") == 403


def test_the_public_address_is_taken_and_only_over_its_own_scheme(published: Server) -> None:
    assert websocket(published.url, "Host: ansinh.example.vn", f"Origin: {PUBLIC}") == 101
    assert websocket(published.url, "Host: ansinh.example.vn", "Origin: http://ansinh.example.vn") == 403
    assert websocket(published.url, "Host: ansinh.example.vn", "Origin: https://evil.example") == 403
    assert websocket(published.url, f"Host: {own(published)}", f"Origin: {published.url}") == 101


# --- pages and uploads


def test_another_name_is_told_the_remedy_in_vietnamese(served: Server) -> None:
    for path in ("/", "/bao-tro-xa-hoi", "/_stcore/host-config", "/static/js/x.js", "/ready", "/_stcore/health"):
        answer = get(served, path, Host="rebind.example")
        assert answer.status_code == 400, path
        assert "ANSINH_PUBLIC_URL" in answer.text
        assert "Phần mềm không nhận tên máy chủ này." in answer.text
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert get(served, "/", "PUT", Host="rebind.example").status_code == 400


def test_without_a_host_nothing_is_served_but_probes(served: Server) -> None:
    assert status(served.url, version="1.0") == 400
    assert status(served.url, version="1.0", path="/ready") == 200
    assert status(served.url, version="1.0", path="/_stcore/health") == 200


def test_probes_by_address_are_answered_and_nothing_else_is(served: Server) -> None:
    for name in ("10.0.0.7", f"10.0.0.7:{served.port}", "[fd00::7]"):
        assert status(served.url, f"Host: {name}", path="/ready") == 200
        assert status(served.url, f"Host: {name}", path="/_stcore/health") == 200
        assert status(served.url, f"Host: {name}", path="/_stcore/host-config") == 400
        assert status(served.url, f"Host: {name}", path="/ready", method="POST") == 400
    assert status(served.url, "Host: 10.0.0.7", "Host: rebind.example", path="/ready") == 400


@pytest.mark.parametrize("method", ["PUT", "DELETE", "POST", "PATCH"])
@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_another_page_changes_nothing(served: Server, method: str, origin: str) -> None:
    answer = get(served, f"{UPLOAD}/a/b", method, Origin=origin)
    assert answer.status_code == 403
    assert "trang của một địa chỉ khác" in answer.text
    assert "access-control-allow-origin" not in answer.headers


def test_another_page_may_ask_but_may_not_read(served: Server) -> None:
    for path in ("/", "/_stcore/health", "/_stcore/host-config"):
        answer = get(served, path, Origin="https://evil.example")
        assert answer.status_code == 200
        assert "access-control-allow-origin" not in answer.headers
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"


# --- the token of an upload


@pytest.fixture
def sessions(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ids of the sessions that open, which the server tells each of them."""
    ids: list[str] = []
    note = Run.note

    def listening(self: Run, message: ForwardMsg, size: int) -> None:
        if message.WhichOneof("type") == "new_session":
            ids.append(message.new_session.initialize.session_id)
        note(self, message, size)

    monkeypatch.setattr(Run, "note", listening)
    return ids


def test_an_upload_needs_the_token_of_its_own_session(served: Server, sessions: list[str]) -> None:
    file = {"file": ("a.csv", b"x", "text/csv")}
    database = open_database(read_settings({"ANSINH_DATA_DIR": str(served.home / "data")}))
    enrol(database)
    database.dispose()
    lan = {"cookie": f"ansinh={TOKEN}"}
    with (
        Session(served.url, "cap-nhat-so-lieu", headers=lan),
        httpx.Client(base_url=served.url, trust_env=False, timeout=30, cookies=COOKIE) as own,
    ):
        place = f"{UPLOAD}/{sessions[0]}/tep-1"
        token = own.get("/_stcore/health").cookies["_streamlit_xsrf"]
        with httpx.Client(base_url=served.url, trust_env=False, timeout=30) as other:
            another = other.get("/_stcore/health").cookies["_streamlit_xsrf"]
        assert another != token
        for given in ({}, {"X-Xsrftoken": another}, {"X-Xsrftoken": token.rsplit("|", 2)[0]}):
            assert own.put(place, files=file, headers=given).status_code == 403
            assert own.delete(place, headers=given).status_code == 403
        del own.cookies["_streamlit_xsrf"]
        assert own.put(place, files=file, headers={"X-Xsrftoken": token}).status_code == 403
        own.cookies.set("_streamlit_xsrf", token)
        headers = {"X-Xsrftoken": token, "Origin": served.url}
        assert own.put(place, files=file, headers=headers).status_code == 204
        assert own.delete(place, headers=headers).status_code == 204


# --- judgements


def test_names_are_ours_by_the_whole_name() -> None:
    names = ("localhost", "::1", "*.tinh.gov.vn", "ansinh.vn")
    for host in ("localhost", "localhost:8501", "localhost.", "LocalHost", "[::1]:1", "a.tinh.gov.vn", "ansinh.vn:443"):
        assert network.is_ours(host, names), host
    for host in (
        "",
        ":80",
        "tinh.gov.vn",
        "xtinh.gov.vn",
        "ansinh.vn.evil.example",
        "ansinh.vn@evil",
        "evil@ansinh.vn",
        "ansinh.vn/x",
        "ansinh.vn?x",
        "ansinh.vn#x",
        "ansinh.vn:x",
        "ansinh.vn:99999",
        "[::1",
        "ansinh.vn x",
    ):
        assert not network.is_ours(host, names), host
    assert network.is_ours("anything.example", ("*",))
    assert not network.is_ours("", ("*",))


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("https://ansinh.tinh.gov.vn", "https://ansinh.tinh.gov.vn"),
        ("https://ansinh.tinh.gov.vn/", "https://ansinh.tinh.gov.vn"),
        (" HTTPS://AnSinh.Tinh.Gov.VN:443/ ", "https://ansinh.tinh.gov.vn"),
        ("http://192.168.1.20:8501", "http://192.168.1.20:8501"),
        ("http://MAY_CHU:80", "http://may_chu"),
        ("http://[fd00::7]:8501", "http://[fd00::7]:8501"),
        ("", None),
    ],
)
def test_the_public_address_is_kept_as_a_browser_writes_it(given: str, read: str | None) -> None:
    assert read_settings({"ANSINH_PUBLIC_URL": given}).public_url == read


@pytest.mark.parametrize(
    "given",
    [
        "ansinh.tinh.gov.vn",
        "ftp://ansinh.vn",
        "https://",
        "https://ansinh.vn/so-lieu",
        "https://ansinh.vn?x=1",
        "https://ansinh.vn#x",
        "https://a@ansinh.vn",
        "https://ansinh.vn:99999",
        "https://ansinh.vn:x",
        "https://an sinh.vn",
        "https://an;sinh.vn",
        "https://*.vn",
        "https://[::1",
    ],
)
def test_a_public_address_that_is_none_is_refused_with_the_remedy(given: str) -> None:
    with pytest.raises(SettingsError, match=r"ANSINH_PUBLIC_URL .* ví dụ https://ansinh\.tinh\.gov\.vn"):
        read_settings({"ANSINH_PUBLIC_URL": given})


def test_streamlit_is_told_the_same_names(monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[str, list[str]] = {}
    monkeypatch.setattr(network.st, "get_option", lambda _key: ["Noi-Bo.vn."])
    monkeypatch.setattr(network, "set_option", told.__setitem__)
    network.let_streamlit_know(read_settings({"ANSINH_PUBLIC_URL": PUBLIC}))
    assert told == {"server.allowedHosts": ["localhost", "127.0.0.1", "::1", "noi-bo.vn", "ansinh.example.vn"]}
