"""Words on the screen: gettext catalogues with Vietnamese as the source language."""

import gettext
import os
from pathlib import Path

from models.wording.words import _, install

__all__ = ["_"]

DOMAIN = "ansinh"
FOLDER = Path(__file__).parent

install(
    gettext.translation(
        DOMAIN, localedir=FOLDER, languages=[os.environ.get("ANSINH_LANGUAGE", "vi")], fallback=True
    ).gettext
)
