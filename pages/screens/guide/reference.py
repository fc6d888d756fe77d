"""The guide's reference: formulas, levers, datasets, limits, marks."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from data.ingest.base import Column, Dataset
from data.ingest.catalogue import DATASETS
from data.locale import _
from data.parsing.limits import MOST_BYTES, MOST_COLUMNS, MOST_ROWS
from data.vocabulary.parameters import EVIDENCE_WORDS
from models.policy.areas.catalogue import AREAS
from models.policy.areas.support import DIVISORS, SupportArea, SupportLine
from models.policy.engine.baseline import SMALL_CELL
from models.policy.engine.projection import ENGINE_VERSION
from models.policy.levers.levers import ANY_WHOLE, NUMERIC_KINDS, Lever
from models.policy.schemes import SCHEMES
from models.wording.numbers import hedge_words, number, short_month
from models.wording.words import N_
from pages._registry import PAGES, PageSpec, page
from pages.ui.format.tables import QUALITY_WORDS, table
from pages.ui.records import datasets
from pages.ui.records.offices import held_by
from pages.ui.saved import scenarios
from pages.ui.session import clock, loaders

MEASURES = {
    "text": N_("chữ"),
    "period": N_("tháng, ví dụ 12/2023"),
    "count": N_("số nguyên"),
    "money": N_("tiền; đơn vị tính ghi ở tiêu đề"),
    "decimal": N_("số, có thể có phần thập phân"),
}
LEVELS = {"province": N_("toàn tỉnh"), "district": N_("huyện"), "commune": N_("xã")}
HEADINGS_SHOWN = 4
_OWN_PAGE = "law.py"
"""Where the one kind is brought in that the upload page does not take."""


def show_datasets() -> None:
    st.markdown(
        _(
            "Excel (XLSX) hoặc CSV, tối đa {megabytes} MB, {rows} dòng, {columns} cột. Tên cột nhận không phân biệt "
            "chữ hoa, dấu, thứ tự; cột lạ được hỏi hoặc bỏ qua và "
            "nói rõ. Để nguyên tệp như xã, huyện gửi: phần mềm tự tìm hàng tiêu đề, đơn vị tính, dòng tổng. Biểu mẫu "
            "điền sẵn ở nút “Biểu mẫu Excel”, “Biểu mẫu CSV” của trang nạp."
        ).format(megabytes=number(MOST_BYTES // 2**20), rows=number(MOST_ROWS), columns=number(MOST_COLUMNS))
    )
    for dataset in DATASETS.values():
        _dataset(dataset)


def _dataset(dataset: Dataset) -> None:
    kind = datasets.of(dataset.name) if datasets.known(dataset.name) else None
    st.subheader(_(kind.name if kind else dataset.label), anchor=False)
    said = [_(kind.purpose)] if kind else [_("Mức chuẩn, mức trợ cấp theo văn bản, mỗi dòng một mức.")]
    if dataset.levels:
        levels = ", ".join(_(words) for level, words in LEVELS.items() if level in dataset.levels)
        said.append(_("Mỗi dòng là của: {levels}.").format(levels=levels))
    named = [dataset.column(name).title.lower() for name in dataset.area_columns]
    if len(named) > 1:
        said.append(_("Cần ít nhất một trong các cột: {columns}.").format(columns=", ".join(named)))
    keys = [column.title.lower() for column in dataset.columns if column.key]
    if keys:
        said.append(_("Một đơn vị chỉ có một dòng cho mỗi: {keys}.").format(keys=", ".join(keys)))
    st.markdown(" ".join(said))
    rows = [[column.title, _needed(column), _(MEASURES[column.measure]), _known(column)] for column in dataset.columns]
    headers = [_("Cột"), _("Bắt buộc"), _("Cách ghi"), _("Cũng nhận tiêu đề (không dấu)")]
    st.markdown(table(headers, rows, numbers_from=9))
    spec = page("upload.py" if kind else _OWN_PAGE)
    label = _("Biểu mẫu và nạp tệp: {kind}").format(kind=_(kind.name if kind else dataset.label).lower())
    query = {datasets.PARAMETER: kind.address} if kind else None
    st.page_link(scenarios.entry(spec), label=label, icon=":material/arrow_forward:", query_params=query)


def _needed(column: Column) -> str:
    if column.needed:
        return _("có")
    if column.default not in (None, ""):
        return _("không; để trống là {default}").format(default=column.default)
    return _("không")


def _known(column: Column) -> str:
    return ", ".join(heading for heading in column.written.split("|")[:HEADINGS_SHOWN] if heading)


MOST_LISTED = 4
"""Options that are listed; of more, the first and the last."""


def show_levers() -> None:
    st.markdown(
        _(
            "Mọi thông số của mọi trang, tên của chúng trong liên kết, khoảng được nhận và căn cứ. Ở bảy lĩnh vực hỗ "
            "trợ, mỗi thông số có hai ô: hiện nay và phương án "
            "(tên thứ hai). Thông số đứng ở giá trị mặc định thì không có trong liên kết."
        )
    )
    pages = [(spec, f"thong-so-{spec.url_path}") for spec in PAGES if spec.levers]
    links = [
        _("[{page}](#{anchor}) ({count})").format(
            page=_(spec.menu or spec.title), anchor=anchor, count=len(spec.levers)
        )
        for spec, anchor in pages
    ]
    st.markdown(" · ".join(links))
    for spec, anchor in pages:
        title = _("{page}: {count} thông số").format(page=_(spec.title), count=len(spec.levers))
        st.subheader(title, anchor=anchor)
        headers = [_("Thông số"), _("Tên trong liên kết"), _("Khoảng"), _("Giải thích"), _("Căn cứ")]
        st.markdown(table(headers, [_row(levers) for levers in _together(spec.levers)], numbers_from=9))


def _together(levers: tuple[Lever, ...]) -> list[list[Lever]]:
    """A factor's present value and what is tried stand on one line."""
    lines: dict[str, list[Lever]] = {}
    for lever in levers:
        lines.setdefault(lever.key.removesuffix(".tried"), []).append(lever)
    return list(lines.values())


