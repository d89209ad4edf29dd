"""A sentence as the phone would show it: filled with what it was last said with at this shop, else with examples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db.outgoing import OutgoingMessage
from bot.db.shop import Merchant
from bot.domain import rules
from bot.domain.cost import Segments, segments
from bot.domain.locale import DEFAULT
from bot.domain.own_rules import find_button, read_own_key
from bot.domain.rules import Tap
from bot.locales import catalogue
from bot.services.messages.wording import OF_SHOP, Wording
from bot.services.templates.samples import list_values

# So many of the shop's rows are looked through for one that said the sentence: they lie side by side, the newest last.
LOOKED_THROUGH = 20_000


@dataclass(frozen=True, slots=True)
class SpokenSentence:
    """A sentence filled in, the titles of its buttons, and its parts as an SMS. `is_real`: as somebody was told."""

    text: str
    buttons: tuple[str, ...]
    sms: Segments
    is_real: bool


def show_sentence(db: Session, shop: Merchant, key: str, locale: str, text: str) -> SpokenSentence:
    """Return how the words of a sentence would stand on the phone; "" are ours or the shop's own as they are.

    Raises:
        KeyError, ValueError, IndexError: the words cannot be filled.
    """
    wording = Wording(db, shop, locale)
    template = text or wording.template(key)
    last = _find_last(db, shop.id, key)
    values = list_values(shop, key) | (last or {})
    filled = {
        name: _write(wording, name, values) for name in _fields_of(key) | set(OF_SHOP) | catalogue.fields(template)
    }
    said = catalogue.tidy(catalogue.fill(template, filled))
    buttons = tuple(wording.say(tap.key, {}) for tap in _taps_of(key))
    return SpokenSentence(said, buttons, segments(said), last is not None)


def _fields_of(key: str) -> frozenset[str]:
    return catalogue.fields(catalogue.sentence(DEFAULT, key)) if catalogue.has(key) else frozenset()


def _taps_of(key: str) -> Sequence[Tap]:
    if name := read_own_key(key):
        return (find_button(name),)
    return next((one.buttons for one in rules.standard().values() if one.key == key), ())


def _write(wording: Wording, name: str, values: Mapping[str, Any]) -> str:
    return wording.written({name: values[name]}, [name])[name] if name in values else f"‹{name}›"


def _find_last(db: Session, merchant_id: int, key: str) -> dict[str, Any] | None:
    newest = db.scalar(select(func.max(OutgoingMessage.id))) or 0
    said = select(OutgoingMessage.values).where(
        OutgoingMessage.id > newest - LOOKED_THROUGH,
        OutgoingMessage.merchant_id == merchant_id,
        OutgoingMessage.key == key,
    )
    found = db.scalars(said.order_by(OutgoingMessage.id.desc()).limit(1)).first()
    return dict(found) if found else None
