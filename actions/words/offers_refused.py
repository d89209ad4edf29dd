"""Tells "no more offers" from a wish for offers, where the classifier saw the offers and missed the no."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from lexicon.folding import fold, words_of

# What we send, as its words begin.
_SENT = (
    *("offer", "deal", "discount", "promo", "advert", "ads", "message", "msg", "sms", "coupon", "reminder"),
    *("ऑफर", "मैसेज", "मेसेज", "संदेश", "डिस्काउंट", "छूट", "विज्ञापन", "प्रमोशन", "vigyapan"),
    *("ઓફર", "ઑફર", "મેસેજ", "સંદેશ", "ડિસ્કાઉન્ટ", "જાહેરાત", "પ્રમોશન", "jaherat"),
    *("অফার", "মেসেজ", "ডিসকাউন্ট", "ছাড়", "বিজ্ঞাপন", "প্রোমো", "biggapon"),
)
# A no and, right beside it, what is not wished, as it begins. "Nahi bhejte" is left out: "you don't send me any"
# is a wish for them; only "mat bhejo" forbids.
_UNWANTED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("no", ("more",)),
    ("not", ("want", "need", "send", "interested")),
    ("dont", ("want", "need", "send")),
    ("stop", ("send",)),
    ("नहीं", ("चाहि", "जरूरत")),
    ("नही", ("चाहि", "जरूरत")),
    ("मत", ("भेज",)),
    ("nahi", ("chahi", "chai", "zar", "jar", "joi")),
    ("nahin", ("chahi", "chai", "zar", "jar", "joi")),
    ("nhi", ("chahi", "chai", "zar", "jar", "joi")),
    ("nai", ("chahi", "chai", "zar", "jar", "joi")),
    ("mat", ("bhej",)),
    ("નહીં", ("જોઈ", "જરૂર")),
    ("નહિ", ("જોઈ", "જરૂર")),
    ("નથી", ("જોઈ", "જરૂર")),
    ("ન", ("મોકલ",)),
    ("ના", ("મોકલ",)),
    ("nathi", ("joi", "jar")),
    ("na", ("mokl", "mokal", "chai", "lagbe", "pathabe", "pathio", "debe", "dibe")),
    ("না", ("চাই", "লাগবে", "পাঠাবে", "পাঠিও", "দেবে", "দিবে")),
    ("নেই", ("দরকার",)),
    ("nei", ("dorkar",)),
)
_WISHES: Mapping[str, tuple[str, ...]] = {fold(no): tuple(map(fold, wishes)) for no, wishes in _UNWANTED}
_THINGS = tuple(map(fold, _SENT))


def refuses_offers(text: str) -> bool:
    """Whether the customer says that offers, or our messages, are not wanted; a question says nothing of the kind."""
    if "?" in text:
        return False
    words = words_of(text.replace("'", "").replace("’", ""))
    if not any(word.startswith(_THINGS) for word in words):
        return False
    return any(_unwanted(one, other) or _unwanted(other, one) for one, other in pairwise(words))


def _unwanted(no: str, wish: str) -> bool:
    return wish.startswith(_WISHES.get(no, ()))