def _row(levers: list[Lever]) -> list[str]:
    first = levers[0]
    links = ", ".join(lever.parameter for lever in levers)
    return [_(first.label), links, bounds(first), _(first.help), _(first.legal_source)]


def bounds(lever: Lever) -> str:
    """What the lever takes: "100.000 - 1.000.000 đồng/tháng, bước 10.000", or how many choices it has."""
    if lever.kind in NUMERIC_KINDS:
        said = (
            _("{low} - {high} {unit}")
            .format(low=number(lever.minimum), high=number(lever.maximum), unit=_(lever.unit) if lever.unit else "")
            .strip()
        )
        refuses = lever.step > 1 and lever.kind not in ANY_WHOLE
        return _("{bounds}, bước {step}").format(bounds=said, step=number(lever.step)) if refuses else said
    if lever.kind == "switch":
        return _("bật, tắt")
    words = [_(label) for _value, label in lever.options]
    if len(words) <= MOST_LISTED:
        return "; ".join(words)
    return _("{first} … {last}").format(first=words[0], last=words[-1])


@dataclass(frozen=True)
class Limits:
    best: str
    cannot: tuple[str, ...]


LIMITS: dict[str, Limits] = {
    "protection.py": Limits(
        N_(
            "mọi huyện đã gửi tệp “Chi trả hằng tháng” của cùng một tháng, có từng nhóm đối tượng, và mức chuẩn của "
            "tháng đó “Đã đối chiếu văn bản”."
        ),
        (
            N_("Báo cáo năm 2023 chỉ có số toàn tỉnh: cơ cấu nhóm là giả định, số theo huyện là minh họa."),
            N_("Không dự báo số người: giữ số người của kỳ số liệu, trừ khi người dùng đặt giả định tăng, giảm."),
            N_(
                "Từ 7/2025 nhóm từ đủ 80 tuổi không lương hưu là dòng hưu trí xã hội riêng, theo mức của luật; số "
                "người là giả định. Người 75 - 79 tuổi chỉ tính khi đã nhập số."
            ),
            N_("NSTW hỗ trợ bao nhiêu chỉ biết khi có quyết định; chưa nhập tỷ lệ thì là chưa xác định, không phải 0."),
            N_("Thẻ bảo hiểm y tế là mức tối đa: mỗi người một thẻ tốt nhất, phần mềm không biết ai đã có thẻ khác."),
        ),
    ),
    "merit.py": Limits(
        N_(
            "đã có bảng mức của nghị định cho mức chuẩn đang thử, và tệp “Chi trả hằng tháng” của mọi huyện có từng "
            "nhóm."
        ),
        (
            N_(
                "Nghị định chưa có bảng công bố: lấy bảng liền trước nhân tỷ lệ tăng, làm tròn nghìn; mỗi người có thể "
                "lệch 1.000 đồng. Mức thử khác, mức thấp hơn bảng cũ nhất: đúng tỷ lệ với mức của nghị định gần nhất."
            ),
            N_("Một người có thể hưởng hai chế độ: số suất không phải số người."),
            N_("Kinh phí là của NSTW, ủy quyền cho tỉnh: không cộng vào ngân sách tỉnh."),
            N_("Số người giảm tự nhiên chỉ tính khi người dùng đặt “Giảm tự nhiên mỗi tháng”."),
        ),
    ),
    "employment.py": Limits(
        N_("đã nhập số việc làm, mức vay của chi nhánh Ngân hàng Chính sách xã hội và kế hoạch của năm."),
        (
            N_("Tiền cho vay là vốn quay vòng, thu hồi rồi cho vay tiếp: đứng riêng, không cộng vào chi ngân sách."),
            N_("Không nói hỗ trợ tạo thêm bao nhiêu việc làm: số việc làm là đầu vào do người dùng nhập."),
        ),
    ),
    "training.py": Limits(
        N_("đã có số người học được hỗ trợ theo từng nhóm và số ngày thực học của các cơ sở đào tạo."),
        (
            N_("Tuyển sinh trong báo cáo không phải số người được hỗ trợ; phần mềm không suy số này ra số kia."),
            N_("Người học đếm một lần ở phần chi phí đào tạo; tiền ăn, đi lại là của cùng những người đó."),
        ),
    ),
    "insurance.py": Limits(
        N_(
            "đã có số người tham gia theo từng nhóm của Bảo hiểm xã hội tỉnh và tiền lương bình quân của người hưởng "
            "trợ cấp thất nghiệp."
        ),
        (
            N_(
                "Trợ cấp thất nghiệp do Quỹ BHTN chi: đứng riêng, không cộng vào ngân sách. Tính theo lương bình "
                "quân nên không cắt ở mức tối đa."
            ),
            N_("Không dự báo bao nhiêu người sẽ tham gia khi mức hỗ trợ tăng."),
        ),
    ),
    "gender.py": Limits(
        N_("đã có số mô hình đang hoạt động và mức hỗ trợ theo kế hoạch của tỉnh."),
        (
            N_("Chỉ nhận số nạn nhân tổng hợp toàn tỉnh; không có số theo huyện, không có danh sách."),
            N_("Chỉ tiêu bình đẳng giới so với số đã báo cáo gần nhất; không suy ra giữa hai kỳ."),
        ),
    ),
    "children.py": Limits(
        N_("đã có số trẻ em theo kế hoạch dạy bơi và chi phí một khóa của tỉnh."),
        (
            N_("Hỗ trợ ở đây không gồm trợ cấp xã hội hằng tháng, đã tính ở trang Bảo trợ xã hội."),
            N_("Nhóm trẻ em rất nhỏ (nhiễm HIV, bị xâm hại) không bao giờ hiện theo huyện, xã."),
        ),
    ),
    "social_evils.py": Limits(
        N_("đã có số người đang cai tại cơ sở và số vào mới trong năm, tách lần đầu và lần sau."),
        (
            N_(
                "Thời gian cai mới từ 01/7/2026: quy định chuyển tiếp chưa kiểm chứng, nên số người tăng dần là giả "
                "định."
            ),
            N_("Không nói tỷ lệ tái nghiện: báo cáo không có số."),
        ),
    ),
    "poverty.py": Limits(
        N_("đã ghi kết quả rà soát hộ nghèo, hộ cận nghèo của mọi xã và số người được cấp thẻ của Bảo hiểm xã hội."),
        (
            N_(
                "Báo cáo có số hộ, hỗ trợ tính theo người: số người do người dùng nhập, phần mềm không suy số người từ "
                "số hộ nghèo đã báo cáo."
            ),
            N_(
                "Chuẩn nghèo từ 2027 là xếp lại theo chuẩn mới, không phải nghèo tăng; số hộ ở giữa hai chuẩn là đầu "
                "vào."
            ),
        ),
    ),
}
"""Page file -> its limits; every page with levers has some."""


