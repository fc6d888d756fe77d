"""Looking at an earlier version: every page computes on it, says so, and can be told to return."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import polars as pl
import streamlit as st

from data.locale import _
from models.access.roles import Action
from models.wording.numbers import moment, number
from pages.ui.session import actor, loaders

PARAMETER = "ban"
LEAVE = "ban-ve-moi-nhat"
_DIGITS = 9


def read() -> None:
    """Before every page: take the version the address asks for, or write the session's into the address, which a change
    of page has emptied. What the address asks for in vain is left standing in it, for `show` to name."""
    asked, standing = st.query_params.get(PARAMETER), loaders.chosen()
    if asked is None:
        if standing is not None:
            st.query_params[PARAMETER] = str(standing)
        return
    newest = loaders.newest()
    wanted = _number(asked)
    if wanted is not None and 1 <= wanted < newest and wanted in loaders.batches()["id"]:
        st.session_state[loaders.CHOSEN] = wanted
        return
    st.session_state.pop(loaders.CHOSEN, None)
    if wanted == newest:
        del st.query_params[PARAMETER]


def show() -> None:
    """The banner with the way back, or why the link's version is not shown; nothing while the newest is looked at."""
    earlier = loaders.chosen()
    if earlier is None:
        asked = st.query_params.get(PARAMETER)
        if asked is not None:
            st.warning(_refused(asked, loaders.newest()))
        return
    with st.container(horizontal=True, vertical_alignment="center", key="ban-dang-xem"):
        st.warning(
            _("Đang xem số liệu của bản {version} (lúc {time}), không phải số mới nhất.").format(
                version=earlier, time=moment(_made_at(earlier))
            )
        )
        st.button(_("Về số mới nhất"), on_click=leave, key=LEAVE, type="primary")


def choose(version: int) -> None:
    """Look at a version from now on, on every page; for callbacks, before anything of the next run is drawn."""
    if version >= loaders.newest():
        leave()
        return
    st.session_state[loaders.CHOSEN] = version
    st.query_params[PARAMETER] = str(version)


def leave() -> None:
    """Back to the newest version; for callbacks."""
    st.session_state.pop(loaders.CHOSEN, None)
    if PARAMETER in st.query_params:
        del st.query_params[PARAMETER]


def may_write(*actions: Action) -> bool:
    """Whether this session may do one of the actions to facts; says why not. Whoever writes has the newest figures
    before them."""
    earlier = loaders.chosen()
    if earlier is None:
        return actor.may_or_says(*actions)
    st.info(
        _("Đang xem số liệu của bản {version} nên không ghi được. Bấm “Về số mới nhất” ở đầu trang rồi ghi.").format(
            version=earlier
        )
    )
    return False


def in_link(address: str) -> str:
    """The address with the version that is looked at, so that it opens on the same figures; as it is for the newest."""
    earlier = loaders.chosen()
    if earlier is None:
        return address
    parts = urlsplit(address)
    query = urlencode([*parse_qsl(parts.query, keep_blank_values=True), (PARAMETER, str(earlier))])
    return urlunsplit((*parts[:3], query, parts.fragment))


def _number(text: str) -> int | None:
    """A version's number as people write it; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else None


def _refused(asked: str, newest: int) -> str:
    wanted = _number(asked)
    if wanted is None:
        printable = "".join(character for character in asked if character.isprintable() and character not in "`<>")
        return _(
            "Liên kết ghi `ban={text}`, không phải là số của một bản số liệu. Đang hiện số mới nhất (bản {newest})."
        ).format(text=printable[:20], newest=newest)
    return _(
        "Liên kết hỏi số liệu của bản {version}, nhưng chưa có bản này: các bản có số từ 1 đến {newest}. Đang hiện "
        "số mới nhất (bản {newest})."
    ).format(version=number(wanted), newest=newest)


def _made_at(version: int) -> datetime:
    found: datetime = loaders.batches().filter(pl.col("id") == version)["created_at"].item()
    return found
