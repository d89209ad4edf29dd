"""Whether an answer can be the detail we asked for: an address, a day, a reason in the customer's own words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from actions.dialogue.intents import KIND_OF
from actions.dialogue.interruptions import FAIRLY_SURE, QUESTIONS
from actions.dialogue.readings import words_meant
from actions.dialogue.turn import Turn
from actions.dialogue.visit import Visit
from actions.requests.draft import Draft
from actions.requests.kinds import SOMETHING_ELSE, TOLD_AT_ONCE, answers_look_like
from actions.words.addresses import is_an_address, names_a_house, pin_alone
from actions.words.anger import spoils_praise
from actions.words.days import PARTS
from actions.words.details import is_a_story, says_something, wished_day
from actions.words.goods import says_what_instead
from actions.words.questions import asks, asks_in, is_marked
from actions.words.wishes import wanted_more_money
from bot.domain.locale import DEFAULT
from bot.domain.requests import RequestKind
from lexicon.folding import bare, fold
from lexicon.meanings import pattern_meaning, words_meaning

_ABOUT_THE_THING = frozenset({"ask_product", "ask_care"})
# A question that was taken for none of ours ("when will they fetch the old one") is no reason either.
_NO_REASON = frozenset({"out_of_scope", "nlu_fallback"}) | QUESTIONS - _ABOUT_THE_THING
_NODS, _BECAME = frozenset(words_meaning("nod")), pattern_meaning("what became of it")


@dataclass(frozen=True, slots=True)
class DetailRead:
    """What an answer makes of the draft; `trouble` is the sentence for what is still missing, "" when nothing is."""

    draft: Draft
    trouble: str = ""


def read_detail(visit: Visit, draft: Draft) -> DetailRead:
    """Return the draft with this message as its detail, or what is wrong with it."""
    if draft.kind == RequestKind.RESCHEDULE:
        return _day(visit, draft)
    if draft.kind == RequestKind.ADDRESS:
        return _address(visit.turn, draft)
    return _own_words(visit.turn, draft)


def intents_of_detail(turn: Turn, draft: Draft) -> frozenset[str]:
    """Return the intents that an answer to "why?", "where to?" or "which day?" may be taken for.

    Other requests are among them: whether one is meant is for the form to tell, which takes it in place of this one.
    """
    looks = answers_look_like(draft.kind) | KIND_OF.keys()
    if draft.kind == RequestKind.RESCHEDULE and "date" in turn.entities:
        looks |= {turn.intent}
    if gives_address(turn, draft):
        looks |= {turn.intent}
    # "The colour is too dark" is a reason; "do you have it in a lighter one?" is a question.
    is_question = is_marked(turn.text) or (asks(turn.text) and turn.intent in QUESTIONS)
    looks = looks - QUESTIONS if is_question else looks | _ABOUT_THE_THING
    # What has no digit in it is no address: "what is your phone number" is a question.
    looks -= set() if any(map(str.isdigit, turn.text)) else {"ask_contact"}
    pin_only = turn.intent == "inform" and pin_alone(turn.text) and draft.kind != RequestKind.ADDRESS
    return frozenset(looks - ({"inform"} if pin_only else set()))


def gives_address(turn: Turn, draft: Draft) -> bool:
    """Whether an answer completes the address that a draft wants."""
    return draft.kind == RequestKind.ADDRESS and not _address(turn, draft).trouble


def _day(visit: Visit, draft: Draft) -> DetailRead:
    value = visit.turn.entities.get("date", "")
    if not value or not wished_day(value, visit.today):
        return DetailRead(draft, "request.ask.reschedule_again")
    return DetailRead(replace(draft, detail=value))


def _address(turn: Turn, draft: Draft) -> DetailRead:
    """House and PIN code may come in two messages: the first is kept until the second is there."""
    if is_an_address(turn.text):
        return DetailRead(replace(draft, detail=turn.text))
    before = draft.words.rpartition("\n")[2]
    if pin_alone(turn.text) and names_a_house(before):
        return DetailRead(replace(draft, detail=f"{before}, {pin_alone(turn.text)}"))
    kept = replace(draft, words=f"{draft.words}\n{turn.text}".strip()) if names_a_house(turn.text) else draft
    return DetailRead(kept, "request.address_unclear")


def _own_words(turn: Turn, draft: Draft) -> DetailRead:
    asks_back = asks_in(turn.text, turn.locale or DEFAULT) or _BECAME.search(fold(turn.text)) is not None
    about_thing = turn.intent in _ABOUT_THE_THING and turn.confidence >= FAIRLY_SURE
    if asks_back and (turn.intent in _NO_REASON or about_thing):
        return DetailRead(draft, "request.detail_unclear")
    is_nod = turn.intent == "affirm" or bare(turn.text) in _NODS
    if is_nod or not says_something(turn.text) or is_marked(turn.text):
        return DetailRead(draft, "request.detail_unclear")
    return DetailRead(replace(draft, detail=turn.text))


def told_at_once(visit: Visit, kind: RequestKind) -> str:
    """Return the detail that the first message of a request tells already, "" where it has to be asked for."""
    turn = visit.turn
    if kind == RequestKind.ADDRESS:
        return turn.text if "pin_code" in turn.entities and is_an_address(turn.text) else ""
    if kind == RequestKind.RESCHEDULE:
        value = turn.entities.get("date", "")
        # "I'm only home after six" names no day.
        return value if value not in PARTS and value and wished_day(value, visit.today) else ""
    if kind in SOMETHING_ELSE:
        return turn.text if says_what_instead(turn.text, names_a_thing="product" in turn.entities) else ""
    told = words_meant(turn)
    is_bitter = kind == RequestKind.COMPLAINT and spoils_praise(turn.text, turn.locale)
    is_whole = wanted_more_money(told) or (is_a_story(told) and not (kind == RequestKind.PAYMENT and asks(told)))
    return told if kind in TOLD_AT_ONCE and (turn.intent in KIND_OF or is_bitter) and is_whole else ""
