"""What can be done with a saved scenario: copy and edit, recompute, mark, rename, carry away, archive.

Belongs here: the buttons and their commands. Nothing is ever deleted, and nothing is recomputed unless asked.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable

import streamlit as st

from data.accounts.permission import NotAllowedError
from data.errors import DatabaseUnavailableError
from data.locale import _
from data.store import scenarios
from data.store.scenarios import ScenarioRefusedError
from models.access.roles import Action
from models.policy.saved import scenario_file
from models.policy.saved.scenario_file import NAME_LENGTH, NOTE_LENGTH, Versions
from pages.ui.format.tables import escape
from pages.ui.saved import open as scenario_open
from pages.ui.saved.shelf import Kept
from pages.ui.session import actor, downloads, loaders, version
from pages.ui.session import actor as session_actor

RESULT = "_phuong-an-ket-qua"


def result() -> None:
    """What the last command did, once."""
    done, text = st.session_state.pop(RESULT, (None, ""))
    if done is True:
        st.success(text)
    elif done is False:
        st.error(text)


def show(kept: Kept, data: loaders.Data) -> None:
    """All buttons of one scenario, the ones a meeting needs first."""
    saved = kept.saved
    with st.container(horizontal=True):
        if kept.restored is not None:
            _copy(kept)
        if not session_actor.may_or_says(Action.SAVE_SCENARIO):
            _carry(kept)
            return
        older = kept.run.data_version != data.version or not kept.is_same
        if kept.now is not None and older:
            st.button(
                _("Tính lại theo số liệu mới"), key="phuong-an-tinh-lai", on_click=_recompute, args=(kept, data),
                disabled=loaders.chosen() is not None, help=_recompute_help(data),
            )  # fmt: skip
        proposed = saved.role == "proposal"
        st.button(
            _("Bỏ ghi nhận phương án trình") if proposed else _("Ghi nhận là phương án trình"),
            key="phuong-an-trinh", on_click=_propose, args=(kept, not proposed),
        )  # fmt: skip
        _rename(kept)
        _carry(kept)
        st.button(_("Lưu trữ"), key="phuong-an-luu-tru", on_click=_archive, args=(kept,), help=_("Cất đi, không xóa."))


def _copy(kept: Kept) -> None:
    """Open the levers on the area's page; saving there makes a copy, this scenario stays."""
    assert kept.restored is not None
    help_text = _("Mở trên trang có thanh kéo; lưu lại thành bản sao, phương án này giữ nguyên.")
    scenario = kept.restored.scenario
    specs = scenario_open.pages_of(scenario)
    for spec in specs:
        label = _("Tạo bản sao để sửa")
        if len(specs) > 1:
            label = _("{label}: {page}").format(label=label, page=_(spec.title))
        if st.button(label, type="primary", key=f"phuong-an-sua-{spec.url_path}", help=help_text):
            scenario_open.put(scenario, kept.inputs, kept.saved.id)
            st.switch_page(scenario_open.entry(spec))


def _rename(kept: Kept) -> None:
    saved = kept.saved
    name, note = (f"phuong-an-{what}-moi-{saved.id}" for what in ("ten", "ghi-chu"))
    with st.popover(_("Đổi tên, ghi chú"), key="phuong-an-doi-ten"):
        st.text_input(_("Tên phương án"), saved.name, max_chars=NAME_LENGTH, key=name)
        st.text_area(_("Ghi chú"), saved.note, max_chars=NOTE_LENGTH, height=80, key=note)
        st.button(_("Ghi tên và ghi chú"), key="phuong-an-ghi-ten", on_click=_edit, args=(kept, name, note))


