"""Name and note of a saved scenario as they are kept.

Belongs here: cleaning and refusing them. Does not: whether a name is taken (scenarios.py).
"""

from __future__ import annotations

import unicodedata

from data.locale import _
from models.policy.saved.scenario_file import NAME_LENGTH, NOTE_LENGTH
from models.wording.text import keepable, one_line


class ScenarioRefusedError(RuntimeError):
    """The command cannot be done and nothing was written; the message says why and what to do."""


def clean_name(text: str) -> str:
    """The name as one line; ScenarioRefusedError when it is empty or too long."""
    name = one_line(text)
    if not name:
        raise ScenarioRefusedError(_("Chưa nhập tên phương án."))
    if len(name) > NAME_LENGTH:
        raise ScenarioRefusedError(
            _("Tên phương án dài {length} ký tự; tối đa {limit}.").format(length=len(name), limit=NAME_LENGTH)
        )
    return name


def clean_note(text: str) -> str:
    note = unicodedata.normalize("NFC", keepable(text)).strip()
    if len(note) > NOTE_LENGTH:
        raise ScenarioRefusedError(
            _("Ghi chú dài {length} ký tự; tối đa {limit}.").format(length=len(note), limit=NOTE_LENGTH)
        )
    return note
