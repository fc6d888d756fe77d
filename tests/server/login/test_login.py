"""Login by form on the wire: cookie, ways back, what is refused; without a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from pathlib import Path

import httpx
import pytest

from data.accounts.accounts import invite
from models.access.roles import Grant, Operator, Role
from pages.server.login.cookies import login_leading_to, own_path
from tests.bench.server import Server
from tests.server.staff import database_in
from tests.server.visitor import Visitor

PASSWORD = "sông Đáy mùa nước nổi"
SETUP = re.compile(r"http://localhost:(\d+)/thiet-lap\?ma=([A-Za-z0-9_-]{43})")


@pytest.fixture
def server(folder: Path) -> Iterator[Server]:
    """A fresh installation, whose log shows every request."""
    with Server(env={"ANSINH_DATA_DIR": str(folder)}, flags=("--log-level", "info", "--access-log")) as started:
        yield started


def post(visitor: Visitor, path: str, **fields: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in fields.items()}
    return visitor.http.post(path, data=named, headers={"origin": visitor.url})


def setup_token(server: Server) -> str:
    found = SETUP.search(server.log_tail(100_000))
    assert found is not None
    assert int(found[1]) == server.port
    return found[2]


def set_up(server: Server, visitor: Visitor) -> httpx.Response:
    return post(
        visitor,
        "/thiet-lap",
        ma=setup_token(server),
        ten="lan",
        ho_ten="Nguyễn Thị Lan",
        mat_khau_moi=PASSWORD,
        mat_khau_lai=PASSWORD,
    )


def test_from_the_printed_link_to_a_changed_password(server: Server, folder: Path) -> None:
    with Visitor(server.url) as visitor, Visitor(server.url) as other:
        assert "Chưa có tài khoản nào" in visitor.http.get("/dang-nhap").text
        assert post(visitor, "/dang-nhap", ten="admin", mat_khau="admin").status_code == 422
        token = setup_token(server)
        shown = visitor.http.get(f"/thiet-lap?ma={token}")
        assert shown.status_code == 200
        assert "Tạo tài khoản đầu tiên" in shown.text
        assert shown.headers["referrer-policy"] == "strict-origin"
        assert shown.headers["cache-control"] == "no-store"
        wrong = post(
            visitor, "/thiet-lap", ma=token, ten="lan", ho_ten="Lan <b>", mat_khau_moi=PASSWORD, mat_khau_lai="x"
        )
        assert wrong.status_code == 422
        assert "Hai lần nhập mật khẩu mới không giống nhau" in wrong.text
        assert 'value="lan"' in wrong.text
        assert "<b>" not in wrong.text
        assert PASSWORD not in unescape(wrong.text)
        done = set_up(server, visitor)
        assert (done.status_code, done.headers["location"]) == (303, "/")
        first = visitor.token()
        assert visitor.http.get(f"/thiet-lap?ma={token}").status_code == 410
        assert visitor.connect().number

        # S5: a new value at each login, and the old session is over.
        flags = done.headers["set-cookie"].lower()
        assert "httponly" in flags
        assert "samesite=lax" in flags
        assert "path=/" in flags
        assert "secure" not in flags
        assert "max-age" not in flags
        again = post(visitor, "/dang-nhap", ten="LAN", mat_khau=PASSWORD, tiep="/ban-do?a=1")
        assert (again.status_code, again.headers["location"]) == (303, "/ban-do?a=1")
        assert re.fullmatch(r"[A-Za-z0-9_-]{43}", visitor.token())
        assert visitor.token() != first
        assert visitor.http.get("/dang-nhap?tiep=/ban-do").headers["location"] == "/ban-do"
        other.take(first)
        assert other.http.get("/mat-khau").headers["location"] == "/dang-nhap?tiep=%2Fmat-khau"

        refused = post(
            visitor, "/mat-khau", mat_khau_cu="sai", mat_khau_moi="một cụm khác", mat_khau_lai="một cụm khác"
        )
        assert (refused.status_code, "Mật khẩu hiện tại không đúng" in refused.text) == (422, True)
        weak = post(visitor, "/mat-khau", mat_khau_cu=PASSWORD, mat_khau_moi="password", mat_khau_lai="password")
        assert (weak.status_code, "quá phổ biến" in weak.text) == (422, True)
        changed = post(
            visitor, "/mat-khau", mat_khau_cu=PASSWORD, mat_khau_moi="một cụm khác", mat_khau_lai="một cụm khác"
        )
        assert "Đã đổi mật khẩu" in changed.text
        assert post(visitor, "/dang-xuat").headers["location"] == "/dang-nhap"
        assert visitor.http.get("/mat-khau").status_code == 303
        assert post(visitor, "/dang-nhap", ten="lan", mat_khau=PASSWORD).status_code == 422
        assert post(visitor, "/dang-nhap", ten="lan", mat_khau="một cụm khác").status_code == 303

        # Somebody invited.
        with database_in(folder) as database:
            link = invite(database, "hoa", "Hoa <script>", [Grant(Role.VIEWER)], actor=Operator("kiểm thử"))
        shown = other.http.get(f"/dat-mat-khau?ma={link}")
        assert "Hoa &lt;script&gt;" in shown.text
        assert 'value="hoa" readonly' in shown.text
        set_password = post(other, "/dat-mat-khau", ma=link, mat_khau_moi=PASSWORD, mat_khau_lai=PASSWORD)
        assert set_password.status_code == 303
        assert other.http.get("/mat-khau").status_code == 200
        assert other.http.get(f"/dat-mat-khau?ma={link}").status_code == 410

        log = server.log_tail(10**7)
        printed = log.replace(f"?ma={token}", "", 1)
        secrets = (token, link, first, visitor.token(), other.token(), "một cụm khác", PASSWORD, "m%E1%BB%99t")
        assert [secret for secret in secrets if secret in printed] == []
        assert "GET /thiet-lap?ma=***" in log
        assert "Traceback" not in log


def test_strange_forms_are_refused(served: Server) -> None:
    with Visitor(served.url) as visitor:
        own = {"origin": served.url, "content-type": "application/x-www-form-urlencoded"}
        for path in ("/dang-nhap", "/thiet-lap", "/dat-mat-khau"):
            assert visitor.http.post(path, content=b"ten=" + b"a" * 2**20, headers=own).status_code == 413
            chunks = (b"a" * 1024 for _chunk in range(1024))
            with suppress(httpx.TransportError):  # the answer may come before the form has been sent
                assert visitor.http.post(path, content=chunks, headers=own).status_code == 413
            assert visitor.http.post(path, files={"a": b"a"}, headers={"origin": served.url}).status_code == 413
            assert visitor.http.post(path, content=b"ten=%ff\xff", headers=own).status_code == 413
            assert visitor.http.post(path, content=b"a=1&" * 100, headers=own).status_code == 413
        assert visitor.http.post("/dang-nhap", data={}, headers={"origin": "https://evil.example"}).status_code == 403
        assert '<form method="post" action="/dang-xuat">' in visitor.http.get("/dang-xuat").text
        assert visitor.http.get("/thiet-lap").status_code == 410
        assert visitor.http.get("/dat-mat-khau?ma=x").status_code == 410


def test_under_tls_the_cookie_is_the_hosts_own(folder: Path) -> None:
    """Behind a proxy that ends TLS: by the office's address, or by what a trusted proxy says."""
    for env, headers, secure in (
        (
            {"ANSINH_PUBLIC_URL": "https://ansinh.example.vn"},
            {"host": "ansinh.example.vn", "origin": "https://ansinh.example.vn"},
            True,
        ),
        ({}, {"x-forwarded-proto": "https"}, True),
        ({"ANSINH_PUBLIC_URL": "http://ansinh.example.vn"}, {"x-forwarded-proto": "https"}, False),
    ):
        with (
            Server(env={"ANSINH_DATA_DIR": str(folder), **env}) as server,
            httpx.Client(base_url=server.url, trust_env=False) as client,
        ):
            with database_in(folder) as database:
                login = f"nguoi{len(env)}{len(headers)}{secure}".lower()
                link = invite(database, login, "An", [Grant(Role.VIEWER)], actor=Operator("kiểm thử"))
            form = {"ma": link, "mat-khau-moi": PASSWORD, "mat-khau-lai": PASSWORD}
            answer = client.post("/dat-mat-khau", data=form, headers=headers)
            assert answer.status_code == 303
            cookie = answer.headers["set-cookie"]
            name, _equals, rest = cookie.partition("=")
            flags = {part.strip().lower() for part in rest.split(";")[1:]}
            assert name == ("__Host-ansinh" if secure else "ansinh")
            assert flags == {"httponly", "path=/", "samesite=lax"} | ({"secure"} if secure else set())
            token = rest.split(";")[0]
            if env.get("ANSINH_PUBLIC_URL", "").startswith("https"):
                for sent, status in ((name, 200), ("ansinh", 303)):
                    got = client.get("/mat-khau", headers={**headers, "cookie": f"{sent}={token}"})
                    assert got.status_code == status, "a cookie that anybody on the line could set is none"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/a b",
        "/dang-nhap",
        "/dang-nhap?tiep=/",
        "/" + "a" * 7000,
        "/\x00",
    ],
)
def test_a_way_back_leads_to_no_other_site(text: str) -> None:
    assert own_path(text) == "/"


@pytest.mark.parametrize("text", ["/", "/ban-do?a=1&b=%C4%91", "/bao-tro-xa-hoi?btxh-muc-chuan=500000", "/a//b"])
def test_a_way_back_keeps_the_levers(text: str) -> None:
    assert own_path(text) == text
    assert httpx.URL(f"http://x{login_leading_to(text)}").params.get("tiep", "/") == text
