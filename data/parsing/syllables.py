"""Whether a word can be Vietnamese: an onset, a rime and at most one tone.

Belongs here: the spelling of syllables, by which encodings are told apart. Does not: lists of words; a syllable that is
well spelled but means nothing counts.
"""

from __future__ import annotations

import re
import unicodedata

# "nghiêng" has seven letters, each of which may have its marks beside it.
_LONGEST = 21
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RIMES = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oem oen oeo oet
    ooc oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uc ui um un ung up ut uê uêch uên uênh uêt uơ uy uya uych uyên uyêt uynh uyp uyt uyu uân uâng uât uây uôc uôi
    uôm uôn uông uôt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu ynh yt
"""
_ALL_RIMES = frozenset(_RIMES.split())
_ONSET_FIRST = "|".join(sorted(_ONSETS.split(), key=len, reverse=True))
_SYLLABLE = re.compile(f"({_ONSET_FIRST})?(.+)")
_FRONT = frozenset("eêiy")
_BEFORE_FRONT = frozenset(("k", "gh", "ngh"))
_NOT_BEFORE_FRONT = frozenset(("c", "ng"))


def well_spelled(word: str) -> bool | None:
    """Whether the word is a Vietnamese syllable; None for what has no vowel (HĐND, NĐ): it says nothing either way."""
    if len(word) > _LONGEST:
        return False
    tones = ""
    letters = ""
    for character in unicodedata.normalize("NFD", word.casefold()):
        if character in _TONES:
            tones += character
        else:
            letters += character
    if not any(letter in "aeiouy" for letter in letters):
        return None if word.isalpha() else False
    letters = unicodedata.normalize("NFC", letters)
    found = _SYLLABLE.fullmatch(letters)
    if len(tones) > 1 or found is None:
        return False
    # "gì", "gìn", "giếng": the i of "gi" is also the rime's.
    return _fits(found[1] or "", found[2], tones) or (letters.startswith("gi") and _fits("", letters[1:], tones))


def _fits(onset: str, rime: str, tone: str) -> bool:
    if rime not in _ALL_RIMES or (onset == "qu" and rime[0] == "u"):
        return False
    if rime.endswith(("c", "ch", "p", "t")) and tone not in ("\u0301", "\u0323"):
        return False
    front = rime[0] in _FRONT
    return not (front and onset in _NOT_BEFORE_FRONT) and not (not front and onset in _BEFORE_FRONT)
