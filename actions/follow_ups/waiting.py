"""What is said while a request waits: what has become of it, nobody came, when is the pick-up, call me on 98…"""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from actions.dialogue.buttons import PERSON
from actions.dialogue.reading_first import reads_any
from actions.dialogue.slots import Events, Slot
from actions.dialogue.turn import Turn
from actions.dialogue.visit import Visit
from actions.requests.done import add, withdraw_button
from actions.words.details import is_a_story
from actions.words.questions import asks
from actions.words.wishes import cancels, kinds_wished
from bot.domain.field_values import Value, day, sentence
from bot.domain.orders import same_number
from bot.domain.requests import GOODS, RequestKind, RequestState, reference_in
from bot.domain.writing import digits_of
from bot.services.desk.requests import RequestView, add_to, find_request, list_open
from lexicon.folding import fold
from lexicon.meanings import pattern_meaning

_NOBODY_CAME, _PICK_UP = pattern_meaning("nobody came"), pattern_meaning("pick-up")
_WHAT_BECAME, _CALL = pattern_meaning("what became of it"), pattern_meaning("call me")
_PHONE = re.compile(r"(?<!\d)(?:\+?91[ -]?|0)?[6-9]\d{4}[ -]?\d{5}(?!\d)")
_RQ = re.compile(r"\bRQ\b", re.IGNORECASE)
_LAST_DIGITS = 4
_ALONE = 3  # words beside a number that stands by itself
_PICTURED = frozenset({RequestKind.DAMAGED, RequestKind.WRONG_ITEM})
_FETCHED = frozenset({RequestKind.RETURN, RequestKind.EXCHANGE})
# The answer to these is the customer's own words, whatever they sound like.
_OWN_WORDS = frozenset({Slot.REQUEST_DETAIL, Slot.RATING_WORDS})
_ASK_WHEN = frozenset({"ask_eta", "ask_delay", "ask_delivery_time"})
# Below these "how long will it take?" is no question of the parcel.
_HAS_ITS_TIME = GOODS | {RequestKind.INVOICE, RequestKind.PAYMENT}
_NAMED = frozenset({"order_number", "tracking_number", "product", "pin_code"})
_ABOUT_REQUESTS = ("request.", "complaint.", "media.added")


def _names_reference(turn: Turn) -> bool:
    return bool(reference_in(turn.text))


def _asks_after_requests(turn: Turn) -> bool:
    """Whether the word RQ stands in a text without the reference that belongs to it."""
    return _RQ.search(turn.text) is not None and not reference_in(turn.text) and turn.asked not in _OWN_WORDS


def _leaves_number(turn: Turn) -> bool:
    if _PHONE.search(fold(turn.text)) is None or turn.asked is not None:
        return False
    return _CALL.search(fold(turn.text)) is not None or len(_PHONE.sub(" ", fold(turn.text)).split()) < _ALONE


def _waits(turn: Turn) -> bool:
    """Whether somebody says that nobody came, or asks when it goes on."""
    told = fold(turn.text)
    # A pick-up is told of by actions/answers/by_words.py.
    if turn.asked in _OWN_WORDS or _PICK_UP.search(told):
        return False
    if _NOBODY_CAME.search(told):
        return True
    just_noted = turn.last.key.startswith(_ABOUT_REQUESTS)
    if just_noted and turn.intent in _ASK_WHEN and not turn.is_button and not _NAMED.intersection(turn.entities):
        return turn.asked is None  # "how long will it take?" below "your exchange is noted"
    return (just_noted or bool(kinds_wished(turn.text))) and _WHAT_BECAME.search(told) is not None


@reads_any(_names_reference)
def state_told(visit: Visit) -> Events | None:
    """Tell what has become of the request named; what more is said about it is added to it."""
    turn, reference = visit.turn, reference_in(visit.turn.text)
    view = find_request(visit.db, visit.merchant_id, visit.customer_id, reference)
    if view is None:
        visit.say("request.state.unknown", PERSON, reference=reference)
        return []
    if cancels(turn.text):
        return None  # "cancel RQ-…" is read by actions/follow_ups/withdrawing.py
    tells_more = view.state is RequestState.OPEN and is_a_story(turn.text) and not _asks(turn.text)
    if tells_more:
        add(visit, view, turn.text)
    else:
        _tell_state(visit, view)
    return []


@reads_any(_asks_after_requests)
def newest_told(visit: Visit) -> Events | None:
    """Tell how the newest request that waits stands, or that none does."""
    if cancels(visit.turn.text):
        return None
    view = next(iter(list_open(visit.db, visit.merchant_id, visit.customer_id)), None)
    if view is None:
        visit.say("request.state.none")
    else:
        _tell_state(visit, view)
    return []


@reads_any(_leaves_number)
def number_kept(visit: Visit) -> Events | None:
    """Keep the number to call in the request that waits; None when nothing does."""
    found = _PHONE.search(fold(visit.turn.text))
    view = next(iter(list_open(visit.db, visit.merchant_id, visit.customer_id)), None)
    if view is None or found is None or view.kind is RequestKind.PAYMENT:
        return None
    digits = digits_of(found.group())[-10:]
    add_to(visit.db, visit.merchant_id, view.reference, visit.turn.text)
    masked = "•" * (len(digits) - _LAST_DIGITS) + digits[-_LAST_DIGITS:]
    visit.say("request.call_noted", PERSON, reference=view.reference, phone=masked)
    return []


@reads_any(_waits)
def reminded(visit: Visit) -> Events | None:
    """Tell how the request that waits stands, and tell the team that its customer waits; None when nothing does."""
    told = fold(visit.turn.text)
    view = _meant(visit)
    if view is None or (visit.turn.intent in _ASK_WHEN and view.kind not in _HAS_ITS_TIME):
        return None
    if _NOBODY_CAME.search(told):
        add_to(visit.db, visit.merchant_id, view.reference, visit.turn.text)
        visit.say("request.reminded", (*PERSON, withdraw_button(view.reference)), **_values(visit, view))
    else:
        _tell_state(visit, view)
    return []


def _asks(text: str) -> bool:
    return asks(text) or _WHAT_BECAME.search(fold(text)) is not None or _NOBODY_CAME.search(fold(text)) is not None


def _meant(visit: Visit) -> RequestView | None:
    """The open request that is spoken of: of the order and the kind named, else the newest."""
    number = visit.turn.entities.get("order_number", "")
    if not number and not visit.turn.last.key.startswith(_ABOUT_REQUESTS):
        number = visit.turn.last.order
    theirs = [
        view
        for view in list_open(visit.db, visit.merchant_id, visit.customer_id)
        if (not number or not view.order_number or same_number(number, view.order_number))
    ]
    named = kinds_wished(visit.turn.text)
    return next((view for view in theirs if view.kind in named), None) or next(iter(theirs), None)


def _tell_state(visit: Visit, view: RequestView) -> None:
    if view.state is RequestState.OPEN:
        visit.say("request.state.open", (*PERSON, withdraw_button(view.reference)), **_values(visit, view))
    else:
        buttons = () if view.state is RequestState.WITHDRAWN else PERSON
        visit.say(f"request.state.{view.state}", buttons, **_values(visit, view))


def _values(visit: Visit, view: RequestView) -> dict[str, Value]:
    since = view.created_at or visit.now
    next_one = "picture" if view.kind in _PICTURED else "pickup" if view.kind in _FETCHED else "team"
    return {
        "reference": view.reference,
        "kind": sentence(f"request.kind.{view.kind}"),
        "day": day(since.astimezone(ZoneInfo(visit.zone)).date(), visit.today),
        "next": sentence(f"request.next.{next_one}"),
    }
