"""After a backup has been put back no page shows figures kept of the numbers used before."""

from pathlib import Path

from data.backup import create, restore
from data.engine import Database
from data.settings import read_settings
from pages.ui.session import loaders
from tests.data.uploads import apply, line, upload


def people(at: int) -> int:
    return int(loaders.data(at).caseload.filter(loaders.pl.col("month") == "2024-03")["people"].sum())


def test_a_number_used_before_the_restore_gives_the_figures_that_came_back(database: Database, tmp_path: Path) -> None:
    settings = read_settings()
    backup = create(database, settings, tmp_path / "sao-luu", actor="Chị Lan")
    lost = apply(database, upload(tmp_path, line(people=1000))).batch
    assert (loaders.version(), people(lost)) == (lost, 1000)
    done = restore(settings, backup.path, actor="Chị Lan")
    assert loaders.version() == done.version > lost
    assert people(done.version) == 0
    assert people(lost) == 0, "kept of the number before, shown no more"
    assert apply(database, upload(tmp_path, line(people=7))).batch == done.version + 1
    assert people(loaders.version()) == 7
