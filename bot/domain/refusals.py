"""Tells "don't cancel it", "refund nahi chahiye" from the wish itself: the no stands beside its word, in its clause.

A reproach is a no as well: "when did I say cancel", "refund kisne maanga", "cancel? no".
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, zip_longest

from bot.domain.clauses import CANCEL_VERBS, NEGATIONS, NO_BEFORE, Clause, clauses_of, denies
from lexicon.folding import unquoted_words, words_of
from lexicon.meanings import PhraseList, WordList, by_key, pattern_meaning, words_meaning

_ANSWER = by_key("answer")
_CANCELS = WordList((*CANCEL_VERBS, *by_key("wish")["cancel"]))
_STOPS = WordList(words_meaning("ends messages"))
_ORDERS = WordList(words_meaning("the order"))
_WISHED = {intent: WordList(words) for intent, words in by_key("wished").items()}
_NOES = NEGATIONS - NO_BEFORE | {"na"}
# "Na" is no English no: it belongs to the word before it ("lagbe na batil koren").
_ENGLISH_NOES, _BEGINS_AFTER = NO_BEFORE - {"na"}, frozenset(by_key("wanting")["no begins after"])
_PLEAS = frozenset(tuple(words_of(phrase)) for phrase in by_key("wanting")["plea"])
# "Cancel kar do", "ferot den": said of the word before it, it is a wish whatever else is denied.
_DOING = frozenset(tuple(words_of(phrase)) for key in ("do it", "send it") for phrase in _ANSWER[key])
_LONGEST_DOING = 3
_ASKS = frozenset(by_key("wanting")["asks for it"])
_REPROACH, _WHY = pattern_meaning("reproach"), frozenset(by_key("reproach")["why"])
FORBIDDEN = PhraseList(map(unquoted_words, by_key("wishes it")["forbidden"]))
# "Cancel?" and a no behind it: the word of an act that is asked about, alone or nearly so.
_FEW_WORDS, _ASKED = 3, "?؟"
_WANTS, _COME_ABOUT = WordList(words_meaning("wanting")), WordList(words_meaning("come about"))
# What may stand between an English no and its verb: "I don't want to go ahead with the cancellation".
_BETWEEN = frozenset(by_key("wanting")["between"])
_ENDINGS = ("ed", "ing", "ation")  # "I don't want it cancelled", beside "I don't want it, cancel"
_CONFIRMS = frozenset(word for word in _ANSWER["of confirm"] if " " not in word)
_A_FEW = 5  # words
_OF_IN_GUJARATI = frozenset({"na", "ના"})
# Behind how many words of an Indian language its no may come: "cancel karne ki koi zarurat nahi".
_NEAR = 5


def wants_no_cancel(text: str) -> bool:
    """Whether a text says not to cancel, and nowhere to cancel."""
    return _refuses(text, _CANCELS)


def wants_no_stop(text: str) -> bool:
    """Whether a text says not to stop messages, and nowhere to stop them."""
    return _refuses(text, _STOPS)


def refuses_order(text: str) -> bool:
    """Whether a text says that the order itself is not wanted."""
    return _refuses(text, _ORDERS)


def refuses_wish(text: str, intent: str) -> bool:
    """Whether a text says that what an intent is about (a refund, a return) is not wanted, and nowhere that it is."""
    return intent in _WISHED and _refuses(text, _WISHED[intent])


def only_reproaches(text: str, intent: str) -> bool:
    """Whether a text asks back who ever wished something ("who told you to come tomorrow"), and wishes it nowhere."""
    clauses = [clause.words for clause in clauses_of(text)]
    named = _WISHED[intent] if intent in _WISHED else WordList(())
    asked_back = [words for words in clauses if _reproaches(words)]
    return bool(asked_back) and not any(named.is_among(words) for words in clauses if words not in asked_back)


def refuses(text: str, intent: str) -> bool:
    """Whether a text refuses what it was read as, whatever the confidence: the acts of which `intent` is the wish."""
    if intent == "cancel_order":
        return wants_no_cancel(text)
    return wants_no_stop(text) if intent == "stop_messages" else refuses_wish(text, intent)


def calls_off(text: str, intent: str) -> bool:
    """Whether a text cancels a request of this intent: "cancel the return", "return cancel kar do"."""
    words = unquoted_words(text)
    named = intent in _WISHED and _WISHED[intent].is_among(words)
    named = named or _WISHED["request"].is_among(words)
    return named and _CANCELS.is_among(words) and not wants_no_cancel(text)


def says_more_than_no(text: str) -> bool:
    """Whether another clause than the one that refuses says something: "no refund, send a new one"."""
    told = (clause.words for clause in clauses_of(text))
    return any(len(words) > 1 and not NEGATIONS.intersection(words) and not _reproaches(words) for words in told)


def leaves_alone(text: str, number: str) -> bool:
    """Whether a few words say that the order of this number is to be left as it is: "1045 rehne do"."""
    words = [word for word in _without_number(unquoted_words(text), number) if not _ORDERS.is_among([word])]
    return len(words) <= _A_FEW and denies(words)


def _without_number(words: Sequence[str], number: str) -> Sequence[str]:
    """The words without a number and its label: neither "O.NO.1042" nor "order no. 1042" holds a no."""
    own = unquoted_words(number)
    at = next((at for at in range(len(words)) if words[at : at + len(own)] == own), None)
    if at is None:
        return words
    start = at - 1 if at > 1 and words[at - 1] == "no" else at
    return [*words[:start], *words[at + len(own) :]]


def confirms(text: str) -> bool:
    """Whether a text holds a word that confirms an order."""
    return not _CONFIRMS.isdisjoint(unquoted_words(text))


def _refuses(text: str, verbs: WordList) -> bool:
    refused = False
    clauses = [clause for clause in clauses_of(text) if clause.words]
    for clause, following in zip_longest(clauses, clauses[1:]):
        words = _without_pleas(clause.words)
        places = [at for at, word in enumerate(words) if verbs.is_among([word])]
        if places and (_reproaches(words) or _is_asked_and_denied(text, clause, following)):
            refused = True
            continue
        for place in places:
            if not _is_denied(words, place, verbs):
                return False
            refused = True
    return refused


def _reproaches(words: Sequence[str]) -> bool:
    return _REPROACH.search(" ".join(words)) is not None


def _is_asked_and_denied(text: str, clause: Clause, following: Clause | None) -> bool:
    """Whether a few words with a question mark are followed by a no, or by who ever said so: "cancel? no"."""
    if following is None or len(clause.words) > _FEW_WORDS or text[clause.end : clause.end + 1] not in _ASKED:
        return False
    return following.words[0] in NEGATIONS or _reproaches(following.words)


def _without_pleas(words: Sequence[str]) -> Sequence[str]:
    """The words without the "na" of "kar do na" and the "nahi" of "nahi to"."""
    pairs = [at for at, pair in enumerate(pairwise(words)) if pair in _PLEAS]
    idle = {place for at in pairs for place in (at, at + 1) if words[place] in _NOES}
    return [word for place, word in enumerate(words) if place not in idle] if idle else words


def _is_denied(words: Sequence[str], place: int, verbs: WordList) -> bool:
    """Whether a no is about the word at this place of a clause."""
    if not _WHY.isdisjoint(words):  # "cancel kyu nahi karte", "why don't you cancel": it is asked for
        return False
    before, behind = words[:place], words[place + 1 :]
    # "1045 na paisa" is Gujarati for "the money of 1045"; "na paisa" alone wants none.
    if len(before) > 1 and before[-1] in _OF_IN_GUJARATI:
        before = before[:-1]
    return _denied_in_english(before, words[place]) or _denied_behind(before, behind, verbs)


def _denied_in_english(before: Sequence[str], verb: str) -> bool:
    noes = [at for at, word in enumerate(before) if word in _ENGLISH_NOES and _is_english(before, at)]
    if not noes:
        return False
    between = before[noes[-1] + 1 :]
    if not _BETWEEN.issuperset(between):
        return False
    # "I don't want it, cancel" without its comma; "it is not cancelled" tells how things stand.
    wants = any(_WANTS.is_among([word]) for word in between)
    is_form = verb.endswith(_ENDINGS)
    return (between[-1] in ("to", "a", "any") or is_form) if wants else (bool(between) or not verb.endswith("ed"))


def _is_english(words: Sequence[str], place: int) -> bool:
    """Whether the "no" at a place is no Gujarati "of" ("kal no order") and no "number" ("phone no")."""
    return words[place] != "no" or place == 0 or words[place - 1] in _BEGINS_AFTER


def _denied_behind(before: Sequence[str], behind: Sequence[str], verbs: WordList) -> bool:
    doing = next((size for size in range(_LONGEST_DOING, 0, -1) if tuple(behind[:size]) in _DOING), 0)
    if doing:
        return _says_no(behind[doing : doing + 1], verbs)
    near = behind[:_NEAR]
    if FORBIDDEN.is_in(near) or any(FORBIDDEN.is_all_of(before[-size:]) for size in (2, 3)):
        return True
    if _COME_ABOUT.is_among(near):
        return False
    asks = _WANTS.is_among(behind) or not _ASKS.isdisjoint(behind)
    return _says_no(near, verbs) or (_says_no(before[-1:], verbs) and not asks)


def _says_no(words: Sequence[str], verbs: WordList) -> bool:
    return any(word in _NOES and not verbs.is_among([word]) for word in words)
