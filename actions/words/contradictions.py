"""Words against what the courier says: it hasn't come, I was at home; and who may take it instead."""

from __future__ import annotations

import re

from lexicon.folding import fold, fold_pattern


def _near(no: str, came: str) -> str:
    """No and came beside each other, with a word between at most: "nahi, mil gaya" has come."""
    return rf"(?<!\w)(?:(?:{no}) (?:\S+ )?(?:{came})|(?:{came}) (?:\S+ )?(?:{no}))(?!\w)"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(fold_pattern("|".join(patterns)))


_NOT_GOT = _any(
    r"\b(?:(?:did|have|has|had|was|is|does|could)(?:n'?t| not)|not|never) (?:\w+ ){0,2}"
    r"(?:got|get|gotten|receiv\w*|reciev\w*|come|came|arriv\w*|reach\w*|deliver\w*|here)\b",
    r"\b(?:don'?t|do not) have (?:it|this|the|my|any)\b|\bnot yet\b",
    r"\b(?:nothing|nobody|no ?one|no (?:parcel|package|order|courier)) (?:\w+ ){0,2}"
    r"(?:came|come|arriv\w*|receiv\w*|reciev\w*|here|called)\b",
    _near(
        r"na?hi+n?|nai",
        r"mill?[aie]|mili|mil (?:rah|pay)\w*|a+y[aie]+|aa?i|pah?u?n?ch\w*|poh?n?ch\w*|deliver\w*|receiv\w*|reciev\w*",
    ),
    _near(r"n[ae]?thi|nai|nahi", r"ma[ld]y?[uoai]|aa?vy?[uoai]|aayu|pah?o?n?chy?[uoai]\w*"),
    _near(
        r"नह[ीि]ं?",
        r"मिल[ाीे]\S*|मिल (?:रह|पा)\S*|आय[ाीे]|आई|आए|पह[ुूँं]+च\S*|डिल[ीि]वर|रिसीव",
    ),
    _near(r"નથી|નહ[ીિ]ં?|નઈ", r"મળ\S+|આવ[્ીે]\S*|પહો[ંઁ]?ચ\S*"),
    r"\b(?:pai|paa?y|pey|a[sc]h?e|eshe|ese|pouch\w*) ?(?:ni|nai|nei)\b|\b(?:pelam|pac+h+i|paschi) na\b",
    r"(?:পাই|পায়|আসে|এসে|পৌঁছ\S{0,3}|মেলে|দেয়|হয়) ?(?:নি|নাই)|পেলাম না|পাচ্ছি না|পাওয়া যায় ?নি",
    r"\b(?:abhi|ab) tak na?hi+n?\b|(?:अभी|अब) तक नह[ीि]|\bha[jd][iu] (?:sudhi )?nathi\b|હજ[ીુ] (?:સુધી )?નથી",
)
# "Pasand nahi aaya" came and wasn't liked.
_NOT_LIKED = _any(r"\b(?:pasa?nd|samajh|ma[jz]aa?|gamy\w*|po[cs]h?ondo)\b|पसंद|पसन्द|समझ|मज|પસંદ|મજા|ગમ|পছন্দ")
_AT_HOME = _any(
    r"\b(?:at home|(?:was|were|am|i'm) (?:home|in|here|there)|gh?are? (?:j |hi )?(?:hat[aio]|hto)"
    r"|gh?ar ?(?:pe|par|me|mein|ma) (?:hi |j )?(?:tha|thi|the|hat[aio])"
    r"|ba(?:ri|s[ah]a?)y?(?:te)?i? (?:i )?chil\w*|fake|jh?o+th?\w*)\b",
    r"घर (?:पर|पे|में) (?:ही )?(?:था|थी|थे)|झूठ|ઘર(?:ે|માં|ે જ|માં જ) હત|ખોટ|(?:বাড়ি|বাসা)\S* (?:ই )?ছি|মিথ্যা",
)
_SOMEBODY = _any(
    r"\b(?:watch ?man|(?:security )?guard|security|neighbou?rs?|reception\w*|cho[wk]+idar|pados\w*|darwan"
    r"|daroan|durwan|protibeshi|baju ?wala\w*|bajuma|gate)\b",
    r"वॉचमैन|वाचमैन|चौकीदार|गार्ड|पड़ोस|सिक्योरिटी|गेट|વોચમેન|ચોકીદાર|ગાર્ડ|પડોશ|પાડોશ|સિક્યોરિટી|ગેટ",
    r"দারোয়ান|ওয়াচম্যান|গার্ড|প্রতিবেশী|পাশের (?:বাড়ি|ফ্ল্যাট)|সিকিউরিটি|গেট",
)


def says_not_got(text: str) -> bool:
    """Whether the words tell of something that hasn't come; a bare no doesn't."""
    told = fold(text)
    return _NOT_GOT.search(told) is not None and _NOT_LIKED.search(told) is None


def says_at_home(text: str) -> bool:
    """Whether the customer says that somebody was there, or that the courier's word isn't true."""
    return _AT_HOME.search(fold(text)) is not None


def names_who_takes_it(text: str) -> bool:
    """Whether a watchman, a neighbour or the like is named."""
    return _SOMEBODY.search(fold(text)) is not None
