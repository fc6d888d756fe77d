"""A clerk at the upload page: the files of the tests and the way through the four steps."""

from __future__ import annotations

from tests.data.uploads import HEADER, NAMES
from tests.pages.screen import Screen

WRITE, AGAIN = "tai-tep-ghi", "tai-tep-so-moi"
TO_CHANGES, TO_CONFIRM, TO_CHECK = "tai-tep-xem-thay-doi", "tai-tep-den-xac-nhan", "tai-tep-ve-kiem-tra"
LATER, DISCARD, TABS = "tai-tep-de-sau", "tai-tep-bo", "tai-tep-the"
LINES, EFFECT = "Từng dòng thay đổi", "Tác động"
PEOPLE = {"347": 9001, "349": 7002, "350": 7003, "351": 6004, "352": 7005, "353": 9006}
"""45.021 people; at 4,1 tỷ a district 24,6 tỷ đồng a month."""


def content(*rows: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *rows, ""]).encode()


GOOD = content(*(f"{code},{NAMES[code]},2023-12,Bảo trợ xã hội,{people},4100000000" for code, people in PEOPLE.items()))
WRONG = content(
    "347,Phủ Lý,2023-12,Bảo trợ xã hội,ba trăm,4100000000",
    "349,Duy Tiên,2023-13,Bảo trợ xã hội,7002,4100000000",
    "350,Kim Bôi,2023-12,Bảo trợ xã hội,7003,4100000000",
    "351,Thanh Liêm,2023-12,Bảo trợ xã hội,-5,4100000000",
)


def choose(screen: Screen, name: str, data: bytes, *, kind: str | None = None) -> Screen:
    """Bring a file in: at the first step a new one, at the second its mended successor."""
    if kind is not None:
        screen.set("tai-tep-loai", kind)
    screen.at.file_uploader[0].upload(name, data, "text/csv")
    return screen.run()


def draft_of(screen: Screen) -> str:
    """The draft that the address names."""
    found = screen.at.query_params["ban-nhap"]
    return found if isinstance(found, str) else str(found[0])


def to_changes(screen: Screen) -> Screen:
    return screen.press(TO_CHANGES)


def to_confirm(screen: Screen) -> Screen:
    """To the last step with everything that is asked ticked."""
    to_changes(screen).press(TO_CONFIRM)
    return tick_all(screen)


def tick_all(screen: Screen) -> Screen:
    for place in range(len(groups(screen))):
        screen.at.checkbox[place].check()
        screen.run()
    return screen


def groups(screen: Screen) -> list[str]:
    """The groups of warnings that are to be confirmed, as they are asked."""
    return [box.label for box in screen.at.checkbox if box.label.startswith("Tôi đã xem")]


def write(screen: Screen) -> Screen:
    return to_confirm(screen).press(WRITE)


def counts(screen: Screen) -> dict[str, str]:
    """New, changed, unchanged, missing as the tiles show them."""
    return {label: screen.metric(label) for label in ("Mới", "Thay đổi", "Không đổi", "Tệp không có")}


def step(screen: Screen) -> str:
    """ "Bước 2 trong 4: Kiểm tra" without its beginning."""
    (found,) = [text for text in screen.of("caption") if text.startswith("Bước ")]
    return found.partition(": ")[2]


def buttons(screen: Screen) -> list[str]:
    return [button.label for button in screen.at.button]
