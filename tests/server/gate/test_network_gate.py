"""The gate at the door: only this machine comes in, until an operator opens it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from data.settings import Settings, read_settings
from pages.server.gate.network import NetworkGate, NetworkRefusedError, is_local, refuse_open_start


async def inner(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "inner"})


def answer(scope: dict[str, Any]) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        raise AssertionError("the gate reads nothing")

    # On a thread of its own: Playwright keeps an event loop running on the main one for the whole session.
    with ThreadPoolExecutor(1) as own:
        own.submit(asyncio.run, NetworkGate(inner)(scope, receive, send)).result()  # type: ignore[arg-type]
    return sent


def settings(**environment: str) -> Settings:
    return read_settings(environment)


@pytest.fixture(autouse=True)
def _closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ANSINH_ALLOW_NETWORK", raising=False)
    monkeypatch.delenv("UVICORN_HOST", raising=False)


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.10", "::1"])
def test_this_machine_comes_in(kind: str, host: str) -> None:
    assert answer({"type": kind, "client": (host, 40_000)}) == [{"type": "inner"}]


@pytest.mark.parametrize("host", ["192.168.1.20", "10.0.0.1", "8.8.8.8", "fe80::1", "::ffff:192.168.1.20", "0.0.0.0"])
def test_another_machine_is_told_so_in_vietnamese(host: str) -> None:
    start, body = answer({"type": "http", "client": (host, 40_000)})
    assert start["status"] == 403
    assert (b"content-type", b"text/plain; charset=utf-8") in start["headers"]
    assert body["body"].decode() == "Phần mềm chỉ mở trên máy cài đặt."


def test_a_websocket_from_another_machine_is_closed() -> None:
    assert answer({"type": "websocket", "client": ("192.168.1.20", 1)}) == [{"type": "websocket.close", "code": 1008}]


def test_what_has_no_address_comes_from_this_machine() -> None:
    assert answer({"type": "http", "client": None}) == [{"type": "inner"}]
    assert answer({"type": "http"}) == [{"type": "inner"}]
    assert answer({"type": "lifespan"}) == [{"type": "inner"}]
    assert is_local("testclient")


def test_a_header_cannot_pretend_to_be_this_machine() -> None:
    headers = [(b"x-forwarded-for", b"127.0.0.1"), (b"host", b"localhost")]
    assert answer({"type": "http", "client": ("192.168.1.20", 1), "headers": headers})[0]["status"] == 403


def test_the_operator_can_open_the_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANSINH_ALLOW_NETWORK", "1")
    assert answer({"type": "http", "client": ("192.168.1.20", 1)}) == [{"type": "inner"}]


@pytest.mark.parametrize(
    "arguments",
    [
        ["uvicorn", "app:app", "--host", "0.0.0.0"],
        ["uvicorn", "app:app", "--host=0.0.0.0"],
        ["uvicorn", "app:app", "--host", "::"],
        ["uvicorn", "app:app", "--host", "may-chu.tinh.local"],
        ["streamlit", "run", "app.py", "--server.address", "192.168.1.5"],
        ["streamlit", "run", "app.py", "--server.address=0.0.0.0"],
    ],
)
def test_an_open_address_is_seen_on_the_command_line(arguments: list[str]) -> None:
    with pytest.raises(NetworkRefusedError, match="ANSINH_ALLOW_NETWORK=1"):
        refuse_open_start(settings(), arguments)
    refuse_open_start(settings(ANSINH_ALLOW_NETWORK="1"), arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        ["uvicorn", "app:app"],
        ["uvicorn", "app:app", "--host", "127.0.0.1"],
        ["uvicorn", "app:app", "--host=localhost"],
        ["uvicorn", "app:app", "--uds", "/run/ansinh.sock"],
        ["streamlit", "run", "app.py", "--server.address", "::1"],
    ],
)
def test_this_machine_s_addresses_are_let_through(arguments: list[str]) -> None:
    refuse_open_start(settings(), arguments)


def test_an_open_address_in_the_environment_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UVICORN_HOST", "0.0.0.0")
    with pytest.raises(NetworkRefusedError, match=r"0\.0\.0\.0"):
        refuse_open_start(settings(), ["uvicorn", "app:app"])
