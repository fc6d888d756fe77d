"""A file into an uploader as a browser brings it: asked for over the websocket, put by HTTP, named in the next run."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.bench.websocket_client import Run, Session, Widget

TOKEN_FROM, COOKIE, HEADER = "/_stcore/health", "_streamlit_xsrf", "X-Xsrftoken"
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Brought:
    """How the server answered the file itself, and the run that was told of it (None where the file was not taken)."""

    status: int
    run: Run | None


def bring(tab: Session, widget: Widget, name: str, content: bytes) -> Brought:
    """Bring a file to an uploader of the tab's page; the tab's own headers (a login cookie) go with it."""
    place = asked_for(tab, name)
    status = put(tab.url, place.upload_url, name, content, tab.headers)
    if status >= 300:
        return Brought(status, None)
    state = WidgetState(id=widget.id)
    told = state.file_uploader_state_value.uploaded_file_info.add(name=name, size=len(content), file_id=place.file_id)
    told.file_urls.CopyFrom(place)
    tab.states[widget.id] = state
    try:
        return Brought(status, tab.rerun(widget.fragment_id))
    finally:
        # The page takes a file in once and shows a new uploader.
        del tab.states[widget.id]


def asked_for(tab: Session, name: str) -> FileURLs:
    """Where the server wants the file."""
    message = BackMsg()
    request = message.file_urls_request
    request.request_id, request.session_id = f"tep-{next(_numbers)}", ""
    request.file_names.append(name)
    tab.socket.send(message.SerializeToString())
    while True:
        data = tab.socket.recv(timeout=tab.patience)
        assert isinstance(data, bytes)
        answer = ForwardMsg.FromString(data)
        if answer.HasField("file_urls_response") and answer.file_urls_response.response_id == request.request_id:
            return answer.file_urls_response.file_urls[0]


def put(url: str, place: str, name: str, content: bytes, headers: Mapping[str, str] | None = None) -> int:
    """The status of the PUT, with the token that the server asks browsers for."""
    with httpx.Client(base_url=url, headers=dict(headers or {}), timeout=60, trust_env=False) as client:
        client.get(TOKEN_FROM)
        token = client.cookies.get(COOKIE) or ""
        # A cookie header of the caller would be sent in the place of the client's own.
        jar = "; ".join([*filter(None, [client.headers.pop("cookie", "")]), f"{COOKIE}={token}"])
        client.cookies.clear()
        answer = client.put(place, files={"file": (name, content)}, headers={HEADER: token, "cookie": jar})
    return answer.status_code
