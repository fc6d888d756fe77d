"""Access to all that Streamlit serves, by account.

Reading is open or closed by ANSINH_REQUIRE_LOGIN; uploads always need the right to send files; metrics always need an
administrator; a file generated for one session is served to that session only.
"""

from __future__ import annotations

from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from data.accounts.sessions import Ended
from data.errors import DatabaseUnavailableError
from data.locale import _
from data.settings import read_settings
from models.access.roles import Role, SignedIn
from pages.server.gate.open_line import POLICY_VIOLATION, OpenLine, farewell
from pages.server.gate.sessions import IssuedIds, SessionWatch
from pages.server.gate.uploads import READING, UPLOAD_PATH, UploadGate
from pages.server.login import cookies, single_sign_on
from pages.server.login.cookies import login_leading_to, session_in
from pages.server.login.forms import STYLE
from pages.server.login.login_page import LOGOUT
from pages.server.login.password_pages import SET as SET_PASSWORD, SETUP
from pages.ui.frame.page_frame import PASSWORD as CHANGE
from pages.ui.session.actor import LOGIN

OPEN = frozenset(
    {
        LOGIN,
        LOGOUT,
        SETUP,
        SET_PASSWORD,
        CHANGE,
        STYLE,
        "/ready",
        "/_stcore/health",
        "/_stcore/host-config",
        "/favicon.png",
    }
)
OPEN_FOLDERS = ("/static/",)
PARTS = ("/_stcore/", "/media/", "/component/", "/ranh-gioi/")
"""Paths that pages fetch: refused with a status code, where the address of a page leads to the login."""
METRICS, MEDIA = "/_stcore/metrics", "/media/"
TRY_AGAIN_LATER = 1013


class SessionGate:
    """Pure ASGI middleware, so that it sees websockets and bodies as they arrive."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._watch, self._issued = SessionWatch(), IssuedIds()
        self._uploads = UploadGate(self._issued)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        elif scope["type"] == "http":
            await self._request(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        session, must = session_in(scope), read_settings().require_login
        try:
            if await self._watch.person(session) is None:
                ended = await self._watch.ended(session) if must else None
                if ended is not None:
                    await farewell(receive, send, over=ended is Ended.BY_TIME)
                    return
                session = ""
        except DatabaseUnavailableError:
            if must:
                await send({"type": "websocket.close", "code": TRY_AGAIN_LATER})
                return
        if must and not session:
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
            return
        await OpenLine(self._watch, self._issued, session, must).run(self.app, scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        path, session = scope["path"], session_in(scope)
        if path in (SETUP, SET_PASSWORD):
            cookies.hide(scope)
        scope = single_sign_on.unlogged(scope)
        if single_sign_on.has_come_back(scope):
            await RedirectResponse(single_sign_on.DONE, 303, headers={"cache-control": "no-store"})(
                scope, receive, send
            )
            return
        uploads = UPLOAD_PATH.search(path) is not None and scope["method"] not in READING
        closed = read_settings().require_login and path not in OPEN and not path.startswith(OPEN_FOLDERS)
        closed = closed and not single_sign_on.is_open(path)
        if not (uploads or closed or METRICS in path or _is_made(path)):
            await self.app(scope, receive, send)
            return
        try:
            person = await self._watch.person(session, fresh=uploads)
        except DatabaseUnavailableError as error:
            await _plain(503, str(error))(scope, receive, send)
            return
        if uploads:
            await self._uploads.run(self.app, scope, receive, send, session, person)
            return
        refusal = self._refusal(scope, session, person, closed)
        await (refusal or self.app)(scope, receive, send)

    def _refusal(self, scope: Scope, session: str, person: SignedIn | None, closed: bool) -> Response | None:
        path = scope["path"]
        if person is None and closed:
            if scope["method"] in READING and not any(part in path for part in PARTS):
                query = scope.get("query_string", b"").decode("latin-1")
                raw = scope.get("raw_path", path.encode()).decode("latin-1").partition("?")[0]
                address = login_leading_to(raw + (f"?{query}" if query else ""))
                return RedirectResponse(address, 303, headers={"cache-control": "no-store"})
            return _plain(401, _("Cần đăng nhập."))
        if METRICS in path:
            if person is None:
                return _plain(401, _("Cần đăng nhập."))
            if Role.ADMIN not in person.rights.roles:
                return _plain(403, _("Chỉ dành cho người quản trị."))
        if _is_made(path) and not self._issued.may_fetch(path.rpartition(MEDIA)[2], session if person else ""):
            return _plain(404, _("Tệp này không còn, hoặc được làm cho phiên khác. Mở lại trang rồi tải."))
        return None


def _is_made(path: str) -> bool:
    """Whether the path is a generated file; the fonts of the application are in /static/media/."""
    return MEDIA in path and not path.startswith(OPEN_FOLDERS)


def _plain(status: int, words: str) -> Response:
    return PlainTextResponse(words, status, headers={"cache-control": "no-store"})
