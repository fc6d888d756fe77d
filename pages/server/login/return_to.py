"""Where a login leads back to: a page of our own, never another site.

Belongs here: judging and writing such an address.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from pages.ui.session.actor import LOGIN

HOME = "/"
PARAMETER, OVER = "tiep", "het"
LONGEST = 6000


def own_path(text: str) -> str:
    """The address if it is a path of ours with its levers, else the first page. Browsers take a backslash for a slash and leave
    out control characters, so neither is let through."""
    if not text.startswith("/") or text.startswith("//") or len(text) > LONGEST:
        return HOME
    if "\\" in text or not text.isprintable() or " " in text:
        return HOME
    try:
        parts = urlsplit(text)
    except ValueError:
        return HOME
    return HOME if parts.scheme or parts.netloc or parts.path == LOGIN else text


def login_leading_to(path: str, *, over: bool = False) -> str:
    """The login page, which leads back to that path; `over`: it says that the session has ended."""
    back = own_path(path)
    asked = [f"{OVER}=1"] if over else []
    if back != HOME:
        asked.append(f"{PARAMETER}={quote(back, safe='')}")
    return LOGIN + (f"?{'&'.join(asked)}" if asked else "")
