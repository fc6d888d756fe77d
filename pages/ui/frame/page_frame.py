"""The top of every page: title, what it answers, which figures it stands on, marks in plain words.

Belongs here: what all pages share above their content. Does not: the content.
"""

from __future__ import annotations

import streamlit as st

from data.locale import _
from models.periods import Month
from models.wording.numbers import short_month
from pages._registry import PageSpec
from pages.ui.frame import account_box, arrival
from pages.ui.session import loaders
from pages.ui.session.version import show as say_which_version


def top(spec: PageSpec, data: loaders.Data | None = None, *, as_of: Month | None = None) -> None:
    """Title, purpose and version; then what a link asked for in vain. `as_of` is the month of the uploaded figures that the
    page stands on; without it they are the report's, whatever else has been uploaded."""
    account_box.title(_(spec.title))
    words = [_(spec.answers)]
    if data is not None:
        if as_of is not None:
            words.append(
                _("Số liệu: đơn vị cập nhật, tháng {month}, bản {version}.").format(
                    month=short_month(as_of), version=data.version
                )
            )
        else:
            words.append(_("Số liệu: báo cáo năm 2023, bản {version}.").format(version=data.version))
    st.caption(" ".join(words))
    say_which_version()
    if data is not None:
        _newer(data.version)
    arrival.show_ignored(spec)


@st.fragment(run_every="30s")
def _newer(shown: int) -> None:
    """A screen left open learns that somebody has written since; it changes only when its user says so. Who has chosen an
    earlier version knows that there are newer ones."""
    newest = loaders.newest()
    if newest == shown or loaders.chosen() is not None:
        return
    st.info(
        _("Số liệu vừa được cập nhật (bản {newest}); trang đang hiện bản {shown}.").format(newest=newest, shown=shown)
    )
    if st.button(_("Tính lại theo số liệu mới"), key="tinh-lai"):
        st.rerun()
