"""Words on the screen: gettext catalogues with Vietnamese as the source language.

Belongs here: `_`, which every displayed sentence passes through, and the catalogues beside it. Does not: sentences.
"""

import gettext
import os
from pathlib import Path

DOMAIN = "ansinh"
FOLDER = Path(__file__).parent

_catalogue = gettext.translation(
    DOMAIN, localedir=FOLDER, languages=[os.environ.get("ANSINH_LANGUAGE", "vi")], fallback=True
)


def _(sentence: str) -> str:
    """The sentence in the language of the running process; Vietnamese (the source) where no catalogue has it."""
    return _catalogue.gettext(sentence)
