"""Security headers of every response."""

import re

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app import MIDDLEWARE
from pages.server.gate.headers import content_policy
from tests.bench.server import Server
from tests.server.inside import ask

PATHS = (
    "/",
    "/bao-tro-xa-hoi",
    "/khong-co",
    "/favicon.png",
    "/ready",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/upload_file/a/b",
    "/static/js/khong-co.js",
    "/media/khong-co.png",
    "/component/x/y.js",
    "/ranh-gioi/1/2023/district.geojson",
    "/ranh-gioi/1/x/y.geojson",
    "//evil.example",
    "/..%2f..%2fetc",
    "/bao-tro-xa-hoi/",
)
KEYWORDS = {"'self'", "'none'", "'unsafe-inline'", "'wasm-unsafe-eval'", "data:", "blob:"}


def get(server: Server, path: str, method: str = "GET", **headers: str) -> httpx.Response:
    return httpx.request(method, server.url + path, headers=headers, timeout=30, trust_env=False)


def protected(answer: httpx.Response) -> None:
    headers = answer.headers
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "default-src 'none'" in policy
    assert "'unsafe-eval'" not in policy
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    for name in ("content-security-policy", "x-frame-options", "x-content-type-options"):
        assert len(headers.get_list(name)) == 1


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT"])
def test_every_answer_carries_them(served: Server, path: str, method: str) -> None:
    protected(get(served, path, method))


def test_refusals_of_the_gates_carry_them(served: Server) -> None:
    for answer in (get(served, "/", Host="rebind.example"), get(served, "/", "POST", Origin="https://evil.example")):
        assert answer.status_code in (400, 403)
        protected(answer)


def test_a_failure_no_route_foresaw_carries_them_and_a_number_alone() -> None:
    async def failing(request: Request) -> Response:
        raise RuntimeError("mật khẩu trong thông báo")

    app = Starlette(routes=[Route("/hong", failing)], middleware=MIDDLEWARE)
    (answer,) = ask(app, "/hong")
    assert answer.status_code == 500
    protected(answer)
    assert re.fullmatch(
        "Máy chủ gặp lỗi ngoài dự kiến; số liệu không bị thay đổi. Thử lại; nếu vẫn lỗi, báo mã [0-9a-f]{8}.",
        answer.text,
    )


def test_the_failure_is_one_line_of_the_log_with_its_number(caplog: pytest.LogCaptureFixture) -> None:
    async def failing(request: Request) -> Response:
        raise RuntimeError("mật khẩu\ntrong thông báo")

    app = Starlette(routes=[Route("/hong", failing)], middleware=MIDDLEWARE)
    number = ask(app, "/hong")[0].text[-9:-1]
    (record,) = [one for one in caplog.records if one.name == "ansinh"]
    assert number in record.getMessage()
    assert "\n" not in record.getMessage()
    assert "mật khẩu" not in record.getMessage()


def test_the_policy_names_nobody_else(served: Server) -> None:
    policy = get(served, "/").headers["content-security-policy"]
    host = served.url.removeprefix("http://")
    for rule in policy.split("; "):
        _name, *sources = rule.split(" ")
        for source in sources:
            hashed = re.fullmatch(r"'sha256-[A-Za-z0-9+/]{43}='", source)
            assert hashed or source in KEYWORDS | {f"ws://{host}", f"wss://{host}"}, source
    assert policy.count("unsafe-inline") == 1
    assert "style-src 'self' 'unsafe-inline'" in policy


@pytest.mark.parametrize("host", ["a; script-src *", "a b", "*", "[::1]:80", "a,b", "", "a:1:2", "\u00e9.vn"])
def test_a_host_cannot_write_into_the_policy(host: str) -> None:
    assert "ws:" not in content_policy(host)
    assert content_policy(host) == content_policy("")


def test_strict_transport_under_tls_alone(served: Server, published: Server) -> None:
    assert "strict-transport-security" not in get(served, "/").headers
    for path in ("/", "/_stcore/health"):
        assert get(published, path).headers["strict-transport-security"] == "max-age=31536000"
    assert "strict-transport-security" in get(published, "/", Host="rebind.example").headers
