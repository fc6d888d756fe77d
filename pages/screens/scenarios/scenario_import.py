"""A scenario from a file: read it, name everything that cannot be taken over, keep the rest when asked.

Belongs here: the tab "Nhập từ tệp" and the reasons for refusing a file in words. Does not: judging it (scenario_file.py).
"""

from __future__ import annotations

import uuid
from typing import Any

import streamlit as st

from data.accounts.permission import NotAllowedError
from data.errors import DatabaseUnavailableError
from data.locale import _
from data.store import scenarios
from data.store.scenarios import Draft, ScenarioRefusedError
from models.access.roles import Action
from models.policy.levers.levers import LAW_DATES
from models.policy.saved import scenario_file
from models.policy.saved.scenario_file import NAME_LENGTH, ScenarioFile, ScenarioFileError
from models.wording.numbers import day, moment
from pages.screens.scenarios import scenario_actions
from pages.ui.answers import scenario_words
from pages.ui.format.tables import escape, table
from pages.ui.saved import save, shelf
from pages.ui.session import actor, loaders
from pages.ui.session import actor as session_actor

ROUND, NAME, WRITE = "_phuong-an-vong", "phuong-an-tep-ten", "phuong-an-tep-ghi"
_KEY = "_phuong-an-tep-khoa"


def show(data: loaders.Data) -> None:
    """Choose, see what is in it, keep it."""
    if not session_actor.may_or_says(Action.SAVE_SCENARIO):
        return
    st.markdown(_("Tệp phương án (JSON) tải từ phần mềm này, tối đa 64 kB. Bấm “Upload” hoặc kéo tệp thả vào khung."))
    uploaded = st.file_uploader(
        _("Chọn tệp"),
        type=["json"],
        key=f"phuong-an-tep-{st.session_state.get(ROUND, 0)}",
        label_visibility="collapsed",
    )
    if uploaded is None:
        return
    try:
        found = scenario_file.read(uploaded.getvalue())
    except ScenarioFileError as error:
        st.error(refused(error))
        return
    _preview(found, uploaded, data)


def refused(error: ScenarioFileError) -> str:
    """What is wrong with the file, and what to do."""
    if error.reason == "bad_values":
        listed = escape("; ".join(scenario_words.lost(error.bad)))
        return _("Tệp có giá trị không dùng được: {listed}. Chưa ghi gì; sửa ở máy đã lưu rồi tải lại tệp.").format(
            listed=listed
        )
    words = {
        "too_large": _("Tệp lớn hơn 64 kB, không phải tệp phương án. Chọn tệp tải từ nút “Tải tệp phương án”."),
        "not_json": _("Tệp không phải JSON hoặc bị hỏng. Chọn tệp tải từ nút “Tải tệp phương án”."),
        "other_format": _("Tệp JSON này không phải tệp phương án. Chọn tệp tải từ nút “Tải tệp phương án”."),
        "newer_format": _("Tệp do phiên bản phần mềm mới hơn tạo. Nâng cấp phần mềm trên máy này rồi nạp lại."),
        "incomplete": _("Tệp phương án thiếu hoặc sai mục “{place}”. Tải lại tệp từ máy đã lưu."),
        "edited": _("Tệp đã bị sửa: nội dung không khớp mã kiểm tra. Chưa ghi gì; tải lại tệp từ máy đã lưu."),
        "bad_law_date": _("Ngày “Quy định tính đến” trong tệp phải từ {first} đến {last}. Chưa ghi gì."),
    }
    return words[error.reason].format(place=error.place, first=day(LAW_DATES[0]), last=day(LAW_DATES[1]))


def _preview(found: ScenarioFile, uploaded: Any, data: loaders.Data) -> None:
    if found.lost:
        st.warning(
            _("Tệp có thông số phần mềm này không dùng: {listed}. Phần còn lại vẫn nạp được.").format(
                listed=escape("; ".join(scenario_words.lost(found.lost)))
            )
        )
    st.markdown(
        table([_("Thông số trong tệp"), _("Giá trị")], scenario_words.setting_rows(found.scenario, found.inputs))
    )
    st.caption(
        _(
            "Lưu ở máy khác trên số liệu bản {version}, cách tính {engine}; máy này tính lại trên số liệu bản {own}."
        ).format(version=found.versions.data, engine=escape(found.versions.engine), own=data.version)
    )
    result = shelf.computed(found.scenario, data)
    if result is None:
        st.error(_("Chưa có quy định cho ngày ghi trong tệp nên không tính được trên máy này."))
        return
    names = scenario_words.scheme_names()
    st.markdown(escape(scenario_words.sentence(result, names)))
    same = save.same_as(found.scenario)
    if same is not None:
        st.info(
            _("Phương án này đã lưu với tên “{name}” ({actor}, {time}).").format(
                name=escape(same.name), actor=escape(same.created_by), time=moment(same.created_at)
            )
        )
        return
    name = st.text_input(_("Tên phương án"), found.name, max_chars=NAME_LENGTH, key=f"{NAME}-{uploaded.file_id}")
    label = _("Nạp phần còn lại của phương án") if found.lost else _("Nạp phương án")
    if st.button(label, type="primary", key=WRITE):
        _write(Draft(name, found.scenario, result, data.version, found.note, found.inputs))


def _write(draft: Draft) -> None:
    key = st.session_state.setdefault(_KEY, uuid.uuid4().hex)
    try:
        scenarios.save(loaders.database(), draft, actor=actor.current(), idempotency_key=key)
    except (ScenarioRefusedError, NotAllowedError, DatabaseUnavailableError) as error:
        st.error(escape(str(error)))
        return
    st.session_state.pop(_KEY, None)
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    text = _("Đã nạp phương án “{name}”; tính trên số liệu bản {version} của máy này.")
    st.session_state[scenario_actions.RESULT] = (True, text.format(name=escape(draft.name), version=draft.data_version))
    st.rerun()
