"""A raw Streamlit client: what a browser says over the websocket, without the browser."""

import time
from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NumberInput_pb2 import NumberInput
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

PLAIN_FIELDS = {
    "bidi_component": "json_value",
    "checkbox": "bool_value",
    "deck_gl_json_chart": "string_value",
    "pagination": "int_value",
    "radio": "string_value",
    "selectbox": "string_value",
    "text_area": "string_value",
    "text_input": "string_value",
}
FRAGMENT_FINISHED = ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY
FINISHED = {ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_WITH_COMPILE_ERROR, FRAGMENT_FINISHED}


@dataclass(frozen=True)
class Widget:
    """A widget as it last came: wire id, kind ("slider"), label, user key and fragment ("" where it has none)."""

    id: str
    kind: str
    label: str
    key: str
    fragment_id: str
    proto: Any

    def state(self, value: Any) -> WidgetState:
        """The wire state for a new value; a list for a multi-valued widget, the option's text for a selectbox."""
        state = WidgetState(id=self.id)
        if self.kind == "slider":
            values = value if isinstance(value, list | tuple) else [value]
            array = state.string_array_value if self.proto.options else state.double_array_value
            array.data.extend(values)
        elif self.kind == "number_input":
            whole = self.proto.data_type == NumberInput.INT
            setattr(state, "int_value" if whole else "double_value", value)
        elif self.kind in ("multiselect", "button_group", "date_input"):
            state.string_array_value.data.extend(value if isinstance(value, list | tuple) else [value])
        elif self.kind == "button":
            state.trigger_value = bool(value)
        else:
            setattr(state, PLAIN_FIELDS[self.kind], value)
        return state


@dataclass
class Run:
    """What one run brought, from the BackMsg's sending to script_finished.

    `bytes` and `largest` count message payloads before compression; `elements` are the elements in the order they
    came; `exceptions` is empty when the page worked; `fragment` says that only a fragment ran.
    """

    ms: float = 0.0
    bytes: int = 0
    largest: int = 0
    largest_kind: str = ""
    messages: int = 0
    fragment: bool = False
    elements: list[Element] = field(default_factory=list)
    exceptions: list[str] = field(default_factory=list)

    @property
    def kinds(self) -> Counter[str]:
        """How many elements of each kind came ("slider", "metric", "vega_lite_chart")."""
        return Counter(element.WhichOneof("type") or "?" for element in self.elements)

    @property
    def texts(self) -> list[str]:
        """The bodies of st.text."""
        return [element.text.body for element in self.elements if element.HasField("text")]

    def shown(self, kind: str) -> list[bytes]:
        """The elements of one kind, serialized."""
        return [element.SerializeToString() for element in self.elements if element.WhichOneof("type") == kind]

    def note(self, message: ForwardMsg, size: int) -> None:
        """Count one message; keep what it says about failures."""
        kind = message.WhichOneof("type") or "?"
        self.messages += 1
        self.bytes += size
        if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            kind = element.WhichOneof("type") or "?"
            self.elements.append(element)
            if kind == "exception":
                self.exceptions.append(f"{element.exception.type}: {element.exception.message}")
        elif kind == "page_not_found":
            self.exceptions.append(f"page not found: {message.page_not_found.page_name!r}")
        elif kind == "session_event" and message.session_event.WhichOneof("type") == "script_compilation_exception":
            self.exceptions.append(f"does not compile: {message.session_event.script_compilation_exception.message}")
        if size > self.largest:
            self.largest, self.largest_kind = size, kind


