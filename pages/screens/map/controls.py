"""Controls of the map: indicator, colouring, month, and the borders it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from time import monotonic

import streamlit as st

from data.locale import _
from data.vocabulary.numbers import VIETNAMESE, read_number
from models.geo.area_values import AreaValue
from models.geo.classes import FEWEST, MOST, Classing, Method, Scale, ScaleError, between, by_hand, classify, locked
from pages.screens.map import state, words
from pages.screens.map.state import Basis, MapIndicator
from pages.screens.map.words import period_words
from pages.ui.session import choices
from pages.ui.session.loaders import Data

INDICATOR, BASIS = "bando-chi-tieu", "bando-tinh-tren"
_BASES: Mapping[str, Basis] = {"khong": "none", "dan-so": "people", "ho": "households", "nguoi-huong": "target_group"}
_ADDRESS = {basis: address for address, basis in _BASES.items()}


_DEFAULTED = "_bando-tinh-tren-mac-dinh"
_BEFORE = "btxh-nguoi"
"""What a link of before stands for that names other choices of the map and no indicator."""


def indicator(data: Data) -> MapIndicator:
    every = state.indicators(data)
    first = state.OPENING if state.OPENING in every else _BEFORE
    choices.arrive(INDICATOR, lambda asked: asked if asked in every else None)
    choices.keep_possible(INDICATOR, every, _BEFORE if _others_asked() else first)
    key = st.selectbox(
        _("Chỉ tiêu"), list(every), format_func=lambda k: every[k].name, key=INDICATOR, persist_state="session"
    )
    return every[key]


def write_indicator(indicator: MapIndicator) -> None:
    """Into the address, when all else stands in it: the map that nothing was asked of has a bare one."""
    bare = indicator.key == state.OPENING and not _others_asked()
    choices.write(INDICATOR, "" if bare else indicator.key)


def _others_asked() -> bool:
    return any(name.startswith("bando-") and name != INDICATOR for name in st.query_params)


def basis(indicator: MapIndicator, default: Basis) -> Basis:
    """`default` stands until somebody chooses, and again where a choice was the default of what was shown before."""
    options = [_ADDRESS[one] for one in state.bases(indicator)]
    choices.arrive(BASIS, lambda asked: asked if asked in _BASES else None)
    if st.session_state.get(_DEFAULTED) == st.session_state.get(BASIS):
        st.session_state[BASIS] = _ADDRESS[default]
    choices.keep_possible(BASIS, options, _ADDRESS[default])
    st.session_state[_DEFAULTED] = _ADDRESS[default]
    chosen = st.selectbox(
        _("Tính trên"),
        options,
        key=BASIS,
        persist_state="session",
        disabled=len(options) == 1,
        format_func=lambda address: words.basis_name(_BASES[address]),
    )
    choices.write(BASIS, "" if chosen == _ADDRESS[default] else chosen)
    return _BASES[chosen]


def questions(indicator: MapIndicator) -> None:
    """What is asked most, each in one click; the first two of the indicator shown, where it can be divided."""
    divided = "people" in state.bases(indicator) and indicator.measure != "increase"
    counted = indicator.key if divided else _BEFORE
    asked = {
        "bando-hoi-ty-le": (_("Trên 1.000 dân"), counted, "people"),
        "bando-hoi-tong": (_("Tổng số"), counted, "none"),
        "bando-hoi-tang": (_("Tăng thêm nếu …"), "btxh-tang-them", None),
        "bando-hoi-ai": (_("Ai chưa gửi số"), state.SENT.key, None),
    }
    with st.container(horizontal=True, gap="small", key="bando-hoi"):
        for key, (words_, of, by) in asked.items():
            st.button(words_, key=key, on_click=_ask, args=(of, by))


def _ask(indicator: str, basis: Basis | None) -> None:
    st.session_state[INDICATOR] = indicator
    st.session_state.pop(_DEFAULTED, None)
    if basis is None:
        st.session_state.pop(BASIS, None)
    else:
        st.session_state[BASIS] = _ADDRESS[basis]


def why_no_time(indicator: MapIndicator, periods: Sequence[str]) -> str:
    if indicator.measure == "increase":
        return _("Kinh phí tăng thêm là của một tháng theo phương án nên không có thanh thời gian.")
    if indicator.measure == "sent":
        return _("Đếm trên 12 tháng nên không có thanh thời gian.")
    if indicator.measure == "published" and periods:
        return _("Số công bố của một năm ({period}) nên không chạy theo thời gian được.").format(period=periods[0])
    if not periods:
        return _("Chưa có đơn vị nào gửi số liệu của chỉ tiêu này nên không có thanh thời gian.")
    return _("Mới có một kỳ số liệu ({period}) nên không chạy theo thời gian được; tải thêm tệp của kỳ khác.").format(
        period=words.period_words(periods[0])
    )


METHOD, CLASSES, BY_HAND, LOCK, LOCKED = (
    "bando-cach-chia",
    "bando-so-lop",
    "bando-nguong",
    "bando-giu-thang",
    "bando-thang",
)
_METHODS: dict[str, Method | None] = {
    "tu-nhien": "natural",
    "bang-nhau": "equal",
    "phan-vi": "quantile",
    "tu-dat": None,
}
_DEFAULT, _PLACES = "tu-nhien", 4
_OF = "_bando-thang-cua"


Ends = tuple[Fraction, Fraction]


def choose(
    values: Sequence[AreaValue], about: tuple[str, ...], *, signed: bool, fine: bool, ends: Ends | None = None
) -> tuple[Classing, str]:
    """The popover; returns the classes and what became of the choice, to be said below the map. `about` names the
    figure and its denominator: a locked scale is one of those only, and is let go with them. `ends` are the least and
    the most that a lever makes of the figure: while nobody chooses otherwise, one scale for all between them."""
    _arrive()
    if st.session_state.get(_OF, about) != about:
        _release()
    st.session_state[_OF] = about
    pinned = signed and any(value.known is not None and value.known <= 0 for value in values)
    with st.popover(_("Cách tô màu"), icon=":material/palette:"):
        classing, said = _chosen(values, pinned, fine, ends)
        st.toggle(
            _("Giữ nguyên thang màu"),
            key=LOCK,
            persist_state="session",
            on_change=_keep,
            args=(classing.scale.text,),
            disabled=not classing.scale.bounds,
            help=_("Các tháng, phương án khác và tệp tải về dùng đúng các ngưỡng đang hiện."),
        )
    choices.write(LOCKED, st.session_state.get(LOCKED, "") if st.session_state.get(LOCK) else "")
    return classing, said or _fewer(classing)


def leave() -> None:
    """What is drawn has no classes: the address says nothing of them; the session keeps the choice for the next
    rate."""
    for key in (METHOD, CLASSES, BY_HAND, LOCKED):
        choices.write(key, "")


def _arrive() -> None:
    choices.arrive(METHOD, lambda asked: asked if asked in _METHODS else None)
    choices.arrive(CLASSES, lambda asked: int(asked) if asked in ("3", "4", "5") else None)
    choices.arrive(BY_HAND, lambda asked: asked[:80])
    choices.arrive(LOCKED, lambda asked: asked if _parsed(asked) else None)
    if LOCK not in st.session_state:
        st.session_state[LOCK] = bool(st.session_state.get(LOCKED))


def _chosen(values: Sequence[AreaValue], pinned: bool, fine: bool, ends: Ends | None) -> tuple[Classing, str]:
    names = {
        "tu-nhien": _("Ngắt tự nhiên") if ends is None else _("Bậc đều, chung cho cả thanh kéo"),
        "bang-nhau": _("Bằng nhau"),
        "phan-vi": _("Phân vị (số đơn vị bằng nhau)"),
        "tu-dat": _("Tự đặt ngưỡng"),
    }
    kept = bool(st.session_state.get(LOCK))
    choices.keep_possible(METHOD, _METHODS, _DEFAULT)
    choices.keep_possible(CLASSES, (3, 4, 5), MOST)
    method = st.radio(
        _("Cách chia lớp"), list(names), format_func=names.get, key=METHOD, persist_state="session", disabled=kept
    )
    if _METHODS[method] is None:
        st.text_input(
            _("Ngưỡng, cách nhau bằng dấu ;"),
            key=BY_HAND,
            persist_state="session",
            placeholder=_("ví dụ 10; 20; 30"),
            max_chars=80,
            disabled=kept,
        )
    else:
        st.segmented_control(
            _("Số lớp nhiều nhất"),
            list(range(FEWEST, MOST + 1)),
            required=True,
            key=CLASSES,
            persist_state="session",
            disabled=kept,
        )
    choices.write(METHOD, "" if method == _DEFAULT else str(method))
    choices.write(CLASSES, "" if st.session_state[CLASSES] == MOST else str(st.session_state[CLASSES]))
    choices.write(BY_HAND, st.session_state.get(BY_HAND, "") if _METHODS[method] is None else "")
    asked, way = st.session_state[CLASSES], _METHODS[method] or "natural"
    computed = classify(values, way, asked=asked, pinned=pinned, fine=fine)
    scale = _parsed(st.session_state.get(LOCKED, "")) if kept else None
    if scale is not None:
        return locked(values, scale), _(
            "Thang màu đang giữ nguyên; tháng hoặc phương án khác dùng cùng các ngưỡng này."
        )
    if method == _DEFAULT and ends is not None and (every := between(*ends, asked)).bounds:
        return locked(values, every), ""
    if _METHODS[method] is not None:
        return computed, ""
    return _by_hand(values, computed, pinned)


def _by_hand(values: Sequence[AreaValue], computed: Classing, pinned: bool) -> tuple[Classing, str]:
    """What cannot be used is said, and the map keeps the natural breaks."""
    text = st.session_state.get(BY_HAND, "")
    parts = [part.strip() for part in text.split(";") if part.strip()]
    if not parts:
        return computed, _("Chưa ghi ngưỡng nên đang chia theo ngắt tự nhiên.")
    numbers = [read_number(part, VIETNAMESE, _PLACES) for part in parts]
    unread = [part for part, number in zip(parts, numbers, strict=True) if number is None]
    if unread:
        return computed, _("Ngưỡng “{text}” không phải là số; đang chia theo ngắt tự nhiên.").format(text=unread[0])
    bounds = [Fraction(number, 10**_PLACES) for number in numbers if number is not None]
    try:
        return by_hand(values, bounds, pinned=pinned and 0 in bounds), ""
    except ScaleError as error:
        reasons = {
            "not_ascending": _("các ngưỡng phải tăng dần"),
            "too_many": _("nhiều nhất 4 ngưỡng"),
            "no_bounds": _("chưa có ngưỡng"),
        }
        reason = reasons.get(error.reason, _("các ngưỡng không dùng được"))
        return computed, _("Chưa dùng được ngưỡng tự đặt: {reason}; đang chia theo ngắt tự nhiên.").format(
            reason=reason
        )


def _fewer(classing: Classing) -> str:
    """Why there are fewer classes than asked for."""
    count = len(classing.scale.classes)
    return {
        "few_areas": _("Chia {count} lớp: ít đơn vị nên không chia thêm (mỗi lớp khoảng 2 đơn vị)."),
        "ties": _("Chia {count} lớp: nhiều đơn vị có số bằng nhau."),
        "gaps": _("Chia {count} lớp: chia thêm sẽ có lớp không có đơn vị nào."),
        None: "",
    }[classing.fewer].format(count=count)


def _keep(text: str) -> None:
    """For the toggle's callback: hold the bounds that were on the screen."""
    if st.session_state.get(LOCK):
        st.session_state[LOCKED] = text
    else:
        st.session_state.pop(LOCKED, None)


