"""Settings from the environment, read once at the edge and handed inwards."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError

from data.locale import _

SHORTEST_SECRET = 32
NAMES = (
    "DATABASE_URL",
    "ANSINH_DATA_DIR",
    "ANSINH_TRAINING",
    "ANSINH_DEMO",
    "ANSINH_ALLOW_NETWORK",
    "ANSINH_REQUIRE_LOGIN",
    "ANSINH_PUBLIC_URL",
    "ANSINH_PG_BIN",
    "ANSINH_SECRET_KEY",
)
PRACTICE_FOLDER = "thu-nghiem"
"""Of what is practised with, inside the data folder."""
PRACTICE_NAMES = ("thu-nghiem", "thu_nghiem")
"""One of these is in the name of a PostgreSQL database to practise on, so that nobody takes the real one by a slip."""
DEFAULT_DATA_DIR = Path(__file__).parent / "var"
_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST_NAME = re.compile(r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?|[0-9a-f:.]*:[0-9a-f:.]*")
"""A name as browsers send it (punycode where it has accents), an IPv4 address, or an IPv6 address without its
brackets."""
TRUE, FALSE = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off"})


class SettingsError(ValueError):
    """A setting that cannot be used; the message names it and how to mend it."""


@dataclass(frozen=True)
class Settings:
    """`demo` None = on while no district file has ever been applied. `allow_network` lets other machines in.
    `public_url` is the address people type where it is not this machine's own: scheme, host and port as a browser
    writes an origin."""

    database_url: str
    data_dir: Path
    demo: bool | None
    allow_network: bool
    public_url: str | None = None
    require_login: bool = False
    """Whether reading, too, needs an account; writing always does."""
    pg_bin: Path | None = None
    """Folder of pg_dump and pg_restore where they are not on PATH."""
    secret_key: str | None = field(default=None, repr=False)
    """What cookies of single sign-on are signed with: the same for all processes of an office."""
    practice: bool = False
    """Whether this is the app to practise on: figures, files and keys in a folder of its own."""

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """From DATABASE_URL and the ANSINH_ variables of NAMES; SettingsError on an unusable value."""
    given = os.environ if environment is None else environment
    return _understood(tuple(given.get(name, "") for name in NAMES))


@lru_cache(maxsize=64)
def _understood(values: tuple[str, ...]) -> Settings:
    """Kept, because pages and the gate ask at every move and looking up a folder is slow."""
    env = dict(zip(NAMES, values, strict=True))
    data_dir = Path(env.get("ANSINH_DATA_DIR") or DEFAULT_DATA_DIR).expanduser().resolve()
    practice = _switch(env, "ANSINH_TRAINING") or False
    if practice:
        data_dir /= PRACTICE_FOLDER
    own = f"sqlite:///{data_dir / 'app.db'}"
    url = _with_driver(env.get("DATABASE_URL") or own)
    return Settings(
        database_url=_to_practise_on(url, own) if practice else url,
        data_dir=data_dir,
        demo=_switch(env, "ANSINH_DEMO"),
        allow_network=_switch(env, "ANSINH_ALLOW_NETWORK") or False,
        require_login=_switch(env, "ANSINH_REQUIRE_LOGIN") or False,
        public_url=_origin(env.get("ANSINH_PUBLIC_URL", "").strip()),
        pg_bin=Path(folder).expanduser() if (folder := env.get("ANSINH_PG_BIN", "").strip()) else None,
        secret_key=_secret(env.get("ANSINH_SECRET_KEY", "").strip()),
        practice=practice,
    )


def _to_practise_on(url: str, own: str) -> str:
    """On SQLite always a file of its own, whatever file holds the real figures."""
    if url.startswith("sqlite"):
        return own
    name = sa.make_url(url).database or ""
    if not any(part in name.lower() for part in PRACTICE_NAMES):
        raise SettingsError(
            _(
                "ANSINH_TRAINING=1 nhưng cơ sở dữ liệu {name} không mang tên bản Thử nghiệm (cần có thu_nghiem trong "
                "tên); chưa thay đổi gì. Sửa DATABASE_URL rồi chạy lại."
            ).format(name=name)
        )
    return url


def _with_driver(url: str) -> str:
    scheme, separator, rest = url.partition("://")
    if not separator or scheme.split("+")[0] not in ("sqlite", "postgresql", "postgres"):
        raise SettingsError(
            _("DATABASE_URL phải bắt đầu bằng sqlite:// hoặc postgresql://. Sửa biến môi trường rồi chạy lại.")
        )
    url = url if scheme.split("+")[0] == "sqlite" else f"postgresql+psycopg://{rest}"
    try:
        sa.make_url(url)
    except (ArgumentError, ValueError) as error:
        raise SettingsError(_("DATABASE_URL không đọc được. Sửa biến môi trường rồi chạy lại.")) from error
    return url


def _origin(text: str) -> str | None:
    if not text:
        return None
    refusal = SettingsError(
        _(
            "ANSINH_PUBLIC_URL chỉ gồm http:// hoặc https://, tên máy và cổng nếu có, ví dụ "
            "https://ansinh.tinh.gov.vn. Sửa biến môi trường rồi chạy lại."
        )
    )
    try:
        parts = urlsplit(text)
        scheme, host, port = parts.scheme, parts.hostname or "", parts.port
    except ValueError as error:
        raise refusal from error
    host = host.rstrip(".")
    if scheme not in _DEFAULT_PORTS or "@" in parts.netloc or not _HOST_NAME.fullmatch(host):
        raise refusal
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise refusal
    shown = f"[{host}]" if ":" in host else host
    return f"{scheme}://{shown}" if port in (None, _DEFAULT_PORTS[scheme]) else f"{scheme}://{shown}:{port}"


def _secret(text: str) -> str | None:
    if text and len(text) < SHORTEST_SECRET:
        raise SettingsError(
            _(
                "ANSINH_SECRET_KEY phải dài từ {length} ký tự, ví dụ kết quả của lệnh openssl rand -hex 32. Sửa biến "
                "môi trường rồi chạy lại."
            ).format(length=SHORTEST_SECRET)
        )
    return text or None


def _switch(env: Mapping[str, str], name: str) -> bool | None:
    text = env.get(name, "").strip().lower()
    if not text:
        return None
    if text in TRUE or text in FALSE:
        return text in TRUE
    raise SettingsError(_("{name} phải là 1 hoặc 0. Sửa biến môi trường rồi chạy lại.").format(name=name))
