"""Single sign-on on the wire: the app as a process of its own, a provider of this machine, a browser by hand."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import itsdangerous
import pytest
import sqlalchemy as sa

from data.accounts import accounts
from data.accounts.login import sign_out
from data.accounts.sessions import ABSOLUTE, IDLE, session_of, who
from data.engine import Database
from models.access.roles import Grant, Operator, Role
from tests.bench.server import Server
from tests.server.local_provider import CLIENT, CLIENT_SECRET, LocalProvider
from tests.server.staff import SESSION, database_in, grow_old, idle_out
from tests.server.visitor import Visitor

OFFICE = Operator("kiểm thử")
SECRET = "c" * 64
BACK = "/bao-tro-xa-hoi?btxh-muc-chuan=500000&ten=Ph%E1%BB%A7%20L%C3%BD"
START, DONE = "/dang-nhap/co-quan", "/dang-nhap/co-quan/xong"
WORDS = "Đăng nhập bằng tài khoản cơ quan"


class OfficeServer(Server):
    """With a secrets.toml in its user's home that names the provider; `at` is whose address people come back to, its
    own unless another's."""

    def __init__(self, provider: LocalProvider, folder: Path, at: str = "") -> None:
        flags = ("--log-level", "info", "--access-log")
        super().__init__(
            flags=flags, env={"ANSINH_DATA_DIR": str(folder), "ANSINH_REQUIRE_LOGIN": "1", "NO_PROXY": "127.0.0.1"}
        )
        self.provider, self.at = provider, at

    def environment(self) -> dict[str, str]:
        file = self.home / ".streamlit" / "secrets.toml"
        file.parent.mkdir()
        file.write_text(
            f'[auth]\nredirect_uri = "{self.at or self.url}/oauth2callback"\ncookie_secret = "{SECRET}"\nclient_id = '
            f'"{CLIENT}"\n'
            f'client_secret = "{CLIENT_SECRET}"\nserver_metadata_url = "{self.provider.metadata}"\n',
            encoding="utf-8",
        )
        return super().environment() | {"HOME": str(self.home)}


@pytest.fixture(scope="module")
def running() -> Iterator[LocalProvider]:
    with LocalProvider() as provider:
        yield provider


@pytest.fixture
def provider(running: LocalProvider) -> LocalProvider:
    running.be_honest()
    return running


