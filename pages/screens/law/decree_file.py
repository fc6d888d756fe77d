"""Many rules from a file: templates, the check, what would change, then the button.

Belongs here: the path of a decree's whole table. Nothing here judges a file (data/ingest) or writes (decree_written.py).
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import streamlit as st

from data.export.tables import csv_bytes
from data.ingest import Check, check_file
from data.locale import _
from data.store.batches import Applied
from data.store.facts import UnknownRowError
from data.store.parameters import RuleChange, apply_parameters, rule_changes, value_of
from data.store.queries import amount_tables
from data.vocabulary.parameters import EVIDENCE_WORDS, PARAMETER_NAMES, PERCENTS, name_words, names_of_amounts, rules_of
from models.tables.parameters import UNVERIFIED_EVIDENCE
from models.wording.numbers import day, moment, number
from pages.screens.law.decree_form import confirmed
from pages.ui.format.tables import escape, table
from pages.ui.records import parameters
from pages.ui.records.parameters import HEADINGS
from pages.ui.records.problems import problems
from pages.ui.records.words import STATUS_WORDS
from pages.ui.session import actor, downloads, loaders

PLACE = "_van-ban-tep"
ROWS_SHOWN, REMARKS_SHOWN = 100, 10


def show(version: int) -> None:
    """Choose a file, read what is wrong, see what would change, write it."""
    left, right = st.columns([3, 2], gap="medium")
    with right:
        _templates(version)
    with left:
        st.markdown(_("**1. Chọn tệp mức mới:** CSV mã UTF-8. Bấm “Upload” hoặc kéo tệp thả vào khung."))
        key = f"van-ban-tep-{parameters.round_number()}"
        uploaded = st.file_uploader(_("Chọn tệp"), type=["csv", "txt", "tsv"], key=key, label_visibility="collapsed")
        if uploaded is None:
            return
        check = _check(uploaded)
        problems(check)
    if check.status == "accepted":
        _preview(check, uploaded)


def _templates(version: int) -> None:
    st.markdown(_("**Biểu mẫu:** mỗi dòng một mức; dòng để trống được bỏ qua."))
    for label, file, named in (
        (_("Tải biểu mẫu các mức chuẩn (CSV)"), "bieu-mau-muc-chuan.csv", {name: name_words(name) for name in PARAMETER_NAMES}),
        (_("Tải biểu mẫu bảng mức người có công (CSV)"), "bieu-mau-nguoi-co-cong.csv", names_of_amounts()),
    ):  # fmt: skip
        downloads.button(label, file, lambda named=named: _blank(named), key=file.removesuffix(".csv"))
    with st.expander(_("Các bảng mức người có công đã có")):
        st.markdown(_amounts_kept(version))


def _amounts_kept(version: int) -> str:
    """How many amounts each document gives, and from where they are known."""
    with loaders.database().reading() as connection:
        kept = amount_tables(connection, version)
    kinds = {"merit": _("nhóm"), "merit_step": _("mức tỷ lệ")}
    rows = [
        [
            row["document"], day(row["applies_from"]),
            _("{count} {kind}").format(count=number(row["amounts"]), kind=kinds.get(row["scheme"], row["scheme"])),
            _("Chưa kiểm chứng") if row["evidence"] in UNVERIFIED_EVIDENCE else _(EVIDENCE_WORDS[row["evidence"]]),
        ]
        for row in kept.iter_rows(named=True)
    ]  # fmt: skip
    return table([_("Văn bản"), _("Áp dụng từ"), _("Số mức"), _("Kiểm chứng")], rows, numbers_from=9)


def _blank(named: dict[str, str]) -> bytes:
    empty = [""] * (len(HEADINGS) - 2)
    return csv_bytes(HEADINGS, [[name, words, *empty] for name, words in named.items()])


def _check(uploaded: Any) -> Check:
    """The file's check, made once per file and session."""
    kept = st.session_state.get(f"{PLACE}-kiem-tra")
    if kept is None or kept[0] != uploaded.file_id:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "tep"
            path.write_bytes(uploaded.getvalue())
            kept = (uploaded.file_id, check_file(path, uploaded.name, "parameters"))
        st.session_state[f"{PLACE}-kiem-tra"] = kept
    return kept[1]


def _preview(check: Check, uploaded: Any) -> None:
    st.markdown(_("**3. Xem thay đổi**"))
    kept = parameters.preview(PLACE, check.sha256)
    try:
        with loaders.database().reading() as connection:
            changes = rule_changes(connection, kept["base_version"], rules_of(check.frame))
    except UnknownRowError as error:
        st.error(_("Cơ sở dữ liệu không có mức {name}; kiểm tra tên mức trong tệp.").format(name=escape(str(error))))
        return
    counts = {status: sum(change.status == status for change in changes) for status in STATUS_WORDS}
    st.caption(" · ".join(f"{STATUS_WORDS[status]}: {number(count)}" for status, count in counts.items()))
    headers = [_("Mức"), _("Áp dụng từ"), _("Văn bản"), _("Tình trạng"), _("Đang ghi (đồng)"), _("Sẽ ghi (đồng)")]
    st.markdown(table(headers, [_row(change) for change in changes[:ROWS_SHOWN]], numbers_from=4))
    if len(changes) > ROWS_SHOWN:
        st.caption(_("Hiện {shown} dòng đầu trong {all} dòng.").format(shown=ROWS_SHOWN, all=number(len(changes))))
    written = [change for change in changes if change.status != "unchanged"]
    if not written:
        st.info(_("0 thay đổi: các mức trong tệp giống hệt mức đang có."))
        return
    remarks = [remark for change in written for remark in change.remarks]
    if len(remarks) > REMARKS_SHOWN:
        more = _("Còn {count} mức khác cần xem lại.").format(count=len(remarks) - REMARKS_SHOWN)
        remarks = [*remarks[:REMARKS_SHOWN], more]
    sure = confirmed(tuple(remarks), f"van-ban-chac-{kept['key']}")
    documents = sorted({change.rule.document for change in written})
    label = _("Ghi {count} mức theo {document}").format(
        count=number(len(written)),
        document=documents[0] if len(documents) == 1 else _("{count} văn bản").format(count=len(documents)),
    )
    if st.button(label, type="primary", disabled=not sure, key="van-ban-ghi-tep"):
        _write(check, uploaded, kept, len(written))


def _row(change: RuleChange) -> list[str]:
    rule = change.rule
    return [
        name_words(rule.name), day(rule.applies_from), rule.document, STATUS_WORDS[change.status],
        _value(rule.name, value_of(change.old)) if change.old else _("chưa có"), _value(rule.name, rule.value),
    ]  # fmt: skip


def _value(name: str, value: int) -> str:
    return f"{value}%" if name in PERCENTS else number(value)


def _write(check: Check, uploaded: Any, kept: dict[str, Any], count: int) -> None:
    def act() -> Applied:
        return apply_parameters(
            loaders.database(), check, uploaded.getvalue(), uploaded.name, actor=actor.current(),
            base_version=kept["base_version"], idempotency_key=kept["key"],
        )  # fmt: skip

    def said(applied: Applied) -> str:
        if applied.already_at is not None:
            return _("Tệp này đã nạp lúc {time} (bản {batch}), 0 thay đổi.").format(
                time=moment(applied.already_at), batch=applied.batch
            )
        return parameters.written(_("{count} mức của tệp {file}").format(count=count, file=uploaded.name), applied)

    seen = next((rule.name for rule in rules_of(check.frame) if rule.name in PARAMETER_NAMES), None)
    parameters.write(PLACE, act, said, seen)
