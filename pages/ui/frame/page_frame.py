"""The frame of every page: its look, title, the clock, account corner, arriving links; and the figures of an area."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import polars as pl
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.accounts.login import sign_out
from data.clock import today
from data.locale import _
from models.access.roles import ROLE_WORDS, Action, SignedIn
from models.periods import Month
from models.policy.answers.figures import REPORT_PERIOD
from models.policy.answers.link import Ignored, check, ignored_words
from models.policy.areas.catalogue import SUPPORT_INPUTS
from models.policy.levers.clock import CLOCK_DAYS, REPORT, TODAY
from models.policy.levers.levers import address_of
from models.wording.numbers import day, short_month
from pages._registry import PageSpec
from pages.ui.format import markup, tables
from pages.ui.format.tables import escape
from pages.ui.levers import finder, widgets
from pages.ui.session import actor, clock, downloads, loaders, starting
from pages.ui.session.choices import show_version as say_which_version
from pages.ui.session.loaders import Data

IN, OUT, CORNER = "tai-khoan-dang-nhap", "tai-khoan-dang-xuat", "tai-khoan"
PASSWORD = "/mat-khau"


_STYLE = """<style>
  [data-testid=stMainBlockContainer], [data-testid=stBottomBlockContainer] {{
    padding-left: 2rem; padding-right: 2rem;
  }}
  [data-testid=stBottomBlockContainer] {{ padding-top: 0.4rem; padding-bottom: 0.4rem; }}
  div[class*=st-key-dau-trang] kbd {{ display: none; }}
  div[class*=st-key-dau-trang] h1 {{ padding: 0 0 1rem; }}
  [class*=-gia-tri] h2 {{ padding: 0 0 1rem; }}
  [class*=-tra-loi-so] h2 {{
    font-size: 3rem; font-weight: 700; line-height: 1.15; padding: 0 0 0.25rem;
    color: color-mix(in srgb, #C75B00 86%, currentColor);
  }}
  [class*=-tra-loi-cau] h4 {{ font-size: 1.2rem; font-weight: 400; line-height: 1.45; }}
  div[class*=-tra-loi-so] {{ margin-bottom: -0.5rem; }}
  div[class*=-tra-loi-cau] {{ min-height: 6.6rem; }}
  div[class*=-tra-loi-hinh-tam] [data-testid=stVegaLiteChart] {{ animation: hien-ra 0s 0.6s backwards; }}
  @keyframes hien-ra {{ from {{ visibility: hidden; }} }}
  div[class*=-tra-loi-hinh] {{ flex: none; height: max(19.5rem, 100vh - 32rem); }}
  div[class*=st-key-cot-]:has(div[class*=-tra-loi-cau-dai]) div[class*=-tra-loi-hinh] {{
    height: max(19rem, 100vh - 35.55rem);
  }}
  [class*=-chi-tiet] {{ margin: -0.35rem 0; }}
  [data-testid=stSlider] {{ margin-bottom: -0.5rem; }}
  @media (min-width: 1800px) and (min-height: 1000px) {{
    [class*=-tra-loi-so] h2 {{ font-size: 4rem; }}
    [class*=-tra-loi-cau] h4 {{ font-size: 1.4rem; line-height: 1.35; }}
    div[class*=-tra-loi-hinh] {{ height: calc(100vh - 34.5rem); }}
    div[class*=st-key-cot-]:has(div[class*=-tra-loi-cau-dai]) div[class*=-tra-loi-hinh] {{
      height: calc(100vh - 37rem);
    }}
  }}
  @media (max-width: 1799px) {{
    [class*=-o-tim] button p {{ position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }}
    [class*=-o-tim] button div[aria-hidden=true] {{ display: none; }}
  }}
  @media (min-width: 641px) {{
    div[class*=st-key-dau-trang] [data-testid=stCaptionContainer] p {{
      white-space: nowrap; overflow: hidden; text-overflow: ellipsis;
    }}
  }}
  @media (max-width: 640px) {{
    [class*=-tra-loi-so] h2 {{ font-size: 2.2rem; }}
    div[class*=st-key-dau-trang] > :first-child {{ flex: 1 1 100%; }}
    div[class*=st-key-dau-trang] > div:has([data-testid=stHorizontalBlock]) {{ flex: 1 1 100%; order: 1; }}
    div[class*=st-key-dau-trang] [data-testid=stHorizontalBlock] {{ flex-wrap: wrap; }}
    div[class*=st-key-dau-trang] [data-testid=stHorizontalBlock] [data-testid$=Block],
    div[class*=st-key-dau-trang] [data-testid=stHorizontalBlock] [data-testid=stLayoutWrapper] {{ display: contents; }}
    div:has(> [class*=st-key-cot-]), div:has(> div > [class*=st-key-cot-]), [class*=st-key-cot-],
    [data-testid=stColumn]:has([class*=st-key-cot-]) {{ display: contents; }}
    div:has(> [class*=st-key-cho-]) {{ flex: 1 1 100%; order: 1; }}
    div:has(> .st-key-cho-thong-so-chinh), div:has(> .st-key-cho-tra-loi) {{ order: 0; }}
    div[class*=-ket-qua-chinh] {{ display: grid; grid-template-columns: repeat(3, 1fr); gap: 0.2rem 0.5rem; }}
    div[class*=-ket-qua-chinh] [data-testid=stMetricValue] {{ font-size: 1rem; }}
  }}
</style>"""
"""What Streamlit's theme has no setting for: the margins of a page, the number of an answer, the room of its sentence
and its picture; on a telephone, where columns stand below each other, lever and answer before all other levers."""


def style() -> None:
    markup.show(markup.fill_style(_STYLE))


def title(words: str, said: str = "", search: Callable[[], None] | None = None) -> DeltaGenerator:
    """In one row the page's title with what it answers, the clock, the search of a page with levers, what the page
    itself offers and the account; returns the place of the page's own buttons."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="dau-trang"):
        with st.container(gap=None):
            st.title(words, anchor=False)
            if said:
                st.caption(said)
        _clock()
        if search is not None:
            with st.container(width="content"):
                search()
        own = st.container(horizontal=True, width="content", gap="xsmall")
        _corner(actor.person())
    return own


_CHOICE, _DAY, _BARE = "moc-chon", "moc-ngay", "gia-dinh-khong"


def _clock() -> None:
    """Its button says the day; inside, the three ways to stand. Kept out of the row of navigation, which takes no
    widgets."""
    on = clock.day()
    named = {TODAY: _("hôm nay"), REPORT: _("như báo cáo")}
    with st.popover(
        _("Quy định: {day}").format(day=named.get(clock.code(), day(on))), icon=":material/event:", key="moc"
    ):
        options = {TODAY: _("Hôm nay"), REPORT: _("Như báo cáo (31/12/2023)"), clock.DATE: _("Ngày khác")}
        code = clock.code()
        st.session_state[_CHOICE] = code if code in options else clock.DATE
        st.radio(
            _("Mốc quy định"), list(options), key=_CHOICE, format_func=lambda option: options[option], on_change=_chosen
        )
        if st.session_state[_CHOICE] == clock.DATE:
            st.session_state[_DAY] = on
            st.date_input(
                _("Tính theo văn bản đã ban hành đến ngày"),
                min_value=CLOCK_DAYS[0],
                max_value=CLOCK_DAYS[1],
                key=_DAY,
                format="DD/MM/YYYY",
                on_change=_dated,
            )
        st.caption(_("Đang tính theo quy định {day}.").format(day=clock.words(on)) + " " + _HELP)
        st.session_state[_BARE] = starting.is_off()
        st.toggle(
            _("Không dùng giả định khởi điểm"),
            key=_BARE,
            on_change=_assumed,
            help=_("Bật: chỉ tính khi đã nhập hoặc nạp số; trang không mở sẵn phương án nào."),
        )


_HELP = _(
    "Một mốc cho mọi trang: mức chuẩn, lương cơ sở, tỷ lệ, chuẩn nghèo. Văn bản ban hành sau mốc coi như chưa có. "
    "Thông số chưa đổi tay (tháng, năm, mức) đi theo mốc."
)


def _chosen() -> None:
    chosen = st.session_state[_CHOICE]
    widgets.stand_on(today().isoformat() if chosen == clock.DATE else str(chosen))


def _assumed() -> None:
    widgets.assume(bool(st.session_state[_BARE]))


def _dated() -> None:
    if st.session_state[_DAY] is not None:
        widgets.stand_on(st.session_state[_DAY].isoformat())


def _corner(person: SignedIn | None) -> None:
    if person is None:
        st.button(_("Đăng nhập"), key=IN, on_click=actor.to_login, help=_("Để lưu phương án, nạp số liệu."))
        return
    roles = ", ".join(_(ROLE_WORDS[role]).lower() for role in ROLE_WORDS if role in person.rights.roles)
    with st.popover(escape(person.name), key=CORNER, type="tertiary"):
        st.markdown(
            _("**{name}** ({login})  \nVai trò: {roles}").format(
                name=escape(person.name), login=escape(person.login), roles=roles or _("chưa được giao")
            )
        )
        st.markdown(_("[Đổi mật khẩu]({address})").format(address=PASSWORD))
        st.button(_("Đăng xuất"), key=OUT, on_click=_out, args=(person.session,), width="stretch")


def sign_in_first() -> None:
    """Instead of a page, where reading needs an account."""
    st.title(_("Cần đăng nhập"), anchor=False)
    st.markdown(
        _("Phiên làm việc đã hết hoặc chưa đăng nhập. [Đăng nhập]({address}) để trở lại đúng trang này.").format(
            address=actor.login_address()
        )
    )


def not_for(needs: tuple[Action, ...]) -> None:
    """Instead of a page that this person's roles do not open."""
    title(_("Trang dành cho vai trò khác"))
    actor.may_or_says(*needs)


def _out(session: str) -> None:
    sign_out(loaders.database(), session)
    actor.forget()


_STATE = "_link-ignored"
_SEEN = "_link-seen"


def read(spec: PageSpec, entry: st.Page, *, by_history: bool = False) -> None:
    """On arriving at a page: remember what its levers ignore; go on with a mended address when codes were used.
    `by_history`: by the browser's back or forward, also on the page itself."""
    if by_history:
        widgets.stand_on_address(spec.levers)
    mending = _SEEN in st.session_state and st.session_state[_SEEN] is None
    if st.session_state.get(_SEEN) == spec.url_path:
        if spec.prefix:
            widgets.has_opened(spec)
        return
    st.session_state[_SEEN] = spec.url_path
    if not spec.prefix:
        return
    widgets.look(st.query_params.get(widgets.LOOKED_AT, ""))
    asked = {name: st.query_params[name] for name in st.query_params}
    ignored, taken = mended(spec, asked)
    page, kept = st.session_state.get(_STATE, ("", []))
    # The mended address no longer holds what was ignored: it is remembered from the address before.
    st.session_state[_STATE] = (spec.url_path, ignored or (kept if mending and page == spec.url_path else []))
    taken |= widgets.open_on(spec)
    if taken != asked:
        st.session_state[_SEEN] = None
        st.switch_page(entry, query_params=taken)
    widgets.has_opened(spec)


def mended(spec: PageSpec, asked: dict[str, str]) -> tuple[list[Ignored], dict[str, str]]:
    """What is left out of the asked parameters, and the parameters as widgets write them."""
    ignored, values = check(spec.levers, spec.prefix, asked, spec.retired)
    levers = {lever.parameter: lever for lever in spec.levers}
    gone = {one.parameter for one in ignored}
    return ignored, {
        name: address_of(levers[name], values[levers[name].key]) if name in levers else text
        for name, text in asked.items()
        if name not in gone
    }


def show_ignored(spec: PageSpec) -> None:
    """Name, at the top of the page, what the link asked for in vain."""
    page, ignored = st.session_state.get(_STATE, ("", []))
    if page == spec.url_path and ignored:
        st.warning(ignored_words(ignored))


def top(spec: PageSpec, data: loaders.Data | None = None, *, as_of: Month | None = None) -> DeltaGenerator:
    """Title, purpose and version; then what a link asked for in vain. `as_of` is the month of the uploaded figures that
    the page stands on; without it they are the report's, whatever else has been uploaded. Returns the place of the
    page's own buttons."""
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
    search = partial(finder.show, data, spec) if data is not None and spec.levers else None
    own = title(_(spec.title), " ".join(words), search)
    say_which_version()
    for in_vain in filter(None, (clock.asked_in_vain(), starting.asked_in_vain())):
        st.warning(in_vain)
    if data is not None:
        _newer(data.version)
    show_ignored(spec)
    return own


@st.fragment(run_every="30s")
def _newer(shown: int) -> None:
    """A screen left open learns that somebody has written since; it changes only when its user says so. Who has chosen
    an earlier version knows that there are newer ones."""
    newest = loaders.newest()
    if newest == shown or loaders.chosen() is not None:
        return
    st.info(
        _("Số liệu vừa được cập nhật (bản {newest}); trang đang hiện bản {shown}.").format(newest=newest, shown=shown)
    )
    if st.button(_("Tính lại theo số liệu mới"), key="tinh-lai"):
        st.rerun()


def show(data: Data, area: str) -> None:
    """Results, then difficulties, as the report has them; nothing where it has none."""
    passages = data.passages.filter(pl.col("policy_area") == area)
    headings = {"result": _("Kết quả năm 2023"), "difficulty": _("Khó khăn, thách thức")}
    for section, heading in headings.items():
        texts = passages.filter(pl.col("section") == section)["text"].to_list()
        if texts:
            st.subheader(heading, anchor=False)
            st.caption(_("Nguyên văn báo cáo"))
            for text in texts:
                st.text(text)


IN_A_ROW = 5
"""Figures above levers stand in as few rows as they can."""


def area_top(data: loaders.Data, area: str, notes: Sequence[str]) -> list[dict[str, Any]]:
    """The report's figures, newer ones below, and `notes` against misreading them. Returns every figure of the area."""
    rows = data.figures(area)
    # Unit costs and the like stand at their levers, which they are for.
    newer = [row for row in data.newer_figures(area) if row["indicator"] not in SUPPORT_INPUTS]
    current = [row for row in rows if row["period"] == REPORT_PERIOD and row["quality"] in tables.SHOWN]
    _figures(current)
    if newer:
        st.subheader(_("Số đơn vị đã cập nhật sau báo cáo"), anchor=False)
        _figures(newer)
    if not current and not newer:
        _no_figures()
    if notes:
        st.caption("  \n".join(notes))
    return rows


def _figures(rows: Sequence[dict[str, Any]]) -> None:
    tables.strip(rows, min(IN_A_ROW, max(1, len(rows))))


def words(data: loaders.Data, area: str, spec: PageSpec, rows: Sequence[dict[str, Any]]) -> None:
    """What the report says, then each figure with its source, and the file of them."""
    show(data, area)
    if rows:
        with st.expander(_("Nguồn và cách tính của từng số")):
            tables.listing(rows)
        downloads.figures(rows, spec.url_path)


def _no_figures() -> None:
    st.caption(_("Báo cáo năm 2023 không nêu số nào về lĩnh vực này; phần mềm không tự đặt số."))
