"""Datasets, uploaded rows, batches and problems of a file in words."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib.util import find_spec
from typing import Any, Literal

import polars as pl
import streamlit as st

from data.ingest import Check, reading
from data.ingest.catalogue import DATASETS
from data.locale import _
from data.store.compare import Status
from data.store.shipped_law import SHIPPED
from data.vocabulary.problems import LISTED_REPEATS, Problem, shown, words_of
from models.periods import Month
from models.wording.numbers import hedge_words, moment, number, short_month, signed, when
from models.wording.words import N_
from pages._registry import page
from pages.ui.format.tables import HARD, escape, table
from pages.ui.saved import scenarios

PARAMETER, CHOICE = "loai", "tai-tep-loai"
_WRITTEN = "_tai-tep-loai-dia-chi"
Dated = Literal["month", "year"]


@dataclass(frozen=True)
class Kind:
    """`dated` says what a template is made for; `deed` names what is written for its periods, by year where that is how
    it is spoken of; `pages` show the figures."""

    dataset: str
    address: str
    name: str
    purpose: str
    dated: Dated
    deed: str
    pages: tuple[str, ...]
    deed_by_year: bool = False

    def period_of(self, text: str) -> str:
        """A line's period as the deed names it."""
        return text[:4] if self.deed_by_year else text


KINDS = (
    Kind(
        "payments", "chi-tra", N_("Chi trả hằng tháng"),
        N_("Số người, số tiền từng tháng theo huyện, xã và nhóm đối tượng; các phương án tính trên số này."),
        "month", N_("Ghi {count} dòng của tháng {periods}"),
        ("protection.py", "merit.py", "district_map.py", "overview.py"),
    ),
    Kind(
        "indicators", "chi-tieu", N_("Chỉ tiêu báo cáo"),
        N_("Số thực hiện trong báo cáo: việc làm, đào tạo nghề, giảm nghèo, bảo trợ, người có công."),
        "year", N_("Ghi {count} số của kỳ {periods}"),
        ("employment.py", "training.py", "poverty.py", "overview.py"),
    ),
    Kind(
        "households", "ho-ngheo", N_("Hộ nghèo, hộ cận nghèo"),
        N_("Kết quả rà soát: số đầu kỳ, giảm, tăng, cuối kỳ theo huyện, xã."),
        "year", N_("Ghi {count} dòng của kỳ {periods}"),
        ("poverty.py",),
    ),
    Kind(
        "targets", "ke-hoach", N_("Chỉ tiêu kế hoạch"),
        N_("Số kế hoạch giao trong năm, để biết đạt bao nhiêu % kế hoạch."),
        "year", N_("Ghi {count} chỉ tiêu kế hoạch năm {periods}"),
        ("employment.py", "training.py", "poverty.py"), deed_by_year=True,
    ),
    Kind(
        "areas", "dan-so", N_("Dân số và số hộ"),
        N_("Dân số, số hộ của huyện, xã tại một ngày; dùng để tính trên 1.000 dân."),
        "year", N_("Ghi {count} đơn vị, số liệu {periods}"),
        ("district_map.py",),
    ),
    Kind(
        "budget", "ngan-sach", N_("Dự toán và thực hiện ngân sách"),
        N_("Dự toán giao, bổ sung, lũy kế, tạm ứng, quyết toán theo chương, loại, khoản; để biết thừa, thiếu."),
        "year", N_("Ghi {count} dòng của năm ngân sách {periods}"),
        ("overview.py",), deed_by_year=True,
    ),
)  # fmt: skip
_BY_DATASET = {kind.dataset: kind for kind in KINDS}
_BY_ADDRESS = {kind.address: kind for kind in KINDS}


def of(dataset: str) -> Kind:
    """The kind of a dataset; KeyError for one that has a page of its own."""
    return _BY_DATASET[dataset]


def known(dataset: str) -> bool:
    return dataset in _BY_DATASET