def _carry(kept: Kept) -> None:
    """The link and the file: the same scenario on another machine."""
    with st.popover(_("Liên kết, tệp"), key="phuong-an-mang-di"):
        if kept.restored is None:
            st.caption(_("Không đọc được thông số của phương án nên không tạo được liên kết và tệp."))
            return
        scenario = kept.restored.scenario
        st.caption(_("Liên kết mở trang có thanh kéo với mọi thông số đã đặt."))
        for spec in scenario_open.pages_of(scenario):
            address = scenario_open.address(spec, scenario, kept.inputs, st.context.url or "")
            st.code(version.in_link(address), language=None, wrap_lines=True)
        st.caption(_("Tệp nhỏ, có mã kiểm tra, nạp được trên máy khác ở thẻ “Nhập từ tệp”."))
        name = f"phuong-an-{kept.saved.identity[:8]}.json"
        downloads.button(_("Tải tệp phương án (JSON)"), name, lambda: file_of(kept), key="phuong-an-tai-tep")


def file_of(kept: Kept) -> bytes:
    """The scenario as saved, with levers that are gone by now too."""
    saved = kept.saved
    versions = Versions(saved.data_version, saved.parameter_version, saved.engine_version)
    return scenario_file.write(saved.name, saved.note, saved.law_as_of, saved.values, saved.input_values, versions)


def archived(kept: tuple[Kept, ...]) -> None:
    """The archive: each with the way back."""
    if not kept:
        st.info(_("Chưa lưu trữ phương án nào."))
    may = not kept or session_actor.may_or_says(Action.SAVE_SCENARIO)
    for one in kept:
        left, right = st.columns([4, 1], vertical_alignment="center")
        left.markdown(escape(one.saved.name))
        if may:
            right.button(_("Khôi phục"), key=f"phuong-an-khoi-phuc-{one.saved.id}", on_click=_restore, args=(one,))


def _edit(kept: Kept, name_key: str, note_key: str) -> None:
    """What stands in the boxes now: arguments would be those of the run before the last letter."""
    saved = kept.saved
    name = str(st.session_state.get(name_key, saved.name))
    note = str(st.session_state.get(note_key, saved.note))
    _do(lambda by: scenarios.edit(loaders.database(), saved.id, name, note, **by), _("Đã ghi tên và ghi chú."))


def _recompute_help(data: loaders.Data) -> str:
    if loaders.chosen() is not None:
        return _("Đang xem số liệu của bản cũ; bấm “Về số mới nhất” ở đầu trang rồi tính lại.")
    return _("Thêm một lần tính trên số liệu bản {version}; kết quả cũ vẫn giữ.").format(version=data.version)


def _recompute(kept: Kept, data: loaders.Data) -> None:
    now = kept.now
    assert now is not None
    _do(
        lambda by: scenarios.add_run(loaders.database(), kept.saved.id, now, data.version, **by),
        _("Đã tính lại theo số liệu bản {version}; kết quả cũ vẫn giữ.").format(version=data.version),
    )


def _propose(kept: Kept, proposed: bool) -> None:
    name = escape(kept.saved.name)
    said = (
        _("Đã ghi nhận “{name}” là phương án trình.") if proposed else _("“{name}” không còn là phương án trình.")
    ).format(name=name)
    _do(lambda by: scenarios.propose(loaders.database(), kept.saved.id, proposed=proposed, **by), said)


def _archive(kept: Kept) -> None:
    said = _("Đã lưu trữ “{name}”; khôi phục ở thẻ “Đã lưu trữ”.").format(name=escape(kept.saved.name))
    _do(lambda by: scenarios.archive(loaders.database(), kept.saved.id, **by), said)


def _restore(kept: Kept) -> None:
    said = _("Đã khôi phục “{name}”.").format(name=escape(kept.saved.name))
    _do(lambda by: scenarios.restore(loaders.database(), kept.saved.id, **by), said)


def _do(command: Callable[[dict[str, str]], object], said: str) -> None:
    """Run a command as the one who acts; keep what to say about it."""
    try:
        command({"actor": actor.current(), "idempotency_key": uuid.uuid4().hex})
    except (ScenarioRefusedError, NotAllowedError, DatabaseUnavailableError) as error:
        st.session_state[RESULT] = (False, escape(str(error)))
    else:
        st.session_state[RESULT] = (True, said)
