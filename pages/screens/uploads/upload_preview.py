"""What the open draft would change, worked out once per file, answers and version and kept for the session.

Belongs here: calling the comparison and the review and remembering what they found. Does not: drawing (upload_changes.py,
upload_confirm.py) or the effect on money (effect_payments.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from data.ingest import Check
from data.locale import _
from data.store.compare import Comparison, compare
from data.store.drafts import OpenDraft
from data.store.review import review
from data.vocabulary.problems import Problem, confirm_groups
from pages.screens.uploads import upload_draft
from pages.ui.session import loaders

_KEPT = "_tai-tep-xem-truoc"
Found = TypeVar("Found")


@dataclass(frozen=True, eq=False)
class Preview:
    """The comparison with the draft's base version, and the warnings that need the kept figures."""

    comparison: Comparison
    reviewed: tuple[Problem, ...]

    @property
    def written(self) -> int:
        """Rows that would be written."""
        return self.comparison.counts.get("new", 0) + self.comparison.counts.get("changed", 0)


def of(draft: OpenDraft, check: Check) -> Preview:
    """The draft's preview. Raises data.store.facts.UnknownRowError."""

    def work() -> Preview:
        with (
            st.spinner(_("Đang so từng dòng với số liệu đang có và với kỳ trước…")),
            loaders.database().reading() as connection,
        ):
            version = draft.base_version
            return Preview(compare(connection, version, check), review(connection, version, check))

    return remembered(_KEPT, draft, work)


def groups(check: Check, preview: Preview) -> dict[str, tuple[Problem, ...]]:
    """The warnings somebody has to confirm, of the file itself and of its comparison."""
    return confirm_groups((*check.problems, *preview.reviewed))


def remembered(place: str, draft: OpenDraft, work: Callable[[], Found]) -> Found:
    """What `work` gives, kept in the session under `place` as long as the draft stands as it does."""
    kept = st.session_state.get(place)
    if kept is not None and kept[0] == upload_draft.identity(draft):
        found: Found = kept[1]
        return found
    made = work()
    st.session_state[place] = (upload_draft.identity(draft), made)
    return made
