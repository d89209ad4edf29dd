"""Words of a review: a shrug, a fault, praise that is denied."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from lexicon.folding import fold, words_of

# As whole messages: neither praise nor blame.
_SHRUGS = """
    ok, okay, it's ok, its ok, it was ok, was ok, ok ok, fine, it was fine, all good, not bad,
    ok hai, ok h, ok tha, theek, thik, theek hai, thik hai, theek h, thik h, theek tha, thik tha, thik thak,
    ठीक, ठीक है, ठीक है जी, ठीक था, ओके, thik che, theek che, thik chhe, thik hatu, ok che, barabar, barabar che,
    ઠીક, ઠીક છે, ઠીક હતું, ઓકે, બરાબર, બરાબર છે, thik ache, thik achhe, thik chilo, ঠিক আছে, ঠিকই আছে, ঠিক ছিল, ওকে
"""
# A star stands for any ending.
_FAULTS = """
    bad worst poor stale dry old spoil* smell* rotten disappoint* horrible awful terrible pathetic useless
    kharab* ghatiya* bekar* bekaar* puran* patl* bakwa* badbu* fika feeka fiki feeki basi baasi sukh* sookh*
    खराब* बासी* पुरान* सूख* बेकार* घटिया* फीक* पतल* बदबू* निराश* गंद* बकवास*
    vasi juni juno junu nakam* fikku suku suki bagd* ખરાબ* વાસી* જૂન* જુન* સૂક* સુક* નકામ* બેકાર* ફિક્ક* પાતળ* ગંદ* બગડ*
    kharap* purono baje nosto pocha shukno lageni খারাপ* বাসি* পুরনো* পুরোনো* শুক* বাজে* ফিকে* নষ্ট* পচ* পাতল* গন্ধ* লাগেনি
"""
_NO = """
    not didnt dont wasnt isnt never nahi nahin nhi nai na nathi ni nei
    नहीं नही न ना ન ના નથી નહીં না নি নেই নয়
"""
_LIKED = """
    good like* happy fresh nice tasty great satisf* worth
    pasand* acha accha achha achi acchi achhi taza taaza maza maja gamyu gamyo gami saru saro saras
    bhalo valo pochondo tatka moja thik theek ठीक ઠીક ঠিক
    पसंद* अच्छ* ताज* मज़* ગમ* સાર* સરસ* મજા* તાજ* પસંદ* ভালো* ভাল* পছন্দ* টাটকা* মজা*
"""
_IS_SHRUG = frozenset(" ".join(words_of(shrug)) for shrug in _SHRUGS.split(","))


def is_shrug(text: str) -> bool:
    """Whether the whole message is neither praise nor blame."""
    return " ".join(words_of(text)) in _IS_SHRUG


def finds_fault(text: str) -> bool:
    """Whether it names a fault, or says of something good that it wasn't."""
    words = words_of(text.replace("'", "").replace("’", ""))
    return _has(words, _FAULTS) or (_has(words, _NO) and _has(words, _LIKED))


def _has(words: Sequence[str], table: str) -> bool:
    whole, beginnings = _split(table)
    return any(word in whole or word.startswith(beginnings) for word in words)


@lru_cache(maxsize=3)
def _split(table: str) -> tuple[frozenset[str], tuple[str, ...]]:
    entries = fold(table).split()
    beginnings = tuple(entry.removesuffix("*") for entry in entries if entry.endswith("*"))
    return frozenset(entry for entry in entries if not entry.endswith("*")), beginnings