def choose() -> Kind:
    """All kinds with their sentence; the address names the chosen one, and a link may ask for one."""
    asked = st.query_params.get(PARAMETER)
    if asked in _BY_ADDRESS and asked != st.session_state.get(_WRITTEN):
        st.session_state[CHOICE] = _BY_ADDRESS[asked].dataset
    st.session_state.setdefault(CHOICE, KINDS[0].dataset)
    chosen = st.radio(
        _("Tệp có số liệu gì?"),
        [kind.dataset for kind in KINDS],
        format_func=lambda dataset: _(_BY_DATASET[dataset].name),
        captions=[_(kind.purpose) for kind in KINDS],
        key=CHOICE,
        persist_state="session",
    )
    kind = _BY_DATASET[chosen]
    if kind is KINDS[0]:
        st.query_params.pop(PARAMETER, None)
        st.session_state.pop(_WRITTEN, None)
    else:
        st.query_params[PARAMETER] = st.session_state[_WRITTEN] = kind.address
    return kind


def show(*datasets: str) -> None:
    """One link a dataset, side by side: the upload page with the kind chosen, where its template is."""
    entry = scenarios.entry(page("upload.py"))
    with st.container(horizontal=True):
        for dataset in datasets:
            kind = of(dataset)
            st.page_link(
                entry,
                label=_("Biểu mẫu và nạp tệp: {kind}").format(kind=_(kind.name)),
                icon=":material/upload_file:",
                query_params={PARAMETER: kind.address},
            )


STATUS_WORDS: dict[Status, str] = {"new": _("Mới"), "changed": _("Thay đổi"), "unchanged": _("Không đổi")}
MISSING: Status = "missing"
ALL_STATUS_WORDS: dict[Status, str] = {**STATUS_WORDS, MISSING: _("Tệp không có")}
VALUE_WORDS = {
    "people": _("Số người"),
    "months": _("Số tháng"),
    "shares": _("Số suất"),
    "units": _("Số đơn vị hưởng"),
    "amount_vnd": _("Kinh phí (đồng)"),
    "value": _("Giá trị"),
    "qualifier": _("Mức độ"),
    "population": _("Dân số (người)"),
    "population_date": _("Ngày tính dân số"),
    "population_source": _("Nguồn dân số"),
    "households": _("Số hộ"),
    "households_date": _("Ngày tính số hộ"),
    "households_source": _("Nguồn số hộ"),
    "estimate_vnd": _("Dự toán giao (đồng)"),
    "supplement_vnd": _("Bổ sung (đồng)"),
    "cumulative_vnd": _("Lũy kế (đồng)"),
    "advance_vnd": _("Tạm ứng (đồng)"),
    "settlement_vnd": _("Quyết toán (đồng)"),
}
PERIODS_NAMED = 3

Value = int | str | Decimal | None


def literal(text: str) -> str:
    """Text of a file, or its name, as Markdown shows it letter by letter; what is invisible or turns the direction of
    writing is written out."""
    return escape(shown(text))


def value_words(name: str, value: Value) -> str:
    """A value as people write it, text of a file escaped; a missing one is never 0."""
    if value is None:
        return _("chưa có")
    if name.endswith("_date"):
        return when(str(value))
    exact = None if name.endswith("_source") else _exact(value)
    if exact is None:
        return escape(hedge_words(str(value))) if name == "qualifier" else escape(str(value))
    return number(exact, 4)


def difference_words(old: Value, new: Value) -> str:
    """ "+100", "−1.500.000"; nothing where there is no difference to take."""
    before, after = _exact(old), _exact(new)
    return "" if before is None or after is None or before == after else signed(after - before, 4)


def period_words(text: str) -> str:
    """ "2023-12" -> "12/2023", "2023-12-31" -> "31/12/2023", a year as it stands."""
    if len(text) == 7:
        return short_month(Month.parse(text))
    return when(text)


def periods_words(texts: Iterable[str]) -> str:
    """The periods of a file for a button: "12/2023", "01/2023, 02/2023 và 10 kỳ khác"."""
    listed = [period_words(text) for text in sorted(set(texts))]
    if len(listed) <= PERIODS_NAMED:
        return ", ".join(listed)
    return _("{first} và {count} kỳ khác").format(first=", ".join(listed[:2]), count=len(listed) - 2)


