"""Turns of a conversation, and the model that answers them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

# The channel of a turn that only tries out whether turns go through.
PROBE = "probe"
# That of a question which somebody of a shop tries out: asked by nobody, and kept nowhere. Its sender names the shop.
TRIAL = "trial"


@dataclass(frozen=True, slots=True)
class DialogueTurn:
    """One customer message for the dialogue model; `metadata` reaches the actions."""

    sender: str
    message: str
    metadata: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Offered:
    """A choice the assistant offers: a title from the catalogue and the meaning of tapping it."""

    key: str
    values: Mapping[str, Any]
    intent: str
    entities: Mapping[str, Any] = field(default_factory=dict)
    description: tuple[str, Mapping[str, Any]] | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """One thing the assistant wants said: a key of the catalogue with its values, or bare text."""

    key: str | None
    values: Mapping[str, Any]
    text: str = ""
    offers: tuple[Offered, ...] = ()
    as_list: bool = False
    picture: str = ""  # the address of one that goes with it


@dataclass(frozen=True, slots=True)
class Answered:
    """What the dialogue model made of a turn. `reading`: its guesses, mentions, actions and its own name, as it told
    them; empty where no model was asked.
    """

    said: tuple[Said, ...]
    intent: str | None
    confidence: float | None
    reading: Mapping[str, Any] = field(default_factory=dict)


class DialogueDown(Exception):
    """The dialogue model gave no usable answer; the turn may be repeated with the same message id."""


class DialogueAway(DialogueDown):
    """The dialogue model answers nobody now: the turn was not even begun, and it is no fault of the message."""


class Dialogue(Protocol):
    """The dialogue model."""

    def ask(self, turn: DialogueTurn) -> Answered:
        """Run one turn; raises DialogueDown."""

    def answers(self) -> bool:
        """Whether anybody would be answered now; tried out with a turn that belongs to no conversation."""

    def forget(self, sender: str) -> None:
        """Keep nothing of this sender's conversation; raises DialogueDown. May be done twice."""