@pytest.fixture(scope="module")
def home(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    (folder / "app.db").write_bytes(seeded.read_bytes())
    with database_in(folder) as database:  # somebody who stays: the last admin is never shut out
        accounts.invite(database, "quan.tri", "Quản trị", [Grant(Role.ADMIN)], actor=OFFICE)
    return folder


@pytest.fixture(scope="module")
def server(running: LocalProvider, home: Path) -> Iterator[Server]:
    with OfficeServer(running, home) as started:
        yield started
        log = started.log_tail(1_000_000)
        assert "/oauth2callback" in log
        for never in ("Traceback", "@tinh.vn", CLIENT_SECRET, SECRET, "Bearer", "code="):
            assert never not in log


def enrol(folder: Path, login: str, *, issuer: str = "", subject: str = "", role: Role = Role.UPLOADER) -> int:
    with database_in(folder) as database:
        accounts.invite(database, login, login.title(), [Grant(role)], actor=OFFICE)
        account_id = next(line.id for line in accounts.listed(database) if line.login == login)
        if subject:
            accounts.bind_identity(database, account_id, issuer, subject, actor=OFFICE)
    return account_id


def go(visitor: Visitor, path: str) -> httpx.Response:
    """Follow every redirect, as a browser does, to the provider and back."""
    return visitor.http.get(path, follow_redirects=True)


def signed_in_as(visitor: Visitor, folder: Path) -> str:
    with database_in(folder) as database:
        person = who(database, session_of(visitor.token()))
    return person.login if person is not None else ""


def last_event(folder: Path) -> tuple[str, str, dict[str, str]]:
    with database_in(folder) as database, database.reading() as connection:
        row = connection.execute(
            sa.text("SELECT actor, action, detail FROM audit_event ORDER BY sequence DESC LIMIT 1")
        ).one()
    return row.actor, row.action, json.loads(row.detail)


def bring(visitor: Visitor, **cookies: str) -> None:
    for name, value in cookies.items():
        visitor.http.cookies.set(name, value, "127.0.0.1", "/")


def streamlits(visitor: Visitor) -> list[str]:
    return [name for name in visitor.http.cookies if name.startswith(("_streamlit_user", "ansinh-co-quan"))]


def refused(visitor: Visitor, folder: Path, answer: httpx.Response, *words: str) -> None:
    """A calm page of ours, nobody signed in, nothing left in the browser."""
    assert answer.status_code == 403
    assert urlsplit(str(answer.url)).path == DONE
    assert answer.headers["content-security-policy"]
    for one in words:
        assert one in answer.text
    assert streamlits(visitor) == []
    assert signed_in_as(visitor, folder) == ""
    assert visitor.http.get("/cap-nhat-so-lieu").status_code == 303


def test_without_a_provider_there_is_no_button_and_no_way(served: Server) -> None:
    with Visitor(served.url) as visitor:
        assert WORDS not in visitor.http.get("/dang-nhap").text
        for path in (START, DONE):
            assert visitor.http.get(path).headers["location"] == "/dang-nhap"
        visitor.http.cookies.set("_streamlit_user", "x")
        visitor.http.cookies.set("ansinh-co-quan", "x")
        assert visitor.http.get("/").status_code == 200


def test_a_bound_account_gets_in_and_back_to_its_levers(server: Server, home: Path, provider: LocalProvider) -> None:
    enrol(home, "hoa", issuer=provider.issuer, subject="0123")
    provider.claims = {"sub": "0123", "email": "hoa@tinh.vn"}
    with Visitor(server.url) as visitor:
        shown = visitor.http.get(f"/dang-nhap?tiep={quote(BACK, safe='')}").text
        way = f"{START}?tiep={quote(BACK, safe='')}"
        assert f'<a href="{way}">{WORDS}</a>' in shown
        began = visitor.http.get(way)
        assert began.headers["location"].startswith("/auth/login?provider=")
        kept = began.headers["set-cookie"].lower()
        assert "httponly" in kept
        assert "samesite=lax" in kept
        answer = go(visitor, began.headers["location"])
        assert answer.status_code == 200
        assert str(answer.url) == server.url + BACK
        given = next(
            one.headers["set-cookie"].lower()
            for one in answer.history
            if "ansinh=" in one.headers.get("set-cookie", "")
        )
        assert "httponly" in given
        assert "samesite=lax" in given
        assert len(visitor.token()) == 43
        assert streamlits(visitor) == []
        assert last_event(home) == ("Hoa (hoa)", "login", {"address": "127.0.0.1", "by": "oidc"})
        with database_in(home) as database, database.reading() as connection:
            row = connection.execute(sa.select(SESSION).where(SESSION.c.id == session_of(visitor.token()))).one()
        assert row.idle_until - row.created_at == IDLE
        assert row.expires_at - row.created_at == ABSOLUTE
        # Uploads and the line work as ever: Streamlit's checks that [auth] forces on are the ones that are on anyway.
        assert visitor.connect().number
        assert visitor.put(b"a,b\n1,2\n") == 204
        # Whoever is in already is led on, without asking the provider; another site is never where it leads.
        asked = provider.asked
        assert visitor.http.get(f"{START}?tiep=//ke-xau.example").headers["location"] == "/"
        assert provider.asked == asked


def test_a_provider_that_says_much_is_heard_out(server: Server, home: Path, provider: LocalProvider) -> None:
    """Its answer then takes several cookies; all of them go."""
    enrol(home, "dong", issuer=provider.issuer, subject="dong")
    provider.claims = {"sub": "dong", "groups": [secrets.token_hex(12) for _group in range(400)]}
    with Visitor(server.url) as visitor:
        assert len([name for name in answered_only(visitor) if name.startswith("_streamlit_user")]) > 4
        go(visitor, "/")
        assert signed_in_as(visitor, home) == "dong"
        assert streamlits(visitor) == []


def test_an_unknown_person_is_told_what_to_hand_to_the_admin(
    server: Server, home: Path, provider: LocalProvider
) -> None:
    provider.claims = {"sub": "<script>alert(1)</script>", "email": "la@tinh.vn", "email_verified": True}
    with Visitor(server.url) as visitor:
        answer = go(visitor, START)
        refused(
            visitor, home, answer, "chưa gắn với tài khoản", "la@tinh.vn", provider.issuer, "&lt;script&gt;alert(1)"
        )
        assert "<script" not in answer.text
    assert last_event(home) == ("?", "login_failed", {"address": "127.0.0.1", "by": "oidc"})


def test_a_verified_address_binds_at_first_use_and_never_again(
    server: Server, home: Path, provider: LocalProvider
) -> None:
    enrol(home, "binh@tinh.vn")
    for verified in (None, False, "true", 1):
        provider.claims = {"sub": "b-1", "email": "binh@tinh.vn", "email_verified": verified}
        with Visitor(server.url) as visitor:
            refused(visitor, home, go(visitor, START), "b-1")
    provider.claims["email_verified"] = True
    with Visitor(server.url) as visitor:
        assert go(visitor, f"{START}?tiep=/cap-nhat-so-lieu").url.path == "/cap-nhat-so-lieu"
        assert signed_in_as(visitor, home) == "binh@tinh.vn"
    with database_in(home) as database, database.reading() as connection:
        bound = connection.execute(
            sa.text("SELECT actor, detail FROM audit_event WHERE action = 'identity_bound' AND detail LIKE '%binh%'")
        )
        assert [(row.actor, json.loads(row.detail)) for row in bound] == [
            ("Binh@Tinh.Vn (binh@tinh.vn)", {"account": "binh@tinh.vn", "by": "oidc"})
        ]
    provider.claims = {"sub": "b-1", "email": "doi-ten@tinh.vn"}
    with Visitor(server.url) as visitor:
        go(visitor, START)
        assert signed_in_as(visitor, home) == "binh@tinh.vn"
    provider.claims = {"sub": "b-2", "email": "binh@tinh.vn", "email_verified": True}
    with Visitor(server.url) as visitor:
        refused(visitor, home, go(visitor, START), "b-2")


def test_a_shut_account_stays_out(server: Server, home: Path, provider: LocalProvider) -> None:
    shut = enrol(home, "nghi", issuer=provider.issuer, subject="nghi")
    with database_in(home) as database:
        accounts.set_disabled(database, shut, True, actor=OFFICE)
    provider.claims = {"sub": "nghi"}
    with Visitor(server.url) as visitor:
        refused(visitor, home, go(visitor, START), "đã ngừng sử dụng")
    assert last_event(home)[:2] == ("nghi", "login_failed")


LIES: dict[str, Callable[[LocalProvider], object]] = {
    "denied": lambda provider: setattr(provider, "error", "access_denied"),
    "state": lambda provider: setattr(provider, "state", "khac"),
    "nonce": lambda provider: provider.wrong.update(nonce="khac"),
    "issuer": lambda provider: provider.wrong.update(iss="http://khac.example"),
    "audience": lambda provider: provider.wrong.update(aud="khac"),
    "expired": lambda provider: provider.wrong.update(exp=int(time.time()) - 3600),
    "key": lambda provider: setattr(provider, "forged", True),
}


@pytest.mark.parametrize("lie", LIES)
def test_an_answer_that_does_not_hold_is_refused(server: Server, home: Path, provider: LocalProvider, lie: str) -> None:
    enrol(home, f"that.{lie}", issuer=provider.issuer, subject=f"that-{lie}")
    provider.claims = {"sub": f"that-{lie}"}
    LIES[lie](provider)
    with Visitor(server.url) as visitor:
        refused(visitor, home, go(visitor, START), "Đăng nhập chưa hoàn tất")
        provider.wrong, provider.error, provider.state, provider.forged = {}, "", "", False
        go(visitor, START)
        assert signed_in_as(visitor, home) == f"that.{lie}"


def answered_only(visitor: Visitor) -> dict[str, str]:
    """As far as Streamlit's callback: the cookies of a browser that has not been to the last door yet."""
    answer = visitor.http.get(START)
    while urlsplit(answer.headers["location"]).path != "/":
        answer = visitor.http.get(answer.headers["location"])
    return dict(visitor.http.cookies)


def test_the_cookie_of_thirty_days_opens_nothing_by_itself(
    server: Server, home: Path, provider: LocalProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrol(home, "cuc", issuer=provider.issuer, subject="cuc")
    provider.claims = {"sub": "cuc"}
    with Visitor(server.url) as visitor:
        kept = answered_only(visitor)
        assert {"_streamlit_user", "ansinh-co-quan"} <= kept.keys()
        assert visitor.http.get("/cap-nhat-so-lieu").status_code == 303
    with Visitor(server.url) as elsewhere:  # copied to a browser that did not begin here
        bring(elsewhere, _streamlit_user=kept["_streamlit_user"])
        refused(elsewhere, home, go(elsewhere, "/"), "Đăng nhập chưa hoàn tất")
    begun = {"ansinh-co-quan": kept["ansinh-co-quan"]}
    claims = itsdangerous.URLSafeTimedSerializer(SECRET, salt="_streamlit_user").loads(kept["_streamlit_user"])
    for seconds, stays_out in ((180, True), (60, False)):
        with monkeypatch.context() as past:
            past.setattr(
                itsdangerous.TimestampSigner, "get_timestamp", lambda signer, ago=seconds: int(time.time()) - ago
            )
            signed = itsdangerous.URLSafeTimedSerializer(SECRET, salt="_streamlit_user").dumps(claims)
        with Visitor(server.url) as later:
            bring(later, _streamlit_user=signed, **begun)
            answer = go(later, "/")
            assert (answer.status_code == 403) is stays_out
            assert bool(signed_in_as(later, home)) is not stays_out
    with Visitor(server.url) as forger:
        forged = itsdangerous.URLSafeTimedSerializer("x" * 64, salt="_streamlit_user").dumps(claims)
        bring(forger, _streamlit_user=forged, **begun)
        refused(forger, home, go(forger, "/"), "Đăng nhập chưa hoàn tất")


ENDINGS: dict[str, Callable[[Database, Path, str, int], object]] = {
    "signed out": lambda database, folder, token, account: sign_out(database, session_of(token)),
    "disabled": lambda database, folder, token, account: accounts.set_disabled(database, account, True, actor=OFFICE),
    "unbound": lambda database, folder, token, account: accounts.bind_identity(database, account, "", "", actor=OFFICE),
    "idle": lambda database, folder, token, account: idle_out(folder, token),
    "twelve hours": lambda database, folder, token, account: grow_old(folder, token),
}


@pytest.mark.parametrize("way", ENDINGS)
def test_its_session_ends_as_any_other(server: Server, home: Path, provider: LocalProvider, way: str) -> None:
    """S6: the open line within five seconds, the next request at once; what Streamlit has kept does not bring it
    back."""
    login = way.replace(" ", ".")
    account = enrol(home, login, issuer=provider.issuer, subject=login)
    provider.claims = {"sub": login}
    with Visitor(server.url) as visitor, database_in(home) as database:
        go(visitor, START)
        visitor.connect()
        assert visitor.line is not None
        assert visitor.line.close_code is None
        ENDINGS[way](database, home, visitor.token(), account)
        began = time.monotonic()
        while visitor.line.close_code is None and time.monotonic() - began < 15:
            time.sleep(0.25)
            visitor.run(by_itself=True)
        assert time.monotonic() - began < 5
        assert visitor.line.close_code == 1008
        answer = go(visitor, "/")
        assert answer.url.path == "/dang-nhap"
        by_hand = way not in ("idle", "twelve hours")
        assert ("vẫn đăng nhập ở hệ thống cơ quan" in answer.text) is by_hand


def test_a_provider_that_does_not_answer_is_said_calmly(server: Server, home: Path, provider: LocalProvider) -> None:
    provider.is_down = True
    with Visitor(server.url) as visitor:
        answer = go(visitor, START)
        assert answer.status_code == 503
        assert "Không liên lạc được với hệ thống đăng nhập của cơ quan" in answer.text
        assert streamlits(visitor) == []


@pytest.mark.parametrize("levers", [60, 400])
def test_a_long_address_comes_back_whole_and_too_long_a_one_as_its_page(
    server: Server, home: Path, provider: LocalProvider, levers: int
) -> None:
    enrol(home, f"dai{levers}", issuer=provider.issuer, subject=f"dai{levers}")
    provider.claims = {"sub": f"dai{levers}"}
    moment = datetime.now(UTC) - timedelta(days=levers)
    back = "/bao-tro-xa-hoi?" + "&".join(f"btxh-{n}={abs(hash((moment, n))) % 10**10}" for n in range(levers))
    with Visitor(server.url) as visitor:
        answer = go(visitor, f"{START}?tiep={quote(back[:5900], safe='')}")
        assert answer.url.path == "/bao-tro-xa-hoi"
        assert (str(answer.url) == server.url + back) is (levers == 60)


@pytest.mark.long
def test_it_may_begin_at_one_process_and_end_at_another(server: Server, home: Path, provider: LocalProvider) -> None:
    enrol(home, "hai.may", issuer=provider.issuer, subject="hai")
    provider.claims = {"sub": "hai"}
    with OfficeServer(provider, home, at=server.url) as other, Visitor(other.url) as visitor:
        answer = go(visitor, f"{START}?tiep=/cap-nhat-so-lieu")
        assert str(answer.url) == f"{server.url}/cap-nhat-so-lieu"
        assert signed_in_as(visitor, home) == "hai.may"