def size_words(size: int) -> str:
    """Bytes of a file for a list: "34 KB", "1,2 MB"."""
    if size < 1024 * 1024:
        return _("{size} KB").format(size=number(max(1, -(-size // 1024))))
    return _("{size} MB").format(size=number(Decimal(size) / (1024 * 1024), 1))


def _exact(value: Value) -> Decimal | None:
    """The number a value is; None for what is none."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | Decimal):
        return Decimal(value)
    try:
        return Decimal(value)
    except ArithmeticError:
        return None


CHANGE_KINDS = {
    "seed": _("Số liệu ban đầu"),
    "upload": _("Nạp tệp"),
    "undo": _("Thu hồi"),
    "parameters": _("Ghi mức theo văn bản"),
    "verification": _("Đối chiếu văn bản"),
}
_OTHER_DATASETS = {
    "seed": _("Báo cáo năm 2023"),
    "restore": _("Toàn bộ số liệu"),
    "verification": _("Mức chuẩn và văn bản"),
    SHIPPED: _("Mức chuẩn và văn bản"),
    "crosswalk": _("Tỷ lệ quy đổi địa giới"),
    "boundaries": _("Ranh giới bản đồ"),
}


def kind_words(row: dict[str, Any]) -> str:
    """What sort of batch it is; a share of the crosswalk is entered as a decree's amount is, and is none."""
    if row["dataset"] == "restore":
        return _("Khôi phục từ bản sao lưu")
    if row["dataset"] == SHIPPED and row["kind"] == "parameters":
        return _("Cập nhật văn bản kèm phiên bản mới")
    return (
        _("Nhập tỷ lệ quy đổi")
        if row["dataset"] == "crosswalk" and row["kind"] == "parameters"
        else CHANGE_KINDS[row["kind"]]
    )


def dataset_words(name: str) -> str:
    """A kind of figures as the upload page calls it."""
    if known(name):
        return _(of(name).name)
    return _OTHER_DATASETS.get(name) or (_(DATASETS[name].label) if name in DATASETS else name)


def writer(row: dict[str, Any]) -> str:
    """Who wrote a batch; the figures that came with the installation were written by nobody."""
    return _("khi cài đặt") if row["dataset"] == "seed" else str(row["actor"])


def chains(batches: pl.DataFrame) -> dict[int, tuple[int, ...]]:
    """Of each batch of a frame BATCHES: what took it back, what took that back, and so on. An odd number of them: it is
    taken back; an even one: it stands, or stands again."""
    undone = dict(batches.select("id", "undone_by").iter_rows())

    def chain(batch: int) -> tuple[int, ...]:
        by = undone[batch]
        return () if by is None else (by, *chain(by))

    return {batch: chain(batch) for batch in undone}


def described(chain: Sequence[int]) -> str:
    """Whether a batch still stands."""
    if not chain:
        return _("Đã ghi")
    said = _("Đã thu hồi (bản{hard}{number})") if len(chain) % 2 else _("Đã lấy lại (bản{hard}{number})")
    return said.format(hard=HARD, number=chain[-1])


def deed(row: dict[str, Any]) -> str:
    """What a batch did, as part of a sentence: "nạp tệp thang-12.csv", "thu hồi bản 4"."""
    if row["kind"] == "undo":
        return _("thu hồi bản {number}").format(number=row["undoes_id"])
    if row["dataset"] == "restore":
        return _("khôi phục từ {file}").format(file=row["filename"])
    if row["filename"]:
        return _("nạp tệp {file}").format(file=row["filename"])
    return kind_words(row).lower()


def named(row: dict[str, Any]) -> str:
    """A batch in one line, to choose it by: "Bản 7 · nạp tệp thang-12.csv · 09:15 03/10/2025"."""
    return _("Bản {number} · {what} · {time}").format(number=row["id"], what=deed(row), time=moment(row["created_at"]))


def problems(found: Check) -> None:
    """All problems as sentences under their step; for pages that show a file in one go."""
    errors = [problem for problem in found.problems if problem.severity == "error"]
    warnings = [problem for problem in found.problems if problem.severity == "warning"]
    st.markdown(_("**2. Kiểm tra**"))
    if errors:
        st.error(_("{count} lỗi phải sửa; chưa ghi gì. Sửa trong tệp rồi chọn lại.").format(count=len(errors)))
        st.markdown("\n".join(f"- {escape(problem.message)}" for problem in errors))
    else:
        st.success(_("Tệp đọc được, {count} dòng số liệu.").format(count=number(found.frame.height)))
    if warnings:
        st.warning(_("{count} điều cần xem lại:").format(count=len(warnings)))
        st.markdown("\n".join(f"- {escape(problem.message)}" for problem in warnings))


def errors(found: Sequence[Problem]) -> None:
    """Errors as a table: where, what stands there, why not, how to mend it, how often."""
    rows = [
        [
            problem.place or _("Cả tệp"),
            problem.value or "",
            _sentence(problem.reason) + _elsewhere(problem),
            problem.remedy,
            number(problem.count),
        ]
        for problem in found
    ]
    headers = [_("Chỗ sai"), _("Giá trị trong tệp"), _("Sai thế nào"), _("Cách sửa"), _("Số chỗ")]
    st.markdown(table(headers, rows, numbers_from=4))


def sentences(found: Sequence[Problem]) -> None:
    """One line each, for a narrow place."""
    st.markdown("\n".join(f"- {escape(problem.message)}" for problem in found))


def warnings(found: Sequence[Problem], *, opened: bool = False) -> None:
    """Warnings by group, each group folded with its count."""
    groups: dict[str, list[Problem]] = {}
    for problem in found:
        groups.setdefault(problem.code, []).append(problem)
    for code, group in groups.items():
        label = _("{group} ({count})").format(group=words_of(code), count=number(total(group)))
        with st.expander(label, expanded=opened):
            sentences(group)


def total(found: Sequence[Problem]) -> int:
    """How many findings they tell of, repeats included."""
    return sum(problem.count for problem in found)


def _sentence(text: str) -> str:
    said = text[:1].upper() + text[1:]
    return said if said.endswith(("?", ".")) else f"{said}."


def _elsewhere(problem: Problem) -> str:
    """The further lines with the same cause, with their value where it is another one."""
    if not problem.repeats:
        return ""
    places = [
        str(line) if value in (None, problem.value) else _("{line} ('{value}')").format(line=line, value=value)
        for line, value in problem.repeats[:LISTED_REPEATS]
    ]
    listed, further = ", ".join(places), len(problem.repeats) - LISTED_REPEATS
    if further > 0:
        return " " + _("Cũng gặp ở dòng {lines} và {count} dòng khác.").format(lines=listed, count=number(further))
    return " " + _("Cũng gặp ở dòng {lines}.").format(lines=listed)


def platform_limits_sentences() -> list[str]:
    """Empty where nothing is missing (Linux with everything installed)."""
    found = [unlimited_reading(), _no_uvloop(), _no_file_modes()]
    return [sentence for sentence in found if sentence]


def unlimited_reading() -> str | None:
    if reading.limits_enforced():
        return None
    return _(
        "Máy cài phần mềm (Windows, macOS) không giới hạn được bộ nhớ khi đọc tệp, chỉ giới hạn thời gian: chỉ nạp tệp "
        "biết rõ nơi gửi."
    )


def _no_uvloop() -> str | None:
    if find_spec("uvloop") is not None:
        return None
    return _(
        "Máy cài phần mềm không dùng được uvloop (Windows): mỗi lần kéo thanh trượt chậm thêm khoảng 40 phần nghìn "
        "giây; kết quả không khác."
    )


def _no_file_modes() -> str | None:
    if sys.platform != "win32":
        return None
    return _(
        "Windows không nhận quyền tệp mà phần mềm đặt cho cơ sở dữ liệu và bản sao lưu: để thư mục số liệu trong hồ sơ "
        "riêng của người dùng chạy phần mềm, không để trong thư mục chia sẻ."
    )
