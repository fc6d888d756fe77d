"""Names that a client may give a file: none leads anywhere, all are shown as they are written."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from tests.bench.raw_upload import bring
from tests.bench.server import ROOT, Server
from tests.bench.websocket_client import Run, Session
from tests.data.uploads import HEADER, line
from tests.server.staff import enrol_one_of_each_role, token_of

NAMES = (
    "../../../../etc/passwd.csv", r"..\..\..\windows\win.csv", "/etc/cron.d/x.csv", r"C:\x.csv", r"\\127.0.0.1\x\y.csv",
    "CON.csv", ".csv", "a\x00b.csv", "a\r\nSet-Cookie: x=1.csv", "\x1b[31mđỏ.csv", "<img src=x onerror=alert(1)>.csv",
    "=cmd|'/c calc'!A0.csv", "chi-\u202egpj.csv", "dài-" * 100 + ".csv", unicodedata.normalize("NFD", "chi trả "
                                                                                                      "huyện.csv"),
    "{{7*7}}${7*7}.csv", "$(touch x)`touch x`;touch x.csv", "**đậm** [x](javascript:alert(1)) :red[x].csv",
    "'; DROP TABLE draft; --.csv",
)  # fmt: skip
WINDOWS_PLACES = ("C:", "\\\\")
"""Of these the server keeps what comes after the last stroke, as some browsers send whole paths."""
LONGEST = 100


def files(*folders: Path) -> set[Path]:
    """All files that stand below, but for what Python and the tests' tools keep for themselves."""
    skipped = {"__pycache__", ".git", ".venv", ".pytest_cache", ".ruff_cache", ".mypy_cache", ".hypothesis"}
    return {
        path for folder in folders for path in folder.rglob("*") if path.is_file() and not skipped & set(path.parts)
    }


def head(run: Run) -> str:
    """The file's name as the line under the steps shows it."""
    lines = [
        e.markdown.body for e in run.elements if e.HasField("markdown") and " · bản nháp lưu lúc " in e.markdown.body
    ]
    assert len(lines) == 1, [e.markdown.body for e in run.elements if e.HasField("markdown")]
    return lines[0].partition("** · ")[0].removeprefix("**")


def unescaped(markdown: str) -> str:
    """What Markdown shows of a text in which everything that means something is escaped."""
    out, letters = [], iter(markdown)
    for letter in letters:
        out.append(next(letters, "") if letter == "\\" else letter)
    return "".join(out)


def test_names_lead_nowhere_and_are_shown_as_written(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    temporary = tmp_path_factory.mktemp("tam")
    enrol_one_of_each_role(folder)
    cookie = {"cookie": f"ansinh={token_of('uploader')}"}
    content = "\n".join([HEADER, line(), ""]).encode()
    with (
        Server(env={"ANSINH_DATA_DIR": str(folder), "TMPDIR": str(temporary)}) as server,
        Session(server.url, "cap-nhat-so-lieu", headers=cookie, patience=60) as tab,
    ):
        kept = {path for path in files(folder) if not path.name.startswith("app.db")}
        before = files(ROOT / "data", ROOT / "pages")
        for name in NAMES:
            (uploader,) = (widget for widget in tab.widgets.values() if widget.kind == "file_uploader")
            brought = bring(tab, uploader, name, content)
            assert brought.status == 204, name
            assert brought.run is not None
            assert brought.run.exceptions == [], name
            shown = unescaped(head(brought.run))
            assert 0 < len(shown) <= LONGEST, shown
            assert shown.isprintable(), shown
            assert "\u202e" not in shown
            if name.isprintable() and len(name) <= LONGEST and not name.startswith(WINDOWS_PLACES):
                assert shown == unicodedata.normalize("NFC", name)
            assert tab.move(tab.widget(key="tai-tep-bo"), True).exceptions == [], name
        assert {path for path in files(folder) if not path.name.startswith("app.db")} == kept
        assert files(ROOT / "data", ROOT / "pages") == before
        assert files(temporary) == set(), "a copy for the reader was left"
        assert not any(Path(name).exists() for name in ("/etc/cron.d/x.csv", "/etc/passwd.csv"))
        assert "Traceback" not in server.log.read_text(errors="replace"), server.log_tail()