class Tab:
    """What a browser's tab knows of its page: widgets, their values, the address; says and hears, but has no
    connection.

    An empty `page` is the default page, `query` is the address line's query string, `headers` may carry a login cookie.
    """

    def __init__(
        self,
        url: str,
        page: str = "",
        query: str = "",
        *,
        headers: Mapping[str, str] | None = None,
        compression: str | None = "deflate",
        patience: float = 30.0,
    ) -> None:
        self.url = url.rstrip("/")
        self.page = page
        self.query = dict(parse_qsl(query, keep_blank_values=True))
        self.headers = dict(headers or {})
        self.compression = compression
        self.patience = patience
        self.page_hash = ""
        self.widgets: dict[str, Widget] = {}
        self.states: dict[str, WidgetState] = {}

    def connection(self) -> tuple[str, dict[str, Any]]:
        """The address of the websocket and the options of `connect`, for a synchronous client or another."""
        address = urlsplit(self.url)
        return f"{'wss' if address.scheme == 'https' else 'ws'}://{address.netloc}{address.path}/_stcore/stream", {
            "origin": Origin(f"{address.scheme}://{address.netloc}"),
            "subprotocols": [Subprotocol("streamlit")],
            "additional_headers": self.headers,
            "compression": self.compression,
            "max_size": None,
            "proxy": None,
        }

    def widget(self, *, key: str = "", label: str = "") -> Widget:
        """The widget of that user key, or of that label. Raises LookupError unless exactly one fits."""
        found = [w for w in self.widgets.values() if (key and w.key == key) or (label and w.label == label)]
        if len(found) != 1:
            there = ", ".join(sorted(f"{w.kind} {w.key or w.label!r}" for w in self.widgets.values()))
            raise LookupError(f"{len(found)} widgets fit key={key!r} label={label!r}; on the page: {there or 'none'}")
        return found[0]

    def put(self, widget: Widget, value: Any) -> WidgetState:
        """Set the widget, and the address where it is bound to it; nothing is said to the server yet."""
        state = self.states[widget.id] = widget.state(value)
        bound = getattr(widget.proto, "query_param_key", "")
        if bound:
            self.query[bound] = str(value)
        return state

    def asked(self, fragment_id: str = "") -> bytes:
        """The message that runs the page, or one of its fragments, with the widget values set so far."""
        message = BackMsg()
        client = message.rerun_script
        client.query_string = urlencode(self.query)
        client.widget_states.widgets.extend(self.states.values())
        client.page_script_hash = self.page_hash
        client.page_name = "" if self.page_hash else self.page
        client.fragment_id = fragment_id
        client.context_info.timezone = "Asia/Ho_Chi_Minh"
        client.context_info.timezone_offset = -420
        client.context_info.locale = "vi-VN"
        client.context_info.url = f"{self.url}/{self.page}"
        return message.SerializeToString()

    def heard(self, run: Run, data: str | bytes) -> bool:
        """Take in one message; True when it ends the run (a run cut short by st.rerun is followed by the next)."""
        if isinstance(data, str):
            raise TypeError("the server sent text; Streamlit speaks binary protobuf only")
        message = ForwardMsg.FromString(data)
        run.note(message, len(data))
        return self.understood(run, message)

    def understood(self, run: Run, message: ForwardMsg) -> bool:
        """Keep what a message says of the page; True when it ends the run."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            if not message.metadata.run.fragment_ids:
                self.widgets.clear()
            self.page_hash = message.new_session.page_script_hash
        elif kind == "navigation":
            self.page_hash = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = dict(parse_qsl(message.page_info_changed.query_string, keep_blank_values=True))
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._remember(message.delta.new_element, message.delta.fragment_id)
        elif kind == "script_finished":
            run.fragment = message.script_finished == FRAGMENT_FINISHED
            return message.script_finished in FINISHED
        return False

    def _remember(self, element: Element, fragment_id: str) -> None:
        """Keep the element if it is a widget. Wire ids read `$$ID-<hash>-<user key or None>`."""
        kind = element.WhichOneof("type")
        proto = getattr(element, kind) if kind else None
        wire_id = getattr(proto, "id", "")
        if not kind or not wire_id.startswith("$$ID-"):
            return
        key = wire_id.split("-", 2)[2]
        label = getattr(proto, "label", "")
        self.widgets[wire_id] = Widget(wire_id, kind, label, "" if key == "None" else key, fragment_id, proto)


class Session(Tab):
    """`with Session(url, page="bao-tro-xa-hoi") as tab: tab.move(tab.widget(key="..."), 5)`. Entering connects and
    makes the first full run (`first`). Raises TimeoutError after `patience` seconds of silence."""

    def __enter__(self) -> Self:
        address, options = self.connection()
        with ExitStack() as opened:
            self.socket = opened.enter_context(connect(address, **options))
            self.first = self.rerun()
            self._opened = opened.pop_all()
        return self

    def __exit__(self, *raised: object) -> None:
        self._opened.close()

    def move(self, widget: Widget, value: Any) -> Run:
        """Set the widget and run what a browser would: its fragment, or the page if it is in none."""
        state = self.put(widget, value)
        try:
            return self.rerun(widget.fragment_id)
        finally:
            if state.WhichOneof("value") == "trigger_value":
                del self.states[widget.id]

    def rerun(self, fragment_id: str = "") -> Run:
        """Run the page, or one of its fragments, with the widget values set so far."""
        payload = self.asked(fragment_id)
        run = Run()
        began = time.perf_counter()
        self.socket.send(payload)
        while not self.heard(run, self.socket.recv(timeout=self.patience)):
            pass
        run.ms = (time.perf_counter() - began) * 1e3
        return run
