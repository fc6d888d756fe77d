"""The file of a page's figures: what goes out comes in again as dataset `indicators` without a change."""

from collections.abc import Callable
from pathlib import Path

import pytest

from data.engine import Database
from data.ingest import Check, check_file
from data.store.compare import compare
from tests.data.uploads import version
from tests.pages.screen import Screen
from tests.pages.sent_figures import Sent, send

Show = Callable[..., Screen]
Files = dict[str, Callable[[], bytes]]
PAGES = {
    "merit.py": "nguoi-co-cong.csv",
    "employment.py": "viec-lam.csv",
    "training.py": "giao-duc-nghe-nghiep.csv",
    "poverty.py": "giam-ngheo.csv",
}


def checked(folder: Path, name: str, content: bytes) -> Check:
    path = folder / name
    path.write_bytes(content)
    check = check_file(path, name, "indicators")
    assert check.status == "accepted", check.messages
    return check


def counts(database: Database, check: Check) -> dict[str, int]:
    with database.reading() as connection:
        return dict(compare(connection, version(database), check).counts)


@pytest.mark.parametrize(("file", "name"), PAGES.items())
def test_the_file_of_a_page_comes_in_again_without_a_change(
    show: Show, database: Database, files: Files, tmp_path: Path, file: str, name: str
) -> None:
    rows = show(file).table("Chỉ tiêu")
    check = checked(tmp_path, name, files[name]())
    found = counts(database, check)
    assert (found["new"], found["changed"]) == (0, 0)
    assert found["unchanged"] == len(rows) > 0


def test_hedges_months_and_decimals_come_in_again(show: Show, database: Database, files: Files, tmp_path: Path) -> None:
    send(
        database,
        [
            Sent("35", "poverty.poor_rate", "2.115", "2024-06", level="province"),
            Sent("35", "poverty.poor_households", "5120", "2024-06", level="province"),
        ],
    )
    show("poverty.py")
    text = files["giam-ngheo.csv"]()
    check = checked(tmp_path, "giam-ngheo.csv", text)
    assert counts(database, check)["changed"] == counts(database, check)["new"] == 0
    assert {"2023", "2024-06"} <= set(check.frame["period"].to_list())
    show("merit.py")
    hedged = checked(tmp_path, "nguoi-co-cong.csv", files["nguoi-co-cong.csv"]())
    assert set(hedged.frame["qualifier"].to_list()) >= {"=", "<", ">"}


def test_a_figure_changed_in_the_file_is_the_only_change(
    show: Show, database: Database, files: Files, tmp_path: Path
) -> None:
    show("poverty.py")
    text = files["giam-ngheo.csv"]().decode("utf-8-sig")
    assert text.count(";5915;") == 1
    check = checked(tmp_path, "giam-ngheo.csv", text.replace(";5915;", ";5914;").encode("utf-8-sig"))
    assert counts(database, check)["changed"] == 1
