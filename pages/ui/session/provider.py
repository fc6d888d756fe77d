"""The office's own sign-on as [auth] of secrets.toml names it, and whether it can be reached."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlsplit

import httpx
import streamlit as st

from data.settings import Settings

CALLBACK = "/oauth2callback"
NAME = "default"
"""Keys may stand in [auth] itself or in [auth.default]."""
_NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
_SECONDS = 5

log = logging.getLogger("ansinh")


def is_configured() -> bool:
    """Whether the office has named a provider, completely."""
    section = _section()
    return bool(section) and not _unusable(section)


def origin() -> str | None:
    """Scheme, host and port to which the provider sends people back."""
    address = str(_auth().get("redirect_uri") or "").replace("{port}", str(st.get_option("server.port")))
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if address else None


def say_what_is_missing(settings: Settings) -> None:
    """One line in the log for an [auth] that cannot work, at the start: the login page just shows no button."""
    section = _section()
    if not section:
        return
    if unusable := _unusable(section):
        log.warning("single sign-on is off: [auth] of secrets.toml lacks a usable %s", ", ".join(unusable))
        return
    if settings.public_url and origin() != settings.public_url:
        log.warning("single sign-on will not come back: redirect_uri should be %s%s", settings.public_url, CALLBACK)


async def answers() -> bool:
    """Whether the provider's description can be read now. Asked beforehand: Streamlit's own route says a failure in two
    English words."""
    metadata = str(_section().get("server_metadata_url"))
    try:
        async with httpx.AsyncClient(timeout=_SECONDS) as client:
            answer = await client.get(metadata)
            return answer.status_code == 200 and "authorization_endpoint" in answer.json()
    except (httpx.HTTPError, httpx.InvalidURL, TypeError, ValueError) as error:
        log.warning("single sign-on: %s cannot be read: %s", metadata, type(error).__name__)
        return False


def _auth() -> dict[str, Any]:
    """[auth] as written; empty where secrets.toml is missing, cannot be read or has none."""
    section = st.secrets.to_dict().get("auth") if st.secrets.load_if_toml_exists() else None
    return section if isinstance(section, dict) else {}


def _section() -> dict[str, Any]:
    """With what [auth.default] says in place of it."""
    found = _auth()
    named = found.get(NAME)
    return {**found, **named} if isinstance(named, dict) else found


def _unusable(section: dict[str, Any]) -> list[str]:
    wrong = [name for name in _NEEDED if not section.get(name) or not isinstance(section[name], str)]
    return wrong or ([] if _is_callback(section["redirect_uri"]) else ["redirect_uri"])


def _is_callback(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and parts.path == CALLBACK
