"""Heads kept outside the database: one line each, read back, and let go of only by a restore."""

from __future__ import annotations

import json
import stat
import threading
from datetime import datetime
from pathlib import Path

import pytest

from data.audit import heads
from data.audit.findings import Finding
from data.engine import Database
from data.settings import Settings, read_settings
from tests.data.audit.chains import EVENT, attacker, checked, events, fill, remove, set_head
from tests.data.conftest import Databases


@pytest.fixture
def settings(tmp_path: Path, database: Database) -> Settings:
    return read_settings({"ANSINH_DATA_DIR": str(tmp_path)})


def lines(settings: Settings) -> list[dict[str, object]]:
    text = heads.path_of(settings).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line]


def test_a_head_is_one_line_that_only_the_app_may_read(database: Database, settings: Settings) -> None:
    fill(database, 3)
    head = heads.anchor(database, settings, "export")
    last = events(database)[-1]
    assert (head.sequence, head.hash) == (3, last["hash"])
    (line,) = lines(settings)
    assert line["sequence"] == 3
    assert line["why"] == "export"
    assert datetime.fromisoformat(str(line["at"])).utcoffset() is not None
    assert stat.S_IMODE(heads.path_of(settings).stat().st_mode) == 0o600
    assert head.printed().endswith(f"sự kiện số 3, mã {last['hash']}")
    assert "+07:00" in head.printed()


def test_a_cut_tail_with_a_head_set_back_is_found_by_the_kept_head_alone(
    database: Database, settings: Settings
) -> None:
    fill(database, 6)
    heads.anchor(database, settings, "hour")
    rows = events(database)
    with attacker(database) as connection:
        remove(connection, EVENT.c.sequence > 4)
        set_head(connection, rows[3])
    assert [found.kind for found in checked(database).findings] == ["unguarded"], "nothing inside the database tells"
    report = checked(database, heads.read(settings))
    assert report.first is not None
    assert (report.first.kind, report.first.sequence) == ("cut", 5)
    fill(database, 4)
    assert checked(database, heads.read(settings)).first == Finding("rewritten", 6)


def test_a_restore_lets_go_of_what_the_backup_does_not_have(database: Database, settings: Settings) -> None:
    fill(database, 3)
    heads.anchor(database, settings, "hour")
    rows = events(database)
    fill(database, 3)
    heads.anchor(database, settings, "hour")
    with attacker(database) as connection:
        remove(connection, EVENT.c.sequence > 3)
        set_head(connection, rows[2])
    fill(database, 1)
    heads.anchor(database, settings, "restore")
    kept = heads.read(settings)
    assert sorted(kept.heads) == [3, 4]
    assert [found.kind for found in checked(database, kept).findings] == ["unguarded"]


def test_a_line_cut_off_or_bent_is_named_and_the_others_stand(database: Database, settings: Settings) -> None:
    fill(database, 2)
    heads.anchor(database, settings, "start")
    with heads.path_of(settings).open("a", encoding="utf-8") as file:
        file.write('{"at":"2026-01-01T00:00:00+00:00","hash":"short","sequence":9,"why":"hour"}\n{"at":"20')
    heads.anchor(database, settings, "hour")
    kept = heads.read(settings)
    assert kept.heads == {2: events(database)[-1]["hash"]}
    assert len(kept.unreadable) == 2
    report = checked(database, kept)
    assert report.ok
    assert "dòng không đọc được" in report.remarks[0]


def test_without_a_file_nothing_is_anchored(settings: Settings) -> None:
    assert heads.read(settings) == heads.Anchors({}, None)


def test_many_writers_share_the_file_without_mixing_lines(database: Database, settings: Settings) -> None:
    fill(database, 1)
    threads = [threading.Thread(target=heads.anchor, args=(database, settings, "hour")) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [line["sequence"] for line in lines(settings)] == [1] * 8


def test_the_server_keeps_a_head_at_its_start_and_each_hour_that_something_happened(
    databases: Databases, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = databases.settings(kind)
    database = databases.open(settings)
    written = threading.Event()
    once = heads._once

    def seen(*told: object) -> heads.Head | None:
        result = once(*told)  # type: ignore[arg-type]
        written.set()
        return result

    monkeypatch.setattr(heads, "_once", seen)
    monkeypatch.setattr(heads, "EVERY_SECONDS", 0.02)
    stop = heads.keep_anchoring(settings)
    try:
        for _ in range(3):
            written.clear()
            assert written.wait(20)
        assert [line["why"] for line in lines(settings)] == ["start"]
        fill(database, 2)
        for _ in range(3):
            written.clear()
            assert written.wait(20)
    finally:
        stop.set()
    assert [(line["why"], line["sequence"]) for line in lines(settings)] == [("start", 0), ("hour", 2)]


def test_a_head_that_cannot_be_kept_is_a_line_of_the_log_and_stops_nobody(
    database: Database, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    heads.path_of(settings).mkdir(parents=True)
    assert heads.anchor_quietly(database, settings, "hour") is None
    (said,) = caplog.messages
    assert said.startswith("audit head not anchored: IsADirectoryError")