_EVERYWHERE = _(
    "- **Tiền** là đồng nguyên. Mỗi ô (địa bàn, nhóm, tháng) làm tròn một lần đến đồng, nửa đồng làm tròn lên; tổng là "
    "tổng các ô, nên cộng tay khớp đến từng đồng.\n- **Hiện hành** là quy định biết được vào ngày của “Mốc quy "
    "định” ở đầu mỗi trang (mặc định hôm nay); văn bản ban hành sau ngày đó coi như chưa có.\n- "
    "**Theo tháng hưởng** tính tiền vào tháng được hưởng; **Theo tháng chi** tính vào tháng trả thật. Tiền của các "
    "tháng từ “Áp dụng từ tháng” đến trước “Chi trả theo mức mới từ tháng” là truy lĩnh, trả một lần; cộng cả thời "
    "gian tính thì hai cách xem bằng nhau. Mức chuẩn, hệ số thấp hơn quy định chỉ là tính thử, tính từ tháng chi "
    "trả đầu tiên; không ai phải trả lại tiền đã nhận.\n- **Năm ngân sách** từ 01/01 đến 31/12. Số người giữ theo kỳ "
    "số liệu cho mọi tháng, trừ khi đặt giả định.\n- **Ba nguồn không cộng vào nhau**: ngân sách nhà nước, Quỹ "
    "BHTN, vốn vay quay "
    "vòng.\n- Trước tháng áp dụng, phương án bằng hiện hành đến từng đồng; các phần (huyện, nhóm, nguồn) cộng lại bằng "
    "con số của câu trả lời."
)
_OWN = {
    "protection": _(
        "Kinh phí một tháng tại cộng đồng = tổng của (số người × hệ số × mức chuẩn) của các nhóm + chênh lệch chưa "
        "phân bổ theo nhóm. Nuôi dưỡng tại cơ sở, hỗ trợ chăm sóc, mai táng, trợ giúp khẩn cấp: số người hoặc số ca × "
        "hệ số của khoản × mức chuẩn. Hưu trí xã hội: số người × mức trợ cấp. Thẻ bảo hiểm y tế: số thẻ × 4,5% × lương "
        "cơ sở. Tỉnh nâng riêng thì phần trên mức của Trung ương do NSĐP chịu."
    ),
    "merit": _(
        "Kinh phí một tháng = tổng của (số suất × mức công bố của nhóm theo nghị định) + chênh lệch chưa phân bổ "
        "theo nhóm. Quà: số người × mức quà "
        "của từng dịp. Điều dưỡng: số lượt × 0,9 hoặc 1,8 × mức chuẩn. Phí quản lý: 1,7% kinh phí do NSTW bảo đảm."
    ),
}
_SUPPORT = _(
    "Mỗi khoản là tích của các thừa số dưới đây, tính riêng cho hiện nay và cho phương án; khoản theo năm chia 12. "
    "Thiếu một thừa số thì khoản đó chưa tính, không coi là 0."
)


