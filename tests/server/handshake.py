"""A request written by hand, line by line: what no browser and no library would send."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

WEBSOCKET = (
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Protocol: streamlit",
)


def status(url: str, *lines: str, method: str = "GET", path: str = "/", version: str = "1.1") -> int:
    """The number of the answer to these header lines, Host included or not."""
    address = urlsplit(url)
    assert address.hostname
    assert address.port
    with socket.create_connection((address.hostname, address.port), timeout=30) as line:
        line.sendall("\r\n".join([f"{method} {path} HTTP/{version}", *lines, "", ""]).encode())
        first = line.makefile("rb").readline().decode()
    return int(first.split(" ")[1])


def websocket(url: str, *lines: str) -> int:
    """101 where the server takes the websocket of the app, else the status of its refusal."""
    return status(url, *lines, *WEBSOCKET, path="/_stcore/stream")
