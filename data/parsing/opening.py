"""A file's bytes -> rows handed over: the reader for its format (text or workbook) and the messages around its rows."""

from __future__ import annotations

from data.parsing.charsets import decode
from data.parsing.containers import recognise
from data.parsing.handover import Handover
from data.parsing.limits import MOST_BYTES, Refusal
from data.parsing.separated import Separated


def hand_over(raw: bytes, headings: frozenset[str], out: Handover) -> None:
    """Read a whole file. `headings` are the folded headings of its dataset. Raises Refusal; any other exception (the
    parsers of a workbook raise many) means that the file is damaged."""
    if len(raw) > MOST_BYTES:
        raise Refusal("bytes", most=MOST_BYTES // (1024 * 1024))
    code = recognise(raw)
    if code == "zip":
        _workbook(raw, out)
    elif code == "text":
        decoded = decode(raw)
        del raw
        _text(decoded.text, decoded.encoding, headings, out)
    else:
        raise Refusal("encrypted") if code == "encrypted" else Refusal("format", name=code)


def _text(text: str, encoding: str, headings: frozenset[str], out: Handover) -> None:
    separated = Separated(text, headings)
    out.say(sheet={"name": "", "hidden": False})
    for line, row, cells in separated.records():
        out.row([line, row, cells], sum(map(len, cells)))
    out.say(ends={"width": 0, "merges": []})
    remarks = {"font": {"name": encoding}} if encoding in ("TCVN3", "VNI") else {}
    out.say(book={"format": "text", "encoding": encoding, "delimiter": separated.delimiter, "remarks": remarks})


def _workbook(raw: bytes, out: Handover) -> None:
    # openpyxl takes longer to load than most texts take to read.
    from data.parsing.xlsx import Workbook

    workbook = Workbook(raw)
    filled = False
    for name, hidden, rows in workbook.sheets():
        out.say(sheet={"name": name, "hidden": hidden})
        try:
            for row, cells, numeric in rows.records():
                filled = True
                out.row([row, cells, numeric], sum(map(len, cells)))
        except Refusal as refusal:
            if not hidden:
                refusal.details["sheet"] = name
                raise
            # Nobody sees a hidden sheet: what is outside the limits there is no reason to refuse the others.
            rows.forget()
            out.say(ends={"unread": True})
            continue
        out.say(ends={"width": rows.width, "merges": rows.merges})
        for code, count in (("hidden_rows", rows.hidden_rows), ("hidden_columns", rows.hidden_columns)):
            if count and not hidden:
                details = workbook.remarks.setdefault(code, {"sheets": [], "count": 0})
                details["sheets"].append(name)
                details["count"] += count
    if not filled:
        raise Refusal("empty")
    out.say(book={"format": "workbook", "encoding": "", "delimiter": "", "remarks": workbook.remarks})
