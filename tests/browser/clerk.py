"""A clerk's hands at the upload page: on from step to step, confirm, write."""

from __future__ import annotations

from tests.browser.driver import Tab


def to_changes(tab: Tab) -> Tab:
    tab.click("tai-tep-xem-thay-doi")
    tab.page.get_by_text("Bước 3 trong 4").wait_for()
    return tab.still()


def to_confirm(tab: Tab) -> Tab:
    tab.click("tai-tep-den-xac-nhan")
    tab.page.get_by_text("Bước 4 trong 4").wait_for()
    return tab.still()


def confirm(tab: Tab) -> list[str]:
    """Tick every group that is asked; the words of what was ticked."""
    boxes = tab.main.get_by_test_id("stCheckbox").filter(has_text="Tôi đã xem và xác nhận")
    ticked = []
    for place in range(boxes.count()):
        ticked.append(str(boxes.nth(place).inner_text()))
        tab.then(lambda place=place: boxes.nth(place).locator("label").click(position={"x": 10, "y": 10}))
    return ticked


def write(tab: Tab) -> Tab:
    """From a file that was read to its figures in the database."""
    confirm(to_confirm(to_changes(tab)))
    tab.click("tai-tep-ghi")
    tab.page.get_by_text("Đã ghi").first.wait_for()
    return tab.still()


def undo(tab: Tab, batch: int) -> Tab:
    """On the history page: open a batch, agree, take it back."""
    box = tab.at("lich-su-ban").get_by_role("combobox")
    box.click()
    box.fill(f"Bản {batch} ")
    tab.then(tab.page.get_by_role("option").first.click)
    tab.toggle(f"lich-su-dong-y-{batch}")
    return tab.click("lich-su-thu-hoi")
