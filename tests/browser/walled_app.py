"""The app in a process that may reach no other machine and writes down whoever tries."""

import os
import socket
import sys
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path

_TRIES = Path(os.environ["ANSINH_TEST_TRIES"])


def _outside(host: object) -> bool:
    if not isinstance(host, str) or host in ("", "localhost"):
        return False
    try:
        return not ip_address(host).is_loopback
    except ValueError:
        return True


def _wall(event: str, arguments: tuple[object, ...]) -> None:
    """A name that is looked up, a line that is opened, a packet that is sent; a Unix socket's address is no tuple."""
    if event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
    else:
        return
    if _outside(host):
        with _TRIES.open("a", encoding="utf-8") as file:
            file.write(f"{event} {host}\n")
        raise PermissionError(f"{event} {host}")


sys.addaudithook(_wall)
for _own_try in (lambda: socket.getaddrinfo("example.org", 80), lambda: socket.socket().connect(("192.0.2.1", 9))):
    with suppress(PermissionError):
        _own_try()

from app import app  # noqa: E402

__all__ = ["app"]
