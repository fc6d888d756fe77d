"""Reading a page as a person would: what it says, its tables, its charts, its controls."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from typing import Any, Self

import polars as pl
from streamlit.testing.v1 import AppTest

from models.policy.areas.catalogue import AREAS
from pages._registry import PAGES
from tests.bench.server import ROOT

APP = ROOT / "app.py"
_COLOURED = re.compile(r":[a-z]+\[((?:[^\]\\]|\\.)*)\]")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+!|<>~$:])")
_SAYING = (
    "title",
    "header",
    "subheader",
    "markdown",
    "caption",
    "text",
    "info",
    "warning",
    "error",
    "success",
    "metric",
)


def plain(text: str) -> str:
    """Without Markdown's backslashes, bold and colours."""
    return _ESCAPED.sub(r"\1", _COLOURED.sub(r"\1", text)).replace("**", "")


@cache
def _addresses() -> dict[str, Any]:
    """The pages by their addresses, as a first run tells them; a browser has them from the address it asks for."""
    first = AppTest.from_file(str(APP), default_timeout=30).run()
    Screen(first).no_trouble()
    return first._registered_pages


DETAILS = (
    *(f"{spec.prefix}{name}" for spec in PAGES if spec.prefix for name in ("chi-tiet", "bang-du", "nguon-goc")),
    *(f"{area.prefix}phan-{area.parts[0].key}" for area in AREAS),
)
"""Parts that are closed until somebody asks for them: a test's screen has asked for all."""


