"""Files that ask a reader to fetch something: nothing is fetched, nothing is even tried."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.data.parsing.packages import MAIN, package, row, sheet, text

ROOT = Path(__file__).resolve().parents[3]
NOWHERE = "http://127.0.0.1:9/x"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = row(1, *(text(f"{letter}1", name) for letter, name in zip("ABC", ("district", "period", "group"), strict=True)))
LINE = row(2, text("A2", "Phủ Lý"), text("B2", "2023-12"), text("C2", "Người có công"))


def relations(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_RELATIONSHIPS}/{kind}" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    )


def external_workbook() -> bytes:
    """A cell whose value another workbook has, at an address."""
    link = (
        f'<externalLink xmlns="{MAIN}" xmlns:r="{_RELATIONSHIPS}"><externalBook '
        'r:id="rId1"><sheetNames><sheetName val="S"/></sheetNames></externalBook></externalLink>'
    )
    cell = '<c r="D2"><f>[1]S!A1</f><v>5</v></c>'
    parts = {
        "xl/externalLinks/externalLink1.xml": link,
        "xl/externalLinks/_rels/externalLink1.xml.rels": relations("externalLinkPath", NOWHERE),
    }
    return package(sheet(HEAD + LINE.replace("</row>", f"{cell}</row>")), more=parts)


def external_share() -> bytes:
    """The same on a Windows share: opening it would hand over a password's hash."""
    parts = {
        "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{MAIN}"/>',
        "xl/externalLinks/_rels/externalLink1.xml.rels": relations("externalLinkPath", r"\\127.0.0.1\x\y.xlsx"),
    }
    return package(sheet(HEAD + LINE), more=parts)


def dde() -> bytes:
    """A cell that starts a program in a careless Excel, and the link it comes with."""
    link = f'<externalLink xmlns="{MAIN}"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    cell = '<c r="D2" t="str"><f>cmd|\'/c calc\'!A0</f><v>x</v></c>'
    return package(
        sheet(HEAD + LINE.replace("</row>", f"{cell}</row>")), more={"xl/externalLinks/externalLink1.xml": link}
    )


def web_functions() -> bytes:
    cells = (
        f'<c r="D2" t="str"><f>WEBSERVICE("{NOWHERE}")</f><v>x</v></c><c r="E2" '
        f't="str"><f>HYPERLINK("{NOWHERE}")</f><v>x</v></c>'
    )
    return package(sheet(HEAD + LINE.replace("</row>", f"{cells}</row>")))


def linked_picture() -> bytes:
    parts = {"xl/worksheets/_rels/sheet1.xml.rels": relations("image", NOWHERE)}
    return package(sheet(HEAD + LINE, after=f'<drawing xmlns:r="{_RELATIONSHIPS}" r:id="rId1"/>'), more=parts)


def outside_entity() -> bytes:
    return package(sheet(HEAD + LINE), shared=f'<!DOCTYPE sst [<!ENTITY x SYSTEM "{NOWHERE}">]><sst>&x;</sst>')


def outside_document_type() -> bytes:
    return package(sheet(HEAD + LINE), more={"xl/theme/theme1.xml": f'<!DOCTYPE x SYSTEM "{NOWHERE}"><x/>'})


def formulas_in_text() -> bytes:
    return (
        f'district,period,group,ghi_chu\nPhủ Lý,2023-12,Người có công,"=WEBSERVICE(""{NOWHERE}"")"\n'
        "Duy Tiên,2023-12,Người có công,=cmd|'/c calc'!A0\n"
    ).encode()


# The reader is run here too and not only in its child: what the child's own hook refuses, this one would not see.
PROGRAM = """
import io, json, socket, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from data.ingest import check_file
from data.parsing.handover import Handover
from data.parsing.opening import hand_over
import data.parsing.xlsx

NETWORK = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.")
STARTING = ("subprocess.", "os.system", "os.exec", "os.spawn", "os.posix_spawn", "os.fork")
tried, watched = [], NETWORK + STARTING
sys.addaudithook(lambda event, given: tried.append(event) if event.startswith(watched) else None)
try:
    socket.create_connection(("127.0.0.1", 9), 0.1)
except OSError:
    pass
answers = {"control": [tried[:], ""]}
for path in map(Path, sys.argv[2:]):
    tried.clear()
    watched = NETWORK + STARTING
    out = Handover(io.BytesIO())
    with out.refusals():
        hand_over(path.read_bytes(), frozenset(("district", "period", "group")), out)
    watched = NETWORK
    answers[path.name] = [tried[:], check_file(path, "chi-tra.xlsx", "payments").status]
print(json.dumps(answers))
"""

FILES = (
    external_workbook,
    external_share,
    dde,
    web_functions,
    linked_picture,
    outside_entity,
    outside_document_type,
    formulas_in_text,
)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[list[str], str]]:
    """What was tried while each file was read, and what was said of the file; all in one process, which takes long to
    start."""
    folder = tmp_path_factory.mktemp("tep")
    for make in FILES:
        (folder / make.__name__).write_bytes(make())
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(ROOT), *map(str, sorted(folder.iterdir()))],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    found: dict[str, tuple[list[str], str]] = json.loads(run.stdout.splitlines()[-1])
    return found


@pytest.mark.parametrize("make", FILES, ids=lambda make: make.__name__)
def test_nothing_is_fetched_while_a_file_is_read(
    make: Callable[[], bytes], answers: dict[str, tuple[list[str], str]]
) -> None:
    tried, status = answers[make.__name__]
    assert tried == []
    assert status == "refused"


def test_an_attempt_would_be_noted(answers: dict[str, tuple[list[str], str]]) -> None:
    assert answers["control"][0] == ["socket.getaddrinfo", "socket.connect"]
