"""Tells "don't cancel it", "refund nahi chahiye" from the wish itself: the no stands beside its word, in its clause."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.domain.clauses import CANCEL_VERBS, NEGATIONS, NO_BEFORE, clauses_of, denies
from lexicon.folding import unquoted_words, words_of
from lexicon.meanings import WordList, by_key, words_meaning

_ANSWER = by_key("answer")
_STOPS = frozenset(words_meaning("ends messages"))
_ORDERS = frozenset(words_meaning("the order"))
_WISHED = {intent: frozenset(words) for intent, words in by_key("wished").items()}
# "Cancel kar do": said of the word before it, it is a wish whatever else is denied.
_DO_IT = frozenset(tuple(words_of(phrase)) for phrase in _ANSWER["do it"])
_LONGEST_DOING = 3
_WANTS, _COME_ABOUT = WordList(words_meaning("wanting")), WordList(words_meaning("come about"))
# What may stand between an English no and its verb: "I don't want to go ahead with the cancellation".
_BETWEEN = frozenset(by_key("wanting")["between"])
_ENDINGS = ("ed", "ing", "ation")  # "I don't want it cancelled", beside "I don't want it, cancel"
_CONFIRMS = frozenset(word for word in _ANSWER["of confirm"] if " " not in word)
_A_FEW = 5  # words
# Behind how many words of an Indian language its no may come: "cancel karne ki koi zarurat nahi".
_NEAR = 5


def wants_no_cancel(text: str) -> bool:
    """Whether a text says not to cancel, and nowhere to cancel."""
    return _refuses(text, CANCEL_VERBS)


def wants_no_stop(text: str) -> bool:
    """Whether a text says not to stop messages, and nowhere to stop them."""
    return _refuses(text, _STOPS)


def refuses_order(text: str) -> bool:
    """Whether a text says that the order itself is not wanted."""
    return _refuses(text, _ORDERS)


def refuses_wish(text: str, intent: str) -> bool:
    """Whether a text says that what an intent is about (a refund, a return) is not wanted, and nowhere that it is."""
    return intent in _WISHED and _refuses(text, _WISHED[intent])


def calls_off(text: str, intent: str) -> bool:
    """Whether a text cancels a request of this intent: "cancel the return", "return cancel kar do"."""
    words = unquoted_words(text)
    named = _WISHED.get(intent, frozenset()) | _WISHED["request"]
    return bool(named.intersection(words) and CANCEL_VERBS.intersection(words)) and not wants_no_cancel(text)


def says_more_than_no(text: str) -> bool:
    """Whether another clause than the one that refuses says something: "no refund, send a new one"."""
    told = (clause.words for clause in clauses_of(text))
    return any(len(words) > 1 and not NEGATIONS.intersection(words) for words in told)


def leaves_alone(text: str, number: str) -> bool:
    """Whether a few words say that the order of this number is to be left as it is: "1045 rehne do"."""
    words = [word for word in unquoted_words(text) if word != number and word not in _ORDERS]
    return len(words) <= _A_FEW and denies(words)


def confirms(text: str) -> bool:
    """Whether a text holds a word that confirms an order."""
    return not _CONFIRMS.isdisjoint(unquoted_words(text))


def _refuses(text: str, verbs: Collection[str]) -> bool:
    refused = False
    for words in (clause.words for clause in clauses_of(text)):
        for place in [at for at, word in enumerate(words) if word in verbs]:
            if not _is_denied(words, place, verbs):
                return False
            refused = True
    return refused


def _is_denied(words: Sequence[str], place: int, verbs: Collection[str]) -> bool:
    """Whether a no is about the word at this place of a clause."""
    before, behind = words[:place], words[place + 1 :]
    return _denied_in_english(before, words[place]) or _denied_behind(before, behind, verbs)


def _denied_in_english(before: Sequence[str], verb: str) -> bool:
    noes = [at for at, word in enumerate(before) if word in NO_BEFORE]
    if not noes:
        return False
    between = before[noes[-1] + 1 :]
    if not _BETWEEN.issuperset(between):
        return False
    # "I don't want it, cancel" without its comma; "it is not cancelled" tells how things stand.
    wants = any(_WANTS.is_among([word]) for word in between)
    is_form = verb.endswith(_ENDINGS)
    return (between[-1] in ("to", "a", "any") or is_form) if wants else (bool(between) or not verb.endswith("ed"))


def _denied_behind(before: Sequence[str], behind: Sequence[str], verbs: Collection[str]) -> bool:
    noes = NEGATIONS.difference(NO_BEFORE, verbs) | {"na"}
    doing = next((size for size in range(_LONGEST_DOING, 0, -1) if tuple(behind[:size]) in _DO_IT), 0)
    if doing:
        return noes.issuperset(behind[doing : doing + 1]) and len(behind) > doing
    near = behind[:_NEAR]
    if _COME_ABOUT.is_among(near):
        return False
    return not noes.isdisjoint(near) or (bool(before) and before[-1] in noes)
