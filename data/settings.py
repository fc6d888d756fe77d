"""Settings from the environment, read once at the edge and handed inwards.

Belongs here: names of environment variables, their defaults and what is wrong with a value. Nothing else reads os.environ.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError

from data.locale import _

DEFAULT_DATA_DIR = Path(__file__).parent / "var"
TRUE, FALSE = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off"})


class SettingsError(ValueError):
    """A setting that cannot be used; the message names it and how to mend it."""


@dataclass(frozen=True)
class Settings:
    """`demo` None = on while no district file has ever been applied. `allow_network` lets other machines in: until
    accounts exist everyone who reaches the app may write."""

    database_url: str
    data_dir: Path
    demo: bool | None
    allow_network: bool

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """From DATABASE_URL, ANSINH_DATA_DIR, ANSINH_DEMO and ANSINH_ALLOW_NETWORK; SettingsError on an unusable value."""
    env = os.environ if environment is None else environment
    data_dir = Path(env.get("ANSINH_DATA_DIR") or DEFAULT_DATA_DIR).expanduser().resolve()
    url = env.get("DATABASE_URL") or f"sqlite:///{data_dir / 'app.db'}"
    return Settings(
        database_url=_with_driver(url),
        data_dir=data_dir,
        demo=_switch(env, "ANSINH_DEMO"),
        allow_network=_switch(env, "ANSINH_ALLOW_NETWORK") or False,
    )


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


def _switch(env: Mapping[str, str], name: str) -> bool | None:
    text = env.get(name, "").strip().lower()
    if not text:
        return None
    if text in TRUE or text in FALSE:
        return text in TRUE
    raise SettingsError(_("{name} phải là 1 hoặc 0. Sửa biến môi trường rồi chạy lại.").format(name=name))