def show(data: loaders.Data) -> None:
    st.markdown(_("**Quy tắc chung cho mọi lĩnh vực**"))
    st.markdown(_EVERYWHERE)
    st.caption(
        _("Phiên bản của cách tính: {version}. Phương án lưu bằng phiên bản khác được nói rõ khi mở lại.").format(
            version=ENGINE_VERSION
        )
    )
    _reconciliation(data)
    support = {area.policy_area: area for area in AREAS}
    for spec in PAGES:
        if spec.levers:
            with st.container(border=True):
                _area(spec, support.get(spec.file.removesuffix(".py")))


def _reconciliation(data: loaders.Data) -> None:
    st.markdown(_("**Chênh lệch chưa phân bổ theo nhóm**"))
    st.markdown(
        _(
            "Số tiền đã báo cáo hoặc đã gửi của kỳ, trừ tổng các nhóm tính theo hệ số hoặc mức công bố. Dòng này làm "
            "cho tổng đúng bằng số báo cáo; nó chỉ "
            "thay đổi theo mức chuẩn, và trên bản đồ là phần “Chưa phân huyện”. Trong số liệu đang dùng:"
        )
    )
    rows = [
        [
            _(block.scheme.name),
            short_month(block.as_of),
            number(block.base_vnd),
            number(int(block.modelled.sum())),
            number(int(block.reconciliation.sum())),
        ]
        for block in loaders.baseline(data.version, False).blocks
    ]
    headers = [_("Khoản"), _("Kỳ"), _("Đã báo cáo, đã gửi (đồng)"), _("Tổng các nhóm (đồng)"), _("Chênh lệch (đồng)")]
    st.markdown(table(headers, rows, numbers_from=2))