def _release() -> None:
    st.session_state[LOCK] = False
    st.session_state.pop(LOCKED, None)


def _parsed(text: str) -> Scale | None:
    try:
        return Scale.parse(text)
    except ScaleError:
        return None


def same(values: Sequence[AreaValue], classing: Classing) -> Classing:
    """The same classes for another period; all values in one class have nothing to hold."""
    if not classing.scale.bounds:
        return classify(values, "natural")
    return locked(values, classing.scale)


PERIOD = "bando-ky"
PLAY, BACK, ON = "bando-chay", "bando-truoc", "bando-sau"
_KEYS = {BACK: "Left", PLAY: "P", ON: "Right"}
SECONDS = 2.0
_PLAYING, _MOVED_AT, _WHOLE_PAGE = "_bando-dang-chay", "_bando-chay-luc", "_bando-ve-lai"


def playing() -> bool:
    """Whether the page shall run by itself every `SECONDS`."""
    return bool(st.session_state.get(_PLAYING))


def choose_time(periods: Sequence[str], why_none: str, *, said_elsewhere: bool = False) -> str:
    """The period shown, "" for the figure's own. With fewer than two periods nothing can be moved, and it says why:
    beside the button or, where the page says it, only when asked."""
    if len(periods) < 2:
        _stop()
        choices.write(PERIOD, "")
        st.button(_("Chạy"), icon=":material/play_arrow:", key=PLAY, disabled=True, help=why_none)
        if not said_elsewhere:
            st.caption(why_none)
        return periods[0] if periods else ""
    choices.arrive(PERIOD, lambda asked: asked)
    choices.keep_possible(PERIOD, periods, periods[-1])
    _tick(periods)
    chosen = str(
        st.select_slider(_("Kỳ số liệu"), list(periods), format_func=period_words, key=PERIOD, persist_state="session")
    )
    position, last = list(periods).index(chosen), len(periods) - 1
    with st.container(horizontal=True, gap="small"):
        st.button(
            _("Trước"),
            key=BACK,
            shortcut=_KEYS[BACK],
            on_click=_step,
            args=(periods, -1),
            disabled=playing() or position == 0,
        )
        word, icon = (_("Dừng"), ":material/pause:") if playing() else (_("Chạy"), ":material/play_arrow:")
        st.button(word, icon=icon, key=PLAY, shortcut=_KEYS[PLAY], on_click=_toggle, args=(periods,))
        st.button(
            _("Sau"),
            key=ON,
            shortcut=_KEYS[ON],
            on_click=_step,
            args=(periods, 1),
            disabled=playing() or position == last,
        )
    choices.write(PERIOD, "" if chosen == periods[-1] else chosen)
    if st.session_state.pop(_WHOLE_PAGE, False):
        st.rerun()  # whether the fragment runs by itself is fixed where the page calls it
    return chosen


def _tick(periods: Sequence[str]) -> None:
    """On, if it is time; the last period stops it."""
    if not playing() or monotonic() - st.session_state.get(_MOVED_AT, 0.0) < 0.7 * SECONDS:
        return
    st.session_state[_MOVED_AT] = monotonic()
    _step(periods, 1)
    if st.session_state[PERIOD] == periods[-1]:
        _stop()
        st.session_state[_WHOLE_PAGE] = True


def _step(periods: Sequence[str], by: int) -> None:
    position = list(periods).index(st.session_state[PERIOD]) + by
    st.session_state[PERIOD] = periods[min(max(position, 0), len(periods) - 1)]


def _toggle(periods: Sequence[str]) -> None:
    if playing():
        _stop()
    else:
        if st.session_state[PERIOD] == periods[-1]:
            st.session_state[PERIOD] = periods[0]
        st.session_state[_PLAYING], st.session_state[_MOVED_AT] = True, monotonic()
    st.session_state[_WHOLE_PAGE] = True


def _stop() -> None:
    st.session_state.pop(_PLAYING, None)