class Screen:
    """A page of one session."""

    def __init__(self, at: AppTest) -> None:
        self.at = at
        self._read: Any = None
        self._by_key: dict[str, Any] = {}

    @classmethod
    def opened(cls, file: str, **query: str) -> Self:
        """A new session that arrives at a page; `_` in a name of the query stands for `-`. Without `moc` it stands on
        the report's law, and without `gia_dinh` on the bare page, where nothing stands for open levers: what is tested
        does not change with the day, nor with what ships; `moc=""`, `gia_dinh=""` leave them out of the link.
        `minh_hoa="co"`: somebody has turned the illustration of splits on, which no link does."""
        at = AppTest.from_file(str(APP), default_timeout=30)
        screen = cls(at)
        for name in DETAILS:
            at.session_state[name] = True
        moc = query.pop("moc", "" if any(name.endswith("quy_dinh") for name in query) else "bao-cao")
        assuming = query.pop("gia_dinh", "khong")
        if query.pop("minh_hoa", "") == "co":
            at.session_state["minh-hoa"] = True
        for name, value in (("moc", moc), ("gia-dinh", assuming)):
            if value:
                at.query_params[name] = value
        at._registered_pages = _addresses()
        for name, value in query.items():
            at.query_params[name.replace("_", "-")] = value
        screen.go(file)
        return screen

    def run(self) -> Self:
        self.at.run()
        if not self.at.title and not self.at.get("dialog"):
            # A lever's move drew only what follows from it: a browser keeps the rest of the page, AppTest does not. A
            # dialog, too, is drawn alone; a further run would shut it.
            self.no_trouble()
            self.at.run()
        self.no_trouble()
        return self

    def go(self, file: str) -> Self:
        """To another page of the same session."""
        self.at.switch_page(f"pages/{file}")
        return self.run()

    def no_trouble(self) -> None:
        assert [error.value for error in self.at.exception] == []
        trouble = [error.value for error in self.at.error if "báo mã" in error.value]
        assert trouble == [], "the page met an error it did not expect; its log says more"

    # --- what it says

    @property
    def said(self) -> str:
        """All words of the page and of what is pinned below it, in order of kind, without Markdown's signs."""
        found = []
        for kind in _SAYING:
            for element in getattr(self.at, kind):
                found.append(plain(element.value))
                found += [plain(str(getattr(element, name, "") or "")) for name in ("label", "delta")]
        found += [self.legend]
        return "\n".join(text for text in found if text)

    @property
    def title(self) -> str:
        (title,) = self.at.title
        return str(title.value)

    @property
    def top(self) -> str:
        """The line under the title: what the page answers and the figures it stands on."""
        of_the_clock = [id(caption.proto) for popover in self.at.get("popover") for caption in popover.caption]
        return next(plain(found.value) for found in self.at.caption if id(found.proto) not in of_the_clock)

    @property
    def headline(self) -> str:
        """The sentence of the answer; "" when the page says instead why nothing changes."""
        found = [m.value.removeprefix("#### ") for m in self.at.markdown if m.value.startswith("#### ")]
        return plain(found[0]) if found else ""

    @property
    def decided(self) -> list[str]:
        """What has been moved, as listed below the levers."""
        lists = [group for group in self.at.button_group if (group.key or "").endswith("da-doi")]
        return [plain(option).removesuffix(" ✕") for group in lists for option in group.options]

    @property
    def moc(self) -> str:
        """The clock as the address has it; "" = none, which is today."""
        found = self.at.query_params.get("moc", "")
        return str(found if isinstance(found, str) else found[0])

    @property
    def legend(self) -> str:
        bodies = [re.sub(r"<style>.*?</style>", "", html.proto.body, flags=re.DOTALL) for html in self.at.get("html")]
        return " ".join(re.sub(r"<[^>]+>", " ", body) for body in bodies)

    def of(self, kind: str) -> list[str]:
        """The texts of all elements of one kind ("warning", "caption")."""
        return [plain(element.value) for element in getattr(self.at, kind)]

    def metric(self, label: str) -> str:
        """The value of the tile whose label begins so."""
        (found,) = [m.value for m in self.at.metric if m.label.startswith(label)]
        return str(found)

    # --- tables

    @property
    def tables(self) -> list[list[list[str]]]:
        """Every Markdown table: the header row, then the others, cells as shown."""
        found = []
        for block in "\n\n".join(element.value for element in self.at.markdown).split("\n\n"):
            lines = block.splitlines()
            if len(lines) > 1 and lines[0].startswith("| ") and set(lines[1]) <= set("|:- "):
                found.append([_cells(line) for place, line in enumerate(lines) if place != 1])
        return found

    def table(self, first_header: str) -> list[list[str]]:
        """Rows of the table whose first column is called so."""
        (found,) = [table[1:] for table in self.tables if table[0][0] == first_header]
        return found

    def row(self, first_header: str, first_cell: str) -> list[str]:
        (found,) = [row for row in self.table(first_header) if row[0] == first_cell]
        return found

    # --- charts and maps

    def chart(self) -> dict[str, Any]:
        """The first chart's Vega-Lite specification."""
        return dict(json.loads(self.at.get("vega_lite_chart")[0].proto.spec))

    def monthly(self) -> dict[str, tuple[float, float, float]]:
        """Month -> (hiện hành, phương án, truy lĩnh) of the chart of paths, in triệu đồng."""
        values = self.chart()["layer"][0]["data"]["values"]
        return {row["t"]: (row["a"], row["b"], row["k"]) for row in values if not row.get("e")}

    def tiles(self) -> list[dict[str, Any]]:
        """The rows of the grid that stands in for a map: Streamlit sends them as a frame beside the specification."""
        chart = self.at.get("vega_lite_chart")[0].proto
        content = chart.data.data or chart.datasets[0].data.data
        return pl.read_ipc_stream(content).to_dicts()

    @property
    def map(self) -> dict[str, Any] | None:
        found = self.at.get("deck_gl_json_chart")
        return dict(json.loads(found[0].proto.json)) if found else None

    @property
    def map_words(self) -> dict[str, str]:
        """District code -> the words of its figure on the map."""
        assert self.map is not None, "the page has no map"
        ground = next(layer for layer in self.map["layers"] if layer["id"] == "huyen")
        properties = [feature["properties"] for feature in ground["data"]["features"]]
        return {one["code"]: one["so_lieu"] for one in properties}

    # --- controls

    def control(self, key: str) -> Any:
        """The element of that key. What a run has drawn is gone through once, not once a key."""
        if self._read is not self.at._tree:
            self._read = self.at._tree
            keys = [(getattr(one, "key", None), one) for one in self._read if one is not self._read]
            often = Counter(key for key, _one in keys)
            self._by_key = {key: one for key, one in keys if key and often[key] == 1}
        return self._by_key.get(key) or self.at.get_by_key(key)

    def press(self, key: str) -> Self:
        self.control(key).click()
        return self.run()

    def set(self, key: str, value: Any) -> Self:
        """Move a control and let the page answer."""
        self.move(key, value)
        return self.run()

    def move(self, key: str, value: Any) -> None:
        """Move a control as a browser does: a number bound to the address bar is written there, even if nothing draws
        it again."""
        control = self.control(key)
        control.set_value(value)
        name = getattr(control.proto, "query_param_key", "")
        if name and value is None:
            self.at.query_params.pop(name, None)
        elif name and isinstance(value, int) and not isinstance(value, bool):
            self.at.query_params[name] = str(value)

    def unfold(self, fold: bool = False) -> Self:
        """Open (or fold again) every part with a key of its own: such a part may draw its content only when open."""
        for part in self.at.main.get("expander"):
            if part.key:
                self.at.session_state[part.key] = not fold
        return self.run()

    def has(self, key: str) -> bool:
        """Whether the control is drawn."""
        try:
            return self.control(key) is not None
        except KeyError:
            return False

    def open_tab(self, key: str, name: str) -> Self:
        assert name in [tab.label for tab in self.at.tabs], f"no tab {name}"
        self.at.session_state[key] = name
        return self.run()


def _cells(line: str) -> list[str]:
    return [plain(cell.strip()) for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