def _area(spec: PageSpec, support: SupportArea | None) -> None:
    st.subheader(_(spec.title), anchor=False)
    area = spec.file.removesuffix(".py")
    if support is None:
        st.markdown(_OWN[area])
    else:
        st.markdown(_SUPPORT)
        on = clock.day()
        rows = [[_(line.name), formula(line), held_by(part, area, on)] for part in support.parts for line in part.lines]
        st.markdown(table([_("Khoản"), _("Một tháng bằng"), _("Nơi giữ số")], rows, numbers_from=9))
        notes = dict.fromkeys(_(part.note) for part in support.parts if part.note)
        st.markdown("\n".join(f"- {note}" for note in notes))
    limits = LIMITS[spec.file]
    st.markdown(_("**Chính xác nhất khi** {when}").format(when=_(limits.best)))
    st.markdown(_("**Số liệu không nói được:**") + "\n" + "\n".join(f"- {_(one)}" for one in limits.cannot))
    rows = [[_(one.name), _(one.payer), _(one.legal_source)] for one in SCHEMES.values() if one.policy_area == area]
    st.markdown(table([_("Khoản chi"), _("Nguồn tiền"), _("Căn cứ")], rows, numbers_from=9))


def formula(line: SupportLine) -> str:
    """ "Việc làm được vay vốn × Mức vay bình quân một việc làm : 12"."""
    parts = []
    for factor in line.factors:
        divisor = DIVISORS.get(factor.kind, 1)
        whole = divisor == 1 or (factor.kind == "percent" and factor.unit == "%")
        parts.append(_(factor.label).lower() if whole else f"{_(factor.label).lower()} : {number(divisor)}")
    return " × ".join(parts) + (f" : {line.months}" if line.months > 1 else "")


