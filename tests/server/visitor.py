"""A browser by hand: a cookie, a websocket held open, files put by address. Says what a browser may say, and what it
would not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, Self
from urllib.parse import urlsplit

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

XSRF = "_streamlit_xsrf"


class Visitor:
    """`token` is the value of the session's cookie, empty for nobody."""

    def __init__(self, url: str, token: str = "", *, cookie: str = "ansinh") -> None:
        self.url = url
        self.http = httpx.Client(base_url=url, timeout=60, trust_env=False)
        if token:
            self.take(token, cookie)
        self.number = ""
        self.line: ClientConnection | None = None
        self._opened = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.hang_up()
        self.http.close()

    @property
    def cookies(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())

    def take(self, token: str, cookie: str = "ansinh") -> None:
        """Have the cookie that somebody was given."""
        self.http.cookies.set(cookie, token, domain=urlsplit(self.url).hostname or "")

    def token(self) -> str:
        """The cookie's value now."""
        return self.http.cookies.get("ansinh") or ""

    # --- the websocket

    def connect(self, number: str = "", *, by_itself: bool = False) -> Self:
        """Open the line, as a reconnect under `number` where given, and run the page once; `number` is then Streamlit's
        own."""
        address = urlsplit(self.url)
        protocols = ["streamlit", *([self.xsrf(), number] if number else [])]
        opening = connect(
            f"ws://{address.netloc}/_stcore/stream",
            origin=Origin(self.url),
            subprotocols=[Subprotocol(one) for one in protocols],
            additional_headers={"Cookie": self.cookies},
            max_size=None,
            proxy=None,
            open_timeout=30,
        )
        self.line = self._opened.enter_context(opening)
        self.number = ""
        self.run(by_itself=by_itself)
        return self

    def run(self, page: str = "", *, by_itself: bool = False) -> list[ForwardMsg]:
        """Ask for a run and hear it to its end; what was heard until the line was cut, if it is."""
        assert self.line is not None
        asked = BackMsg()
        asked.rerun_script.page_name = page
        asked.rerun_script.is_auto_rerun = by_itself
        asked.rerun_script.context_info.url = f"{self.url}/{page}"
        asked.rerun_script.query_string = "btxh-muc-chuan=500000"
        heard: list[ForwardMsg] = []
        try:
            self.line.send(asked.SerializeToString())
            for message in self._messages():
                heard.append(message)
                if message.WhichOneof("type") == "new_session":
                    self.number = message.new_session.initialize.session_id
                if message.WhichOneof("type") == "script_finished":
                    break
        except ConnectionClosed:
            pass
        return heard

    @property
    def is_open(self) -> bool:
        return self.line is not None and self.line.close_code is None

    def hang_up(self) -> None:
        self._opened.close()
        self.line = None

    def _messages(self) -> Iterator[ForwardMsg]:
        while self.line is not None:
            data = self.line.recv(timeout=60)
            assert isinstance(data, bytes)
            yield ForwardMsg.FromString(data)

    # --- files

    def xsrf(self) -> str:
        if XSRF not in self.http.cookies:
            self.http.get("/_stcore/host-config")
            self.http.get("/_stcore/health")
        return self.http.cookies.get(XSRF) or ""

    def put(self, content: bytes | Iterator[bytes], number: str = "", *, method: str = "PUT", file: str = "f1") -> int:
        """Send a file into the page of that number, or one's own; the status. An iterator is sent in chunks of unknown
        length."""
        headers = {"x-xsrftoken": self.xsrf(), "origin": self.url}
        path = f"/_stcore/upload_file/{number or self.number}/{file}"
        body: dict[str, Any]
        if isinstance(content, bytes):
            body = {"files": {"file": ("so-lieu.csv", content, "text/csv")}}
        else:
            headers["content-type"] = "multipart/form-data; boundary=x"
            body = {"content": _framed(content)}
        try:
            return self.http.request(method, path, headers=headers, **body).status_code
        except httpx.TransportError:
            return 0


def _framed(chunks: Iterator[bytes]) -> Iterator[bytes]:
    yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n'
    yield from chunks
    yield b"\r\n--x--\r\n"


def texts(heard: list[ForwardMsg]) -> str:
    """All that messages say, as text."""
    return "\n".join(str(message) for message in heard)
