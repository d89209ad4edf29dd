"""What is told of kept conversations that two models have played."""

from __future__ import annotations

from bot.api.answers import Shown


class SentenceSaid(Shown):
    """A sentence by its key, and its words with the places of their values, in the locale of whoever would be told."""

    key: str
    text: str


class PlayedAs(Shown):
    """What a model makes of a message of a kept conversation: its meaning, the actions that run, what is said.

    `topic` of the shop's answers, "" where none of those is given.
    """

    intent: str
    actions: tuple[str, ...]
    said: tuple[SentenceSaid, ...]
    topic: str


class TurnChanged(Shown):
    """A message of a kept conversation that is acted on or answered otherwise; `place` counts its messages from 1."""

    place: int
    text: str
    locale: str
    before: PlayedAs
    after: PlayedAs


class DialogueChanged(Shown):
    """A kept conversation that goes another way, from the first such message on. `gained`: as it is kept, at last."""

    test: str
    gained: bool
    turns: tuple[TurnChanged, ...]


class DialoguesTold(Shown):
    """Kept conversations played whole by both models, as by somebody who has bought nothing, where nothing is done:
    how many the shop keeps, how many were played (in the time there is, by actions that answer), which would change.
    """

    kept: int
    played: int
    changed: tuple[DialogueChanged, ...]
