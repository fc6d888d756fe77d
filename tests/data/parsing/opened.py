"""Opening a file in the tests' own process, where the process does not matter."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, field
from typing import Any

from data.parsing.handover import Handover
from data.parsing.opening import hand_over


@dataclass
class Opened:
    """What was handed over: cells of every sheet by name, and all other messages as they are."""

    cells: dict[str, list[list[str]]] = field(default_factory=dict)
    rows: dict[str, list[list[Any]]] = field(default_factory=dict)
    hidden: list[str] = field(default_factory=list)
    ends: dict[str, dict[str, Any]] = field(default_factory=dict)
    book: dict[str, Any] = field(default_factory=dict)


def opened(raw: bytes, *headings: str) -> Opened:
    """Raises what opening raises."""
    out = io.BytesIO()
    hand_over(raw, frozenset(headings), Handover(out))
    found = Opened()
    name = ""
    for line in out.getvalue().splitlines():
        message = json.loads(line)
        if isinstance(message, list):
            found.rows[name] += message
        elif "sheet" in message:
            name = message["sheet"]["name"]
            found.rows[name] = []
            found.hidden += [name] if message["sheet"]["hidden"] else []
        elif "ends" in message:
            found.ends[name] = message["ends"]
        else:
            found.book = message["book"]
    text = found.book["format"] == "text"
    found.cells = {sheet: [row[2] if text else row[1] for row in rows] for sheet, rows in found.rows.items()}
    return found
