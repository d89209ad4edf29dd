"""What the shop answered and noted, as the dialogue tests compare it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from bot.db.outgoing import OutgoingMessage
from bot.locales.catalogue import sentences


@dataclass(frozen=True, slots=True)
class Answer:
    """One message of the shop; `buttons` are the keys of its buttons, of a list's rows their titles."""

    key: str
    text: str
    buttons: tuple[str, ...]


class Noted(NamedTuple):
    """An open request: its kind, its order's number ("" of none), and what the team reads."""

    kind: str
    order: str
    words: str


def name_choices(row: OutgoingMessage) -> list[str]:
    """The choices below a message: a button by its key, which its title tells, a row of a list by its title."""
    keys = {text: key for key, text in sentences(row.locale).items() if key.startswith("button.")}
    return [keys.get(choice.title, choice.title) for choice in row.choices]
