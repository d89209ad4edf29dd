"""What can be read off a customer's text without understanding it: slashes, stop words, sentence ends."""

from __future__ import annotations

import re

from bot.domain.shortening import whole_letters
from lexicon.folding import bare, words_of
from lexicon.meanings import by_key, words_meaning

# Consent is withdrawn and restored by whole messages only.
_STOP = frozenset(map(bare, words_meaning("stop everything")))
_START = frozenset(map(bare, words_meaning("start again")))
# "Stop. Thank you so much", "STOP 🙏", "please stop": what may stand around such a word; the longest first.
_POLITE = (*by_key("answer")["courtesy"], *by_key("hello and thanks")["thanks"])
_COURTESIES = sorted({" ".join(words_of(phrase)) for phrase in _POLITE}, key=len, reverse=True)
_COURTESY = re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, filter(None, _COURTESIES)))})(?!\S)")
# A stop word and what stands around it; more words say something else.
_MOST_WORDS = 8
# "3. " at the beginning of a line is a choice's number, which stays with its title.
_SENTENCE_END = re.compile(r"(?<=[.!?।॥…])(?<!\n\d\.)(?<!\n\d\d\.)\s+|\n+")


def harmless(text: str) -> str:
    """A customer's words as Rasa may see them.

    Rasa takes any text whose first letter is a slash for an intent of ours, so that is cut off, with whatever
    blank or invisible letters stand before it (FACTS 10.4).
    """
    start = 0
    while start < len(text) and (text[start] == "/" or not text[start].isprintable() or text[start].isspace()):
        start += 1
    return text[start:].rstrip()


def is_stop(text: str) -> bool:
    """Whether the whole message is a word that withdraws consent, with thanks, please or signs around it at most."""
    return bare(text) in _STOP or _plainly(text) in _STOP


def is_start(text: str) -> bool:
    """Whether the whole message is a word that restores consent, with thanks, please or signs around it at most."""
    return bare(text) in _START or _plainly(text) in _START


def _plainly(text: str) -> str:
    """The words of a text without its courtesies; "" of a long one."""
    words = words_of(text)
    return " ".join(_COURTESY.sub(" ", " ".join(words)).split()) if len(words) <= _MOST_WORDS else ""


def split_text(text: str, limit: int) -> list[str]:
    """The text in parts of at most `limit` characters, cut at sentence ends, else at blanks, else anywhere."""
    parts: list[str] = []
    while len(text) > limit:
        cut = _cut(text, limit)
        parts.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*parts, text] if text else parts


def _cut(text: str, limit: int) -> int:
    head = text[: limit + 1]
    ends = [m.end() for m in _SENTENCE_END.finditer(head) if m.start() <= limit]
    # A cut in the first half would leave a stub; a blank nearer the limit is better then.
    if ends and ends[-1] > limit // 2:
        return ends[-1]
    blank = head.rfind(" ")
    if blank > limit // 2:
        return blank
    return whole_letters(text, limit)
