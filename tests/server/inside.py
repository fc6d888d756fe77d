"""Requests to an ASGI app in this process, without a server."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import httpx
from starlette.types import ASGIApp


def ask(app: ASGIApp, *paths: str, **headers: str) -> list[httpx.Response]:
    """Answers in the order of the paths. On a thread of its own: Playwright keeps an event loop on the main one."""

    async def all_at_once() -> list[httpx.Response]:
        inside = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=inside, base_url="http://localhost") as client:
            return list(await asyncio.gather(*(client.get(path, headers=headers) for path in paths)))

    with ThreadPoolExecutor(1) as own:
        return own.submit(asyncio.run, all_at_once()).result()
