"""Texts as nobody should write them, and a database in which they stand wherever a person or a file can bring text."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import sqlalchemy as sa

from data.accounts import accounts, sessions
from data.border_check import check_borders
from data.borders import write_borders
from data.engine import Database
from data.ingest import check_file
from data.seeding.geography import VINTAGE_2023
from data.store import drafts, scenarios
from models.access.roles import Grant, Operator, Person, Role
from models.policy.areas import catalogue, protection
from models.policy.levers.levers import Scenario
from models.tables.accounts import Account
from tests.accounts import TOKEN, enrol
from tests.data.border_files import Json, as_bytes, features, moved
from tests.data.dataset_files import FIRST, file as dataset_file
from tests.data.rules import rule, write
from tests.data.store.test_crosswalk_weights import DUY_HA, Town
from tests.data.store.test_scenarios import END_2023, result_of
from tests.data.uploads import HEADER, NAMES, Upload, apply, line, upload, version

PORT = "127.0.0.1:9"
MARKUP = (
    f"<img src=http://{PORT}/x onerror=alert(1)><svg onload=alert(2)>",
    f"![hd-anh](http://{PORT}/y)[hd-lien](javascript:alert(3))",
    "<script>alert(4)</script>:material/skull: :red[hd-do] $hd_toan$ **hd-dam**",
    "`hd-ma` ~~hd-gach~~ {{7*191}} ${7*191} # hd | <iframe src=//x>",
)
"""HTML, Markdown, Streamlit's own signs, templates: each short enough for a name. Whatever is read as markup leaves an
element whose whole text begins with "hd-", or one of the elements named."""
FORMULAS = (
    "=HYPERLINK('http://x';'a')",
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd",
    "＝1+1",
    "＋1+1",
    "－1-1",
    "＠SUM(1)",
)
LONGEST_FILE_NAME, LONGEST_DOCUMENT, LONGEST_SOURCE = 200, 200, 100


@dataclass(frozen=True)
class Filled:
    """What a test needs to find again: drafts by what they are, the batches, the scenarios."""

    drafts: dict[str, str]
    batches: tuple[int, ...]
    scenarios: tuple[int, ...]


def fill(database: Database, folder: Path, texts: Sequence[str]) -> Filled:
    """One short text where only a short one fits, all of them where there is room. Lan signs in as before, under the
    first text."""
    long = " ".join(texts)
    if not accounts.listed(database):
        enrol(database)
    with database.writer.begin() as connection:
        connection.execute(sa.update(Account).values(name=texts[0]))
    lan = Person(sessions.session_of(TOKEN))
    for number, text in enumerate(texts[1:]):
        accounts.invite(database, f"nguoi{number}", text, [Grant(Role.UPLOADER)], actor=lan)
    line_of = {account.login: account.id for account in accounts.listed(database)}
    accounts.bind_identity(database, line_of["nguoi0"], f"https://{long}"[:255], long[:255], actor=lan)
    saved = _scenarios(database, lan, texts, long)
    written = _batches(database, folder, texts, long)
    return Filled(_drafts(database, lan, long), written, saved)


def _scenarios(database: Database, lan: Person, texts: Sequence[str], long: str) -> tuple[int, ...]:
    made = []
    for number, text in enumerate(texts):
        scenario = Scenario.of(END_2023, catalogue.LEVERS, {protection.NORM.key: 500_000 + number * 10_000})
        draft = scenarios.Draft(text, scenario, result_of(database, scenario), 1, f"{long}\n{long}")
        if number != 1:
            made.append(scenarios.save(database, draft, actor=lan, idempotency_key=_key()))
        else:
            made.append(scenarios.fork(database, made[0], draft, actor=lan, idempotency_key=_key()))
    scenarios.propose(database, made[0], actor=lan, idempotency_key=_key())
    scenarios.archive(database, made[-1], actor=lan, idempotency_key=_key())
    return tuple(made)


def payments(long: str, *rows: str) -> bytes:
    """A file of payments with such a heading and such a remark in every row."""
    quoted = f'"{long}"'
    lines = [f"{row},{quoted}" for row in rows]
    return "\n".join([f"{HEADER},{quoted}", *lines, ""]).encode()


def _batches(database: Database, folder: Path, texts: Sequence[str], long: str) -> tuple[int, ...]:
    name = f"{long}"[:LONGEST_FILE_NAME]
    answers = {"sheet": texts[0], "cell.B2": long, long[:60]: texts[-1]}
    months = [line(code, "2023-12", 900 + int(code), 450_000_000) for code in NAMES]
    content = payments(long, *months)
    path = folder / f"{uuid.uuid4().hex}.csv"
    path.write_bytes(content)
    sent = Upload(check_file(path, name, "payments"), content, name)
    assert sent.check.status == "accepted", sent.check.messages
    done = [apply(database, sent, actor=texts[0], answers=answers).batch]
    for number, (dataset, rows) in enumerate((one, two) for one, two in FIRST.items() if one != "payments"):
        if dataset == "areas":
            rows = tuple({**row, "source": long[:LONGEST_SOURCE]} for row in rows)
        file = dataset_file(dataset, *rows, name=name)
        done.append(apply(database, file, actor=texts[number % len(texts)], answers=answers).batch)
    done.append(apply(database, upload(folder, line(period="2024-03", people=40_000), name=name), actor=texts[0]).batch)
    law = rule(value=581_000, applies_from=date(2028, 7, 1), document=long[:LONGEST_DOCUMENT])
    done.append(write(database, law, actor=texts[0]).batch)
    town = Town(database)
    done.append(town.enter({DUY_HA: Decimal(60)}, source=long[:LONGEST_SOURCE]).batch)
    raw = borders(texts)
    done.append(
        write_borders(
            database,
            check_borders(raw, name, VINTAGE_2023, "district"),
            raw,
            actor=Operator(texts[0]),
            base_version=version(database),
            idempotency_key=_key(),
        ).batch
    )
    return tuple(done)


def borders(texts: Sequence[str]) -> bytes:
    """The six districts, a little to the east, with such properties beside their code."""

    def change(feature: Json) -> None:
        moved(feature, lambda x, y: [x + 0.0002, y])
        feature["properties"] |= {text: " ".join(texts) for text in texts} | {"title": texts[0]}

    return as_bytes(features(change))


WRONG = {
    "payments": "Huyện;Kỳ;Nhóm đối tượng;Số đối tượng;Kinh phí hằng tháng (đồng);Hình thức chi",
    "indicators": "Huyện;Kỳ;Chỉ tiêu;Giá trị;Đơn vị tính;Mức độ",
    "households": "Huyện;Kỳ;Loại hộ;Phân tổ;Đầu kỳ;Cuối kỳ",
    "targets": "Huyện;Năm;Chỉ tiêu;Kế hoạch năm;Đơn vị tính",
    "areas": "Huyện;Dân số;Số hộ;Ngày số liệu;Nguồn số liệu",
    "budget": "Huyện;Năm ngân sách;Lũy kế đến tháng;Nguồn kinh phí;Cấp ngân sách;Dự toán giao (đồng)",
}
"""Headings of a file in which every cell is a hostile text, and so are two more headings."""


def wrong_file(dataset: str, texts: Sequence[str]) -> bytes:
    columns = WRONG[dataset].count(";") + 3
    head = ";".join([WRONG[dataset], _cell(texts[0]), _cell(" ".join(texts))])
    return "\n".join([head, *(";".join([_cell(text)] * columns) for text in texts), ""]).encode()


def _drafts(database: Database, lan: Person, long: str) -> dict[str, str]:
    texts = [long[start : start + 90] for start in range(0, min(len(long), 270), 90)]
    good = payments(long, *(line(code, "2023-11", 800 + int(code), 400_000_000) for code in NAMES))
    contents = {dataset: wrong_file(dataset, texts) for dataset in WRONG} | {"good": good}
    made = {}
    for key, content in contents.items():
        dataset = "payments" if key == "good" else key
        name = f"{long[: LONGEST_FILE_NAME - 4]}.csv"
        made[key] = drafts.save(
            database, dataset=dataset, filename=name, content=content, actor=lan, base_version=version(database)
        ).id
    return made


def _cell(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace('\\"', '""')


def _key() -> str:
    return uuid.uuid4().hex
