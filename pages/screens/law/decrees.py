"""Entering a new decree: a form for one rule, and a file for many."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.clock import today
from data.export.tables import csv_bytes
from data.ingest import Check, check_file
from data.ingest.catalogue import PARAMETERS
from data.ingest.law_rows import Reading, read_rule
from data.locale import _
from data.store.batches import Applied
from data.store.facts import UnknownRowError
from data.store.parameters import RuleChange, apply_parameters, rule_changes, set_parameter, value_of
from data.store.queries import amount_tables
from data.vocabulary.parameters import (
    EVIDENCE_WORDS,
    MONTHS,
    PARAMETER_NAMES,
    PER_THOUSAND,
    PERCENTS,
    Rule,
    name_words,
    names_of_amounts,
    rules_of,
    unit_of,
)
from models.tables.parameters import UNVERIFIED_EVIDENCE
from models.wording.numbers import day, moment, number, short_month
from pages.ui.format.tables import escape, table
from pages.ui.records import parameters
from pages.ui.records.datasets import STATUS_WORDS, problems
from pages.ui.records.parameters import HEADINGS, paid_from, with_unit, words
from pages.ui.session import actor, downloads, loaders

FORM_PREVIEW = "_van-ban-xem-truoc"
REQUIRED = ("value", "applies_from", "document", "evidence")
_EXAMPLES = ((PERCENTS, "50"), (MONTHS, "24"), (PER_THOUSAND, "45"))
"""Of a value, where it is no amount."""


def show_form(viewed: str) -> None:
    """The form for the parameter viewed, or another one chosen in it."""
    texts = _fields(viewed)
    if not any(texts[column].strip() for column in texts if column not in ("name", "evidence")):
        st.caption(_("Điền mức, ngày áp dụng và văn bản; phần mềm cho xem trước rồi mới ghi."))
        return
    reading = read_rule(texts, today().year)
    if reading.rule is None:
        _faults(reading, texts)
        return
    preview = parameters.preview(FORM_PREVIEW, reading.rule)
    with loaders.database().reading() as connection:
        (change,) = rule_changes(connection, preview["base_version"], [reading.rule])
    if change.status == "unchanged":
        st.info(_("Không có gì để ghi: mức này đã có đúng như vậy."))
        return
    _preview(change, reading)
    sure = confirm_remarks(change.remarks, f"van-ban-chac-{preview['key']}")
    rule = reading.rule
    label = _("Ghi {name} {amount} từ {day}").format(
        name=words(rule.name), amount=_amount(change), day=day(rule.applies_from)
    )
    if st.button(label, type="primary", disabled=not sure, key="van-ban-ghi"):
        _write(change, preview["base_version"], preview["key"])


def confirm_remarks(remarks: tuple[str, ...], key: str) -> bool:
    """Whether suspicious values were confirmed; True where there are none."""
    if not remarks:
        return True
    st.warning(_("Cần xem lại trước khi ghi:") + "\n\n" + "\n".join(f"- {escape(remark)}" for remark in remarks))
    return st.checkbox(_("Tôi đã kiểm tra lại, các mức trên là đúng"), key=key)


def _fields(viewed: str) -> dict[str, str]:
    """The texts by column of a `parameters` file; the keys change after each write, so that the form is empty again."""
    place = f"van-ban-{parameters.round_number()}"

    def text(column: DeltaGenerator, name: str, label: str, example: str, note: str | None = None) -> str:
        return column.text_input(label, key=f"{place}-{name}", placeholder=example, help=note)

    top, low = st.columns([2, 1.2, 3], gap="medium"), st.columns(6, gap="small")
    names = list(PARAMETER_NAMES)
    name = top[0].selectbox(
        _("Loại mức"), names, index=names.index(viewed), format_func=words, key=f"{place}-loai-{viewed}"
    )
    example = next((one for names, one in _EXAMPLES if name in names), _("540.000"))
    return {
        "name": name,
        "value": text(top[1], "value", _("Mức ({unit})").format(unit=unit_of(name)), example),
        "document": text(top[2], "document", _("Văn bản (số, ký hiệu, điều)"), _("Nghị định 335/2026/NĐ-CP, Điều 4")),
        "issued_on": text(low[0], "issued_on", _("Ngày ban hành"), _("21/8/2026")),
        "applies_from": text(
            low[1], "applies_from", _("Áp dụng từ ngày"), _("01/7/2026"), _("Tiền tính từ ngày này; là ngày đầu tháng.")
        ),
        "in_force_from": text(
            low[2], "in_force_from", _("Có hiệu lực từ ngày"), _("05/10/2026"), _("Ngày văn bản có hiệu lực thi hành.")
        ),
        "in_force_until": text(
            low[3],
            "in_force_until",
            _("Có hiệu lực đến ngày"),
            _("31/12/2030"),
            _(
                "Ngày cuối cùng còn hiệu lực, nếu văn bản có ghi. Để trống thì giữ ngày đang ghi; ghi “không” để bỏ "
                "ngày đó."
            ),
        ),
        "first_paid": text(
            low[4],
            "first_paid",
            _("Chi trả từ tháng"),
            _("để trống: tự tính"),
            _(
                "Tháng đầu tiên chi theo mức mới. Để trống thì lấy danh sách đầu tiên chốt (trước ngày 25 tháng trước) "
                "sau ngày có hiệu lực."
            ),
        ),
        "evidence": low[5].selectbox(
            _("Nguồn thông tin"),
            list(EVIDENCE_WORDS),
            index=None,
            format_func=_evidence,
            placeholder=_("Chọn"),
            key=f"{place}-evidence",
        )
        or "",
    }


def _evidence(name: str) -> str:
    return _(EVIDENCE_WORDS[name])


def _faults(reading: Reading, texts: dict[str, str]) -> None:
    """Columns still to fill in, and columns filled in wrongly with the remedy."""
    missing = [column for column, _fault in reading.faults if column in REQUIRED and not texts[column].strip()]
    wrong = [(column, fault) for column, fault in reading.faults if column not in missing]
    if wrong:
        lines = [
            _("**{field}:** {value} {reason}. {remedy}").format(
                field=_label(column),
                value=escape(f"“{texts[column].strip()[:100]}”"),
                reason=escape(fault.reason),
                remedy=escape(fault.remedy),
            )
            for column, fault in wrong
        ]
        st.error("\n".join(f"- {line}" for line in lines))
    if missing:
        st.caption(_("Còn thiếu: {fields}.").format(fields=", ".join(_label(column).lower() for column in missing)))


def _label(column: str) -> str:
    return _(PARAMETERS.column(column).label)


def _amount(change: RuleChange) -> str:
    return with_unit(change.rule.value, change.like["unit"])


def _preview(change: RuleChange, reading: Reading) -> None:
    rule = change.rule
    verb = _("Sẽ ghi") if change.status == "new" else _("Sẽ sửa")
    in_force = _(", có hiệu lực {day}").format(day=day(rule.in_force_from)) if rule.in_force_from else ""
    if change.ends_on is not None:
        in_force += _(", đến hết {day}").format(day=day(change.ends_on))
    sentence = _("**{verb}: {name} {amount}** từ {day}{in_force}, theo {document}").format(
        verb=verb,
        name=words(rule.name),
        amount=_amount(change),
        day=day(rule.applies_from),
        in_force=in_force,
        document=escape(rule.document),
    )
    st.markdown(". ".join([sentence, *_paid(rule, reading), *_mark(rule)]) + ".")
    if change.old:
        rows = [list(cells) for cells in zip(_facts_named(), _facts(change.old), _facts(_as_row(change)), strict=True)]
        st.markdown(
            table(
                [_("Nội dung"), _("Đang ghi"), _("Sẽ ghi")], [row for row in rows if row[1] != row[2]], numbers_from=9
            )
        )


def _paid(rule: Rule, reading: Reading) -> list[str]:
    paid = paid_from(vars(rule))
    if paid is None:
        return []
    months = paid.index - rule.applies_from.year * 12 - rule.applies_from.month + 1
    back = _(", truy lĩnh {count} tháng").format(count=months) if months else ""
    how = _(" (tự tính từ ngày có hiệu lực)") if reading.proposed is not None else ""
    if rule.first_paid is None:
        how = _(" (chưa có ngày hiệu lực nên coi như chi ngay)")
    return [_("Chi trả theo mức mới từ {month}{how}{back}").format(month=short_month(paid), how=how, back=back)]


def _mark(rule: Rule) -> list[str]:
    if rule.evidence not in UNVERIFIED_EVIDENCE:
        return []
    return [_("Sẽ hiện “chưa kiểm chứng” cho đến khi có người đối chiếu văn bản")]


def _as_row(change: RuleChange) -> dict[str, object]:
    return {**vars(change.rule), "in_force_until": change.ends_on}


def _facts_named() -> list[str]:
    return [
        _label(column)
        for column in ("value", "issued_on", "in_force_from", "in_force_until", "first_paid", "document", "evidence")
    ]


def _facts(row: Mapping[str, Any]) -> list[str]:
    unknown = _("chưa rõ")
    paid = paid_from(row)
    return [
        number(row["value"]),
        day(row["issued_on"]) if row["issued_on"] else unknown,
        day(row["in_force_from"]) if row["in_force_from"] else unknown,
        day(row["in_force_until"]) if row["in_force_until"] else _("không"),
        short_month(paid) if paid else "–",
        row["document"],
        _(EVIDENCE_WORDS[row["evidence"]]),
    ]


def _write(change: RuleChange, base_version: int, key: str) -> None:
    rule = change.rule
    what = f"{words(rule.name)} {_amount(change)}"

    def act() -> Applied:
        return set_parameter(
            loaders.database(), row=rule, actor=actor.current(), base_version=base_version, idempotency_key=key
        )

    parameters.write(FORM_PREVIEW, act, lambda applied: parameters.written(what, applied), rule.name)


FILE_PREVIEW = "_van-ban-tep"
ROWS_SHOWN, REMARKS_SHOWN = 100, 10


def show_file(version: int) -> None:
    """Choose a file, read its problems, preview its changes, write it."""
    left, right = st.columns([3, 2], gap="medium")
    with right:
        _templates(version)
    with left:
        st.markdown(_("**1. Chọn tệp mức mới:** CSV mã UTF-8. Bấm “Chọn tệp” hoặc kéo tệp thả vào khung."))
        key = f"van-ban-tep-{parameters.round_number()}"
        uploaded = st.file_uploader(_("Chọn tệp"), type=["csv", "txt", "tsv"], key=key, label_visibility="collapsed")
        if uploaded is None:
            return
        check = _check(uploaded)
        problems(check)
    if check.status == "accepted":
        _file_preview(check, uploaded)


def _templates(version: int) -> None:
    st.markdown(_("**Biểu mẫu:** mỗi dòng một mức; dòng để trống được bỏ qua."))
    for label, file, named in (
        (
            _("Tải biểu mẫu các mức chuẩn (CSV)"),
            "bieu-mau-muc-chuan.csv",
            {name: name_words(name) for name in PARAMETER_NAMES},
        ),
        (_("Tải biểu mẫu bảng mức người có công (CSV)"), "bieu-mau-nguoi-co-cong.csv", names_of_amounts()),
    ):
        downloads.button(label, file, partial(_blank, named), key=file.removesuffix(".csv"))
    with st.expander(_("Các bảng mức người có công đã có")):
        st.markdown(_amounts_kept(version))


def _amounts_kept(version: int) -> str:
    """The number of amounts of each document, and how they are known."""
    with loaders.database().reading() as connection:
        amounts = amount_tables(connection, version)
    kinds = {"merit": _("nhóm"), "merit_step": _("mức tỷ lệ")}
    rows = [
        [
            row["document"],
            day(row["applies_from"]),
            _("{count} {kind}").format(count=number(row["amounts"]), kind=kinds.get(row["scheme"], row["scheme"])),
            _("Chưa kiểm chứng") if row["evidence"] in UNVERIFIED_EVIDENCE else _(EVIDENCE_WORDS[row["evidence"]]),
        ]
        for row in amounts.iter_rows(named=True)
    ]
    return table([_("Văn bản"), _("Áp dụng từ"), _("Số mức"), _("Kiểm chứng")], rows, numbers_from=9)


def _blank(named: dict[str, str]) -> bytes:
    empty = [""] * (len(HEADINGS) - 2)
    return csv_bytes(HEADINGS, [[name, words, *empty] for name, words in named.items()])


def _check(uploaded: Any) -> Check:
    """The file's check, made once per file and session."""
    cached = st.session_state.get(f"{FILE_PREVIEW}-kiem-tra")
    if cached is None or cached[0] != uploaded.file_id:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "tep"
            path.write_bytes(uploaded.getvalue())
            cached = (uploaded.file_id, check_file(path, uploaded.name, "parameters"))
        st.session_state[f"{FILE_PREVIEW}-kiem-tra"] = cached
    return cached[1]


