"""Step 1 of an upload: choose a dataset and a file, or a template."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import polars as pl
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.accounts.permission import NotAllowedError
from data.clock import today
from data.errors import DatabaseUnavailableError
from data.export.templates import Format, personal_template, template
from data.locale import _
from data.store import drafts
from data.store.drafts import DraftGoneError, DraftLine, DraftTooLargeError, OpenDraft
from models.access.roles import Action
from models.periods import Month
from models.policy.engine.baseline import sending_areas
from models.policy.schemes import PROGRAMMES
from models.wording.numbers import moment, short_month
from pages.screens.uploads import draft as uploads_draft
from pages.ui.format import markup
from pages.ui.records import datasets
from pages.ui.records.datasets import Kind, literal, size_words
from pages.ui.session import actor, choices, downloads, loaders

FIRST = Month(2023, 1)
PERIOD, COMMUNES = "tai-tep-mau-ky", "tai-tep-mau-xa"


def show_templates(kind: Kind, data: loaders.Data) -> None:
    """Period, level of area, and the file as a workbook or CSV."""
    with st.container(border=True):
        st.markdown(_("**Chưa có tệp? Tải biểu mẫu**, điền số rồi nạp lại. Số đang có được điền sẵn."))
        left, right = st.columns(2, vertical_alignment="bottom")
        with left:
            period = _period(kind, data)
        with right:
            communes = st.checkbox(_("Từng xã, phường"), key=COMMUNES)
        with st.container(horizontal=True):
            _button(_("Biểu mẫu Excel"), "xlsx", kind, period, communes, data)
            _button(_("Biểu mẫu CSV"), "csv", kind, period, communes, data)


def show_summing_workbook(data: loaders.Data) -> None:
    """The workbook that adds up a list of persons on the user's own machine, so that only the sums are uploaded."""
    month = _newest_month(data)
    level = data.level(month)
    areas = list(sending_areas(data.areas, month).select("code", "name").iter_rows())
    # The workbook holds 400 lines: of 33 wards and communes those of the programmes.
    paid = [scheme.code for scheme in PROGRAMMES.values() if level == "district"]
    groups = data.groups.filter(pl.col("scheme").is_in(paid))["name"].to_list()
    st.markdown(
        _(
            "**Cách làm đúng:** tải tệp cộng dưới đây, dán danh sách vào trang đầu của tệp **trên máy của mình**; "
            "trang “Tổng hợp” tự cộng số người, số tiền theo đơn vị và nhóm. Chỉ nạp trang “Tổng hợp”."
        )
    )
    downloads.button(
        _("Tải tệp cộng danh sách (Excel)"),
        _("cong-danh-sach-{period}.xlsx").format(period=month),
        lambda: personal_template(areas, [*PROGRAMMES, *groups], str(month), level=level),
        key="tai-tep-cong-danh-sach",
    )


def _period(kind: Kind, data: loaders.Data) -> str:
    newest, last = _newest_month(data), Month.of(today())
    if kind.dated == "year":
        years = list(range(last.year + 1, FIRST.year - 1, -1))
        year = st.selectbox(_("Năm"), years, index=years.index(newest.year), format_func=str, key=f"{PERIOD}-nam")
        return str(year)
    months = [Month.of_index(index) for index in range(last.index, FIRST.index - 1, -1)]
    at = months.index(newest) if newest in months else 0
    return str(st.selectbox(_("Tháng"), months, index=at, format_func=short_month, key=f"{PERIOD}-thang"))


def _newest_month(data: loaders.Data) -> Month:
    """The newest month with figures: the one a correction is most often about."""
    return Month.parse(str(data.caseload.select(pl.col("month").max()).item()))


def _button(label: str, form: Format, kind: Kind, period: str, communes: bool, data: loaders.Data) -> None:
    database = loaders.database()

    def make() -> bytes:
        with database.reading() as connection:
            return template(connection, data.version, kind.dataset, period, form, communes=communes)

    name = _("bieu-mau-{kind}-{period}.{form}").format(kind=kind.address, period=period, form=form)
    downloads.button(label, name, make, key=f"tai-bieu-mau-{form}")


