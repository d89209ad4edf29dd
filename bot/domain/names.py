"""What a customer is called: the first name out of whatever stands in a profile or on an order.

Profiles say "https://…", "No Name", "Mr. R K", "." or "Rangoli Traders" as well as "ASHA patel 🌸". Whose name isn't
sure is spoken to without one.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import dropwhile

from bot.domain.field_values import Value, sentence

LONGEST = 20
_MOST_WORDS = 5  # more are a motto
# An address, an account, markup, a number of anything: no part of it is a name.
_NO_PROFILE = re.compile(
    r"https?:|www\.|://|\.[a-z]{2,}/|[@<>{}\[\]\\=#%]|\d"
    r"|\.(?:com|in|org|net|example|ly|me|xyz|io|co|link|shop|store|app|info|biz|online|site|club|top|live|page|bio)\b",
    re.IGNORECASE,
)
_BETWEEN_WORDS = re.compile(r"[\s._,/|~*()&+·•-]+")
_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "adv",
        "er",
        "ca",
        "shri",
        "shree",
        "sri",
        "smt",
        "shrimati",
        "kum",
        "kumari",
        "km",
        "md",
        "mohd",
        "sk",
        "sir",
        "madam",
        "श्री",
        "श्रीमती",
        "सुश्री",
        "कुमारी",
        "डॉ",
        "डॉक्टर",
        "શ્રી",
        "શ્રીમતી",
        "કુમારી",
        "ડૉ",
        "ડો",
        "শ্রী",
        "শ্রীমতী",
        "শ্রীমতি",
        "মিস্টার",
        "মিস",
        "ডা",
        "ডাঃ",
        "মো",
        "মোঃ",
    ]
)
# Said instead of a name; and what follows a shop's or a firm's.
_NOBODY = frozenset(
    [
        "no",
        "name",
        "none",
        "null",
        "na",
        "nil",
        "nan",
        "unknown",
        "user",
        "guest",
        "customer",
        "client",
        "test",
        "testing",
        "admin",
        "anonymous",
        "private",
        "whatsapp",
        "contact",
        "me",
        "myself",
        "self",
        "my",
        "the",
        "your",
        "hey",
        "hello",
        "hi",
        "busy",
        "available",
        "sleeping",
        "only",
        "undefined",
        "dear",
        "friend",
    ]
)
_FIRM = frozenset(
    [
        "store",
        "stores",
        "shop",
        "traders",
        "trading",
        "enterprise",
        "enterprises",
        "pvt",
        "ltd",
        "limited",
        "llp",
        "company",
        "collection",
        "collections",
        "fashion",
        "fashions",
        "textile",
        "textiles",
        "boutique",
        "creations",
        "creation",
        "house",
        "emporium",
        "agency",
        "services",
        "official",
    ]
)
_GREETED_GODS = frozenset(["jai", "jay", "om", "har", "hare", "radhe", "ram", "krishna", "allah", "god", "waheguru"])
# A name that says its courtesy itself: "Rameshbhai", "इलाबेन", "Sharmaji".
_COURTEOUS = ("bhai", "ben", "bahen", "behen", "didi", "dada", "भाई", "बेन", "बहन", "जी", "ભાઈ", "બેન", "બહેન", "જી")
_JOINERS = "\u200c\u200d"


def find_first_name(profile: str) -> str:
    """Return what to call somebody, at most 20 characters of letters and their signs; "" where no name is sure."""
    text = "".join(map(_readable, unicodedata.normalize("NFKC", profile[:200])))
    if _NO_PROFILE.search(text):
        return ""
    words = [word for word in _BETWEEN_WORDS.split(text) if word.strip(_JOINERS)]
    plain = {word.casefold() for word in words}
    if len(words) > _MOST_WORDS or plain & _FIRM or (len(words) > 1 and words[0].casefold() in _GREETED_GODS):
        return ""
    first = next(dropwhile(_is_no_name_yet, words), "").strip("'’\"" + _JOINERS)
    return _capitalised(first) if _is_name(first) else ""


def address(profile: str) -> Value | None:
    """Return the value of {name} in a sentence, with the courtesy that the locale adds; None where no name is sure."""
    name = find_first_name(profile)
    if not name or name.casefold().endswith(_COURTEOUS):
        return name or None
    return sentence("word.addressed", name=name)


def _readable(character: str) -> str:
    """The character; a blank for what isn't a letter of a name, nothing for what can't be seen."""
    if character in _JOINERS:
        return character
    kind = unicodedata.category(character)
    if kind == "Cf":
        return ""
    return " " if kind[0] in "SZC" and character not in "<>=+|~" else character


def _is_no_name_yet(word: str) -> bool:
    """A title, or an initial: "Mr.", "R", "RK"."""
    letters = sum(map(str.isalpha, word))
    is_initials = word.isascii() and not re.search("[aeiouy]", word, re.IGNORECASE)
    return word.casefold() in _TITLES or letters < 2 or is_initials


def _is_name(word: str) -> bool:
    letters = [character for character in word if character.isalpha()]
    scripts = {unicodedata.name(letter, "").split(" ", 1)[0] for letter in letters}
    signs = [character for character in word if unicodedata.category(character)[0] == "M"]
    return (
        2 <= len(word) <= LONGEST
        and word.casefold() not in _NOBODY
        and len(scripts) == 1
        and len(set(letters)) > 1
        and len(signs) <= 2 * len(letters)
        and all(character.isalpha() or character in signs or character in "'’" + _JOINERS for character in word)
        # Letters that run from right to left would turn the sentence around.
        and not any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in letters)
    )


def _capitalised(word: str) -> str:
    return word.capitalize() if word.isascii() and (word.islower() or word.isupper()) else word