def _file_preview(check: Check, uploaded: Any) -> None:
    st.markdown(_("**3. Xem thay đổi**"))
    preview = parameters.preview(FILE_PREVIEW, check.sha256)
    try:
        with loaders.database().reading() as connection:
            changes = rule_changes(connection, preview["base_version"], rules_of(check.frame))
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
    sure = confirm_remarks(tuple(remarks), f"van-ban-chac-{preview['key']}")
    documents = sorted({change.rule.document for change in written})
    label = _("Ghi {count} mức theo {document}").format(
        count=number(len(written)),
        document=documents[0] if len(documents) == 1 else _("{count} văn bản").format(count=len(documents)),
    )
    if st.button(label, type="primary", disabled=not sure, key="van-ban-ghi-tep"):
        _write_file(check, uploaded, preview, len(written))


def _row(change: RuleChange) -> list[str]:
    rule = change.rule
    return [
        name_words(rule.name),
        day(rule.applies_from),
        rule.document,
        STATUS_WORDS[change.status],
        _value(rule.name, value_of(change.old)) if change.old else _("chưa có"),
        _value(rule.name, rule.value),
    ]


def _value(name: str, value: int) -> str:
    return f"{value}%" if name in PERCENTS else number(value)


def _write_file(check: Check, uploaded: Any, preview: dict[str, Any], count: int) -> None:
    def act() -> Applied:
        return apply_parameters(
            loaders.database(),
            check,
            uploaded.getvalue(),
            uploaded.name,
            actor=actor.current(),
            base_version=preview["base_version"],
            idempotency_key=preview["key"],
        )

    def said(applied: Applied) -> str:
        if applied.already_at is not None:
            return _("Tệp này đã nạp lúc {time} (bản {batch}), 0 thay đổi.").format(
                time=moment(applied.already_at), batch=applied.batch
            )
        return parameters.written(_("{count} mức của tệp {file}").format(count=count, file=uploaded.name), applied)

    seen = next((rule.name for rule in rules_of(check.frame) if rule.name in PARAMETER_NAMES), None)
    parameters.write(FILE_PREVIEW, act, said, seen)
