"""The customer's turn, read off the tracker: what was meant, what was mentioned, what we had said before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Tracker

from actions.dialogue.last_said import LastSaid, read_last_said, read_products_told
from actions.dialogue.repetition import count_said
from actions.dialogue.slots import REQUESTED, UNCLEAR, Form, Slot
from actions.words.clauses import wished_number
from actions.words.days import day_meant
from actions.words.gstin import gstin_in, without_gstin

# Messages of ours among which a product may stand that "it" means.
_LOOKED_BACK = 4
# Executing these says nothing about whether something came between a question and its answer.
_SILENT = frozenset({"action_listen", "action_session_start", "action_extract_slots"})


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a customer and where it falls in the dialogue.

    `text` is "" for a button. `last` is the last thing we said before it. `asked` is the question of the open form,
    `unclear` how often in a row an answer to it could not be used.
    `said_lately` counts what was said in the last minutes (actions/dialogue/repetition.py).
    `ranking` are the likeliest intents, the likeliest first; `text_before` is what was typed in the turn before.
    `entities` has one mention of each kind, the one that counts.
    `interrupted` is True once another action has answered this message before an open form comes to speak.
    """

    sender: str
    message_id: str
    locale: str | None
    channel: str
    intent: str
    confidence: float
    text: str
    entities: Mapping[str, str]
    slots: Mapping[Slot, str] = field(default_factory=dict)
    form: Form | None = None
    asked: Slot | None = None
    unclear: int = 0
    last: LastSaid = field(default_factory=LastSaid)
    intent_before: str = ""
    text_before: str = ""
    ranking: tuple[str, ...] = ()
    interrupted: bool = False
    said_lately: Mapping[str, int] = field(default_factory=dict)
    shown: tuple[str, ...] = ()  # titles of the products told of last
    names_only: bool = False  # the message is nothing but the number of an order of theirs
    mentions: tuple[Mapping[str, Any], ...] = ()  # Rasa's entities as they came: kind, value, place in the text

    @property
    def is_button(self) -> bool:
        """Whether a button was chosen instead of words typed."""
        return not self.text

    def slot(self, name: Slot) -> str:
        """A slot as text, "" when it is empty."""
        return self.slots.get(name, "")

    def dedupe_key(self, kind: str) -> str:
        """The key of something done in this turn: equal when the turn is repeated, different in every other."""
        return f"{self.sender}:{self.message_id}:{kind}"


def read_turn(tracker: Tracker) -> Turn:
    """The turn that the tracker is at."""
    message = tracker.latest_message
    events = list(tracker.events)
    start = _index_of_message(events)
    metadata = message.get("metadata") or {}
    intent = message.get("intent") or {}
    text = str(message.get("text") or "")
    form = (tracker.active_loop or {}).get("name")
    asked = tracker.slots.get(REQUESTED)
    return Turn(
        sender=str(tracker.sender_id),
        # rasa shell gives no id of ours; Rasa's own does as well there.
        message_id=str(metadata.get("message_id") or message.get("message_id") or ""),
        locale=metadata.get("locale"),
        channel=str(metadata.get("channel") or tracker.get_latest_input_channel() or ""),
        intent=str(intent.get("name") or ""),
        confidence=float(intent.get("confidence") or 0.0),
        text="" if text.startswith("/") else text,
        entities=mentions_that_count(message.get("entities") or (), text, str(intent.get("name") or "")),
        mentions=tuple(message.get("entities") or ()),
        slots={slot: str(tracker.slots[slot]) for slot in Slot if tracker.slots.get(slot)},
        form=next((one for one in Form if one == form), None),
        asked=next((one for one in Slot if one == asked), None),
        unclear=int(tracker.slots.get(UNCLEAR) or 0),
        # A notice went out since: it is what the customer has before their eyes.
        last=read_last_said(metadata.get("last_told") or _last_said(events[:start])),
        intent_before=_intent_before(events[:start]),
        text_before=_text_before(events[:start]),
        ranking=tuple(str(each.get("name")) for each in message.get("intent_ranking") or ()),
        interrupted=_interrupted(events[start:], form),
        said_lately=count_said(events[:start], _moment(events[start:])),
        shown=_shown(events[:start]),
    )


def mentions_that_count(found: Sequence[Mapping[str, Any]], text: str, intent: str) -> dict[str, str]:
    """Return the first mention of each kind; of several days and orders the one that is wished about."""
    first: dict[str, str] = {}
    if gstin_in(text):
        rest = set(without_gstin(text).split())
        found = [entity for entity in found if str(entity.get("value")).upper() in rest]
    for entity in found:
        first.setdefault(str(entity.get("entity")), str(entity.get("value")))
    orders = [entity for entity in found if entity.get("entity") == "order_number"]
    if orders:
        first["order_number"] = wished_number(text, orders, intent)
    dates = [entity for entity in found if entity.get("entity") == "date"]
    return first | {"date": day_meant(text, dates)} if dates else first


def _index_of_message(events: Sequence[Mapping[str, Any]]) -> int:
    for index in range(len(events) - 1, -1, -1):
        if events[index].get("event") == "user":
            return index
    return len(events)


def _moment(events: Sequence[Mapping[str, Any]]) -> float:
    """When the message came, in seconds, by Rasa's clock as all its events."""
    return float(events[0].get("timestamp") or 0.0) if events else 0.0


def _last_said(events: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    for event in reversed(events):
        if event.get("event") == "bot":
            return (event.get("data") or {}).get("custom") or {}
    return {}


def _shown(events: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """What the newest of the last few messages that told of products named."""
    told = [(event.get("data") or {}).get("custom") or {} for event in events if event.get("event") == "bot"]
    named = (read_products_told(message) for message in reversed(told[-_LOOKED_BACK:]))
    return next((titles for titles in named if titles), ())


def _intent_before(events: Sequence[Mapping[str, Any]]) -> str:
    for event in reversed(events):
        if event.get("event") == "user":
            return str(((event.get("parse_data") or {}).get("intent") or {}).get("name") or "")
    return ""


def _text_before(events: Sequence[Mapping[str, Any]]) -> str:
    before = events[_index_of_message(events) :]
    text = str(before[0].get("text") or "") if before else ""
    return "" if text.startswith("/") else text


def _interrupted(events: Sequence[Mapping[str, Any]], form: str | None) -> bool:
    names = (event.get("name") for event in events if event.get("event") == "action")
    return any(name not in _SILENT and name != form for name in names)