_QUALITIES = {
    "reported": _("Lấy nguyên văn từ báo cáo năm 2023; đưa chuột lên số để xem câu gốc."),
    "published": _("Số thống kê đã công bố, có nguồn và năm."),
    "uploaded": _(
        "Từ tệp của huyện, xã đã ghi vào phần mềm; trang Lịch sử cập nhật cho biết ai ghi, lúc nào, từ tệp nào."
    ),
    "derived": _("Suy ra từ số báo cáo bằng công thức ghi kèm; làm tròn của số gốc vẫn còn trong đó."),
    "assumed": _(
        "Phần mềm đặt ra, có nguồn và khoảng thấp, cao: cơ cấu nhóm đối tượng (±20% mỗi nhóm). Số có dấu ≈; kết quả "
        "dựa vào đó ghi rõ đã dựa trên cơ cấu nhóm giả định ở mọi chỗ. Hết khi có tệp theo nhóm."
    ),
    "illustrative": _(
        "Phần mềm chia số toàn tỉnh theo dân số để xem thử: làm tròn, có dấu ≈, không dùng để so sánh, giao chỉ "
        "tiêu, phân bổ. Hết ở tệp thật đầu tiên của khoản đó."
    ),
}
_HEDGES = {
    "=": _("Số đúng như nguồn ghi."),
    ">": _("Nguồn ghi “trên …”: số thật lớn hơn. Chữ “trên” được giữ qua mọi phép tính."),
    "<": _("Nguồn ghi “gần …” hoặc “dưới …”: số thật nhỏ hơn."),
    "~": _("Nguồn ghi “khoảng …”: số đã làm tròn."),
}
_EVIDENCE = {
    "text": _("Đã có người đọc văn bản gốc."),
    "secondary": _("Từ trang tổng hợp văn bản; nên đối chiếu."),
    "press": _("Chưa kiểm chứng: cần đối chiếu văn bản gốc trước khi trình."),
    "memory": _("Chưa kiểm chứng: cần đối chiếu văn bản gốc trước khi trình."),
    "not_found": _("Chưa kiểm chứng: đã tìm mà chưa thấy văn bản; cần hỏi đơn vị giữ văn bản."),
}


def show_marks() -> None:
    _table(_("Số này từ đâu ra"), [[QUALITY_WORDS[key], words] for key, words in _QUALITIES.items()])
    _table(_("Số này chắc đến đâu"), [[hedge_words(key), words] for key, words in _HEDGES.items()])
    _table(
        _("Mức theo văn bản biết từ nguồn nào"), [[_(EVIDENCE_WORDS[key]), words] for key, words in _EVIDENCE.items()]
    )
    _table(_("Dấu hiệu khác"), _others())


def _others() -> list[list[str]]:
    return [
        [_("Giả định"), _("Người dùng đặt ở thanh kéo hoặc ô nhập; không phải số liệu, không phải dự báo.")],
        [
            _("Chưa có số liệu"),
            _("Không ai đã báo cáo. Phần mềm không bao giờ thay bằng 0; trên bản đồ là ô gạch chéo."),
        ],
        [
            _("Dưới {count} người (không hiển thị)").format(count=SMALL_CELL),
            _("Số quá nhỏ có thể chỉ ra một người nên được che, cùng một số khác để không tính ngược ra được."),
        ],
        [
            _("Một phần"),
            _("Chưa đủ các đơn vị gửi số (ví dụ 5/6 huyện): tổng chưa phải của toàn tỉnh, không cộng lẫn với số cũ."),
        ],
        [
            _("(quy đổi)"),
            _(
                "Số của đơn vị cũ chuyển sang địa giới mới. Đơn vị bị chia cho một khoảng cho đến khi có tỷ lệ kèm "
                "nguồn."
            ),
        ],
        [
            _("Chưa phân huyện"),
            _("Phần của tỉnh không thuộc huyện nào: chênh lệch chưa phân bổ theo nhóm, khoản của cấp tỉnh."),
        ],
        [_("Ước tính ±1.000 đồng"), _("Mức người có công chưa có bảng công bố; mỗi người có thể lệch 1.000 đồng.")],
        [_("Tối đa"), _("Thẻ bảo hiểm y tế: chưa trừ người đã có thẻ theo diện khác.")],
        [_("Ranh giới sơ đồ"), _("Bản đồ vẽ phác, không có giá trị pháp lý, cho đến khi nạp ranh giới đo đạc.")],
        [
            _("Bản Thử nghiệm"),
            _("Bản để tập, số liệu mẫu: dải đỏ ở mọi trang và dòng đầu của mọi tệp; không dùng để báo cáo."),
        ],
    ]


def _table(title: str, rows: list[list[str]]) -> None:
    st.markdown(f"**{title}**")
    st.markdown(table([_("Dấu hiệu"), _("Nghĩa")], rows, numbers_from=9))