TYPES = ["csv", "txt", "tsv", "xlsx", "xlsm", "xls"]
_FILE_STAYS = """<style>
[data-testid=stFileChipName] + div, [data-testid=stFileChips] button {{ display: none }}
</style>"""


def show(data: loaders.Data) -> None:
    """The dataset on the left; the file, and templates, on the right."""
    left, right = st.columns([2, 3], gap="large")
    with left:
        kind = datasets.choose()
    with right:
        if choices.may_write(Action.UPLOAD, Action.APPLY):
            st.markdown(_("**Chọn tệp {kind}**, để nguyên như nhận từ xã, huyện").format(kind=_(kind.name).lower()))
            _new_file(kind)
        show_not_kept(data)
        show_templates(kind, data)
    _open_drafts()


def mended_file(draft: OpenDraft) -> None:
    """The uploader for a corrected version of the same file."""
    uploaded, slot = _uploader("tai-tep-sua")
    if uploaded is not None:
        _take(slot, lambda: uploads_draft.replace(draft, uploaded.getvalue(), uploaded.name))


def show_not_kept(data: loaders.Data) -> None:
    """A file of which nothing was stored: what is wrong and how to correct it; for a list of persons the allowed
    way."""
    refused = uploads_draft.not_kept()
    if refused is None:
        return
    sentence = (
        _("Tệp {file} có dữ liệu cá nhân: phần mềm không nhận và không lưu lại gì.")
        if refused.personal
        else _("Tệp {file} không đọc được: phần mềm không lưu lại gì.")
    )
    st.error(sentence.format(file=literal(refused.filename)))
    datasets.sentences([problem for problem in refused.check.problems if problem.severity == "error"])
    if refused.personal:
        show_summing_workbook(data)


def _new_file(kind: Kind) -> None:
    uploaded, slot = _uploader("tai-tep")
    if uploaded is not None:
        _take(slot, lambda: uploads_draft.receive(uploaded.getvalue(), uploaded.name, kind.dataset))


class _Uploaded(Protocol):
    """What st.file_uploader gives, as far as it is used here."""

    @property
    def name(self) -> str: ...
    def getvalue(self) -> bytes: ...


def _uploader(name: str) -> tuple[_Uploaded | None, DeltaGenerator]:
    """The file, and a container for messages while it is received: there with and without a file, so that it never
    replaces another element. What has been read is a draft: it is put aside there, not in Streamlit's box."""
    markup.show(markup.fill_style(_FILE_STAYS))
    uploaded = st.file_uploader(
        _("Chọn tệp"), type=TYPES, key=uploads_draft.uploader_key(name), label_visibility="collapsed"
    )
    st.caption(_("Excel (XLSX) hoặc CSV, tối đa 20 MB, 50.000 dòng. Không đưa họ tên, số định danh cá nhân vào tệp."))
    if weaker := datasets.unlimited_reading():
        st.caption(weaker)
    return uploaded, st.container()


def _take(slot: DeltaGenerator, act: Callable[[], None]) -> None:
    with slot:
        try:
            act()
        except (DraftTooLargeError, DraftGoneError, NotAllowedError, DatabaseUnavailableError) as error:
            st.error(str(error))
            return
    st.rerun()


def _open_drafts() -> None:
    """Drafts that are neither applied nor deleted."""
    begun = drafts.open_of(loaders.database(), actor.current())
    if not begun:
        return
    st.subheader(_("Bản nháp: tệp đã chọn nhưng chưa ghi ({count})").format(count=len(begun)), anchor=False)
    for line in begun:
        _draft(line)


def _draft(line: DraftLine) -> None:
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        name = _(datasets.of(line.dataset).name) if datasets.known(line.dataset) else line.dataset
        st.markdown(
            _("**{file}** · {kind} · lúc {time} · {size}").format(
                file=literal(line.filename), kind=name, time=moment(line.updated_at), size=size_words(line.size)
            ),
            width="stretch",
        )
        st.button(
            _("Mở tiếp"), key=f"tai-tep-mo-{line.id}", on_click=uploads_draft.set_open, args=(line.id,), type="primary"
        )
        st.button(_("Bỏ"), key=f"tai-tep-bo-{line.id}", on_click=uploads_draft.discard, args=(line.id,))
