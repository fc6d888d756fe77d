"""Buttons of a saved scenario: copy, recompute, propose, rename, archive, link and file; the archive; import of a
file."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any, TypedDict

import streamlit as st

from data.accounts.permission import NotAllowedError
from data.errors import DatabaseUnavailableError
from data.locale import _
from data.store import scenarios
from data.store.scenarios import Draft, ScenarioRefusedError
from models.access.roles import Action, Actor
from models.policy.levers.clock import CLOCK_DAYS
from models.policy.saved import scenario_file
from models.policy.saved.scenario_file import NAME_LENGTH, NOTE_LENGTH, ScenarioFile, ScenarioFileError, Versions
from models.wording.numbers import day, moment
from pages.ui.answers import words as answers_words
from pages.ui.format.tables import escape, table
from pages.ui.saved import scenarios as saved_scenarios
from pages.ui.saved.scenarios import Kept
from pages.ui.session import actor, choices, downloads, loaders

RESULT = "_phuong-an-ket-qua"


class _By(TypedDict):
    """Who runs a command, and the key under which it is written once."""

    actor: Actor
    idempotency_key: str


def result() -> None:
    """What the last command did, once."""
    done, text = st.session_state.pop(RESULT, (None, ""))
    if done is True:
        st.success(text)
    elif done is False:
        st.error(text)


def show_buttons(kept: Kept, data: loaders.Data) -> None:
    """All buttons of one scenario, those a meeting needs first."""
    saved = kept.saved
    with st.container(horizontal=True):
        if kept.restored is not None:
            _copy_button(kept)
        if not actor.may_or_says(Action.SAVE_SCENARIO):
            _link_and_file(kept)
            return
        older = kept.run.data_version != data.version or not kept.is_same
        if kept.now is not None and older:
            st.button(
                _("Tính lại theo số liệu mới"),
                key="phuong-an-tinh-lai",
                on_click=_recompute,
                args=(kept, data),
                disabled=loaders.chosen() is not None,
                help=_recompute_help(data),
            )
        proposed = saved.role == "proposal"
        st.button(
            _("Bỏ ghi nhận phương án trình") if proposed else _("Ghi nhận là phương án trình"),
            key="phuong-an-trinh",
            on_click=_propose,
            args=(kept, not proposed),
        )
        _rename_form(kept)
        _link_and_file(kept)
        st.button(_("Lưu trữ"), key="phuong-an-luu-tru", on_click=_archive, args=(kept,), help=_("Cất đi, không xóa."))


def _copy_button(kept: Kept) -> None:
    """Open the levers on the area's page; saving there creates a copy, this scenario stays unchanged."""
    assert kept.restored is not None
    help_text = _("Mở trên trang có thanh kéo; lưu lại thành bản sao, phương án này giữ nguyên.")
    scenario = kept.restored.scenario
    specs = saved_scenarios.pages_of(scenario)
    for spec in specs:
        label = _("Tạo bản sao để sửa")
        if len(specs) > 1:
            label = _("{label}: {page}").format(label=label, page=_(spec.title))
        if st.button(label, type="primary", key=f"phuong-an-sua-{spec.url_path}", help=help_text):
            saved_scenarios.put(saved_scenarios.as_set(scenario, kept.saved.assumptions), kept.inputs, kept.saved.id)
            st.switch_page(saved_scenarios.entry(spec))


def _rename_form(kept: Kept) -> None:
    saved = kept.saved
    name, note = (f"phuong-an-{what}-moi-{saved.id}" for what in ("ten", "ghi-chu"))
    with st.popover(_("Đổi tên, ghi chú"), key="phuong-an-doi-ten"):
        st.text_input(_("Tên phương án"), saved.name, max_chars=NAME_LENGTH, key=name)
        st.text_area(_("Ghi chú"), saved.note, max_chars=NOTE_LENGTH, height=80, key=note)
        st.button(_("Ghi tên và ghi chú"), key="phuong-an-ghi-ten", on_click=_edit, args=(kept, name, note))


def _link_and_file(kept: Kept) -> None:
    """The link and the file, for the same scenario on another machine."""
    with st.popover(_("Liên kết, tệp"), key="phuong-an-mang-di"):
        if kept.restored is None:
            st.caption(_("Không đọc được thông số của phương án nên không tạo được liên kết và tệp."))
            return
        scenario = kept.restored.scenario
        st.caption(_("Liên kết mở trang có thanh kéo với mọi thông số đã đặt."))
        for spec in saved_scenarios.pages_of(scenario):
            here, assumed = st.context.url or "", kept.saved.assumptions
            address = saved_scenarios.address(spec, scenario, kept.inputs, here, assumed)
            st.code(choices.in_link(address), language=None, wrap_lines=True)
        st.caption(_("Tệp nhỏ, có mã kiểm tra, nạp được trên máy khác ở thẻ “Nhập từ tệp”."))
        name = f"phuong-an-{kept.saved.identity[:8]}.json"
        downloads.button(_("Tải tệp phương án (JSON)"), name, lambda: file_of(kept), key="phuong-an-tai-tep")


def file_of(kept: Kept) -> bytes:
    """The scenario as saved, including levers that no longer exist."""
    saved = kept.saved
    versions = Versions(saved.data_version, saved.parameter_version, saved.engine_version)
    return scenario_file.write(
        saved.name, saved.note, saved.law_as_of, saved.values, saved.input_values, versions, saved.assumptions
    )


def show_archive(kept: tuple[Kept, ...]) -> None:
    """The archived scenarios, each with a button to restore it."""
    if not kept:
        st.info(_("Chưa lưu trữ phương án nào."))
    may = not kept or actor.may_or_says(Action.SAVE_SCENARIO)
    for scenario in kept:
        left, right = st.columns([4, 1], vertical_alignment="center")
        left.markdown(escape(scenario.saved.name))
        if may:
            right.button(
                _("Khôi phục"), key=f"phuong-an-khoi-phuc-{scenario.saved.id}", on_click=_restore, args=(scenario,)
            )


def _edit(kept: Kept, name_key: str, note_key: str) -> None:
    """Save the texts now in the boxes: arguments would be those of the run before the last letter."""
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
    sentence = (
        _("Đã ghi nhận “{name}” là phương án trình.") if proposed else _("“{name}” không còn là phương án trình.")
    ).format(name=name)
    _do(lambda by: scenarios.propose(loaders.database(), kept.saved.id, proposed=proposed, **by), sentence)


def _archive(kept: Kept) -> None:
    sentence = _("Đã lưu trữ “{name}”; khôi phục ở thẻ “Đã lưu trữ”.").format(name=escape(kept.saved.name))
    _do(lambda by: scenarios.archive(loaders.database(), kept.saved.id, **by), sentence)


def _restore(kept: Kept) -> None:
    sentence = _("Đã khôi phục “{name}”.").format(name=escape(kept.saved.name))
    _do(lambda by: scenarios.restore(loaders.database(), kept.saved.id, **by), sentence)


def _do(command: Callable[[_By], object], said: str) -> None:
    """Run a command as the one who acts; keep what to say about it."""
    try:
        command(_By(actor=actor.current(), idempotency_key=uuid.uuid4().hex))
    except (ScenarioRefusedError, NotAllowedError, DatabaseUnavailableError) as error:
        st.session_state[RESULT] = (False, escape(str(error)))
    else:
        st.session_state[RESULT] = (True, said)


ROUND, NAME, WRITE = "_phuong-an-vong", "phuong-an-tep-ten", "phuong-an-tep-ghi"
_KEY = "_phuong-an-tep-khoa"


def show_import(data: loaders.Data) -> None:
    """Choose a file, preview it, save it."""
    if not actor.may_or_says(Action.SAVE_SCENARIO):
        return
    st.markdown(_("Tệp phương án (JSON) tải từ phần mềm này, tối đa 64 kB. Bấm “Chọn tệp” hoặc kéo tệp thả vào khung."))
    uploaded = st.file_uploader(
        _("Chọn tệp"),
        type=["json"],
        key=f"phuong-an-tep-{st.session_state.get(ROUND, 0)}",
        label_visibility="collapsed",
    )
    if uploaded is None:
        return
    try:
        file = scenario_file.read(uploaded.getvalue())
    except ScenarioFileError as error:
        st.error(refused(error))
        return
    _preview(file, uploaded, data)


def refused(error: ScenarioFileError) -> str:
    """The fault of a scenario file, and the remedy."""
    if error.reason == "bad_values":
        listed = escape("; ".join(answers_words.lost(error.bad)))
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
    return words[error.reason].format(place=error.place, first=day(CLOCK_DAYS[0]), last=day(CLOCK_DAYS[1]))


def _preview(file: ScenarioFile, uploaded: Any, data: loaders.Data) -> None:
    if file.lost:
        st.warning(
            _("Tệp có thông số phần mềm này không dùng: {listed}. Phần còn lại vẫn nạp được.").format(
                listed=escape("; ".join(answers_words.lost(file.lost)))
            )
        )
    rows = answers_words.setting_rows(file.scenario, file.inputs, file.assumed)
    st.markdown(table([_("Thông số trong tệp"), _("Giá trị")], rows))
    st.caption(
        _(
            "Lưu ở máy khác trên số liệu bản {version}, cách tính {engine}; máy này tính lại trên số liệu bản {own}."
        ).format(version=file.versions.data, engine=escape(file.versions.engine), own=data.version)
    )
    result = saved_scenarios.computed(file.scenario, data)
    if result is None:
        st.error(_("Chưa có quy định cho ngày ghi trong tệp nên không tính được trên máy này."))
        return
    names = answers_words.scheme_names()
    st.markdown(escape(answers_words.sentence(result, names)))
    same = saved_scenarios.same_as(file.scenario)
    if same is not None:
        st.info(
            _("Phương án này đã lưu với tên “{name}” ({actor}, {time}).").format(
                name=escape(same.name), actor=escape(same.created_by), time=moment(same.created_at)
            )
        )
        return
    name = st.text_input(_("Tên phương án"), file.name, max_chars=NAME_LENGTH, key=f"{NAME}-{uploaded.file_id}")
    label = _("Nạp phần còn lại của phương án") if file.lost else _("Nạp phương án")
    if st.button(label, type="primary", key=WRITE):
        _write(Draft(name, file.scenario, result, data.version, file.note, file.inputs, file.assumed))


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
    st.session_state[RESULT] = (True, text.format(name=escape(draft.name), version=draft.data_version))
    st.rerun()
