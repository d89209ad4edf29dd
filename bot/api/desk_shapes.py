"""What is sent when a conversation is assigned, labelled, snoozed, noted on or marked."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.api.asked import LARGEST_ID, Numbered, Version
from bot.api.places import ROW
from bot.api.staff_shapes import Body
from bot.domain.conversations import SnoozeFor
from bot.services.desk.labels import MOST_OF_ONE
from bot.shops.own import kinds

LONGEST_NOTE, LONGEST_DRAFT, MOST_MENTIONED = 5_000, 10_000, 50
_Ids = tuple[Annotated[int, Field(ge=1, le=LARGEST_ID)], ...]


class Versioned(Body):
    """The conversation as it was seen."""

    version: Version


class Assignment(Versioned):
    """Whose a conversation is to be."""

    staff_id: int = Field(ge=1, le=LARGEST_ID)


class Labelling(Versioned):
    """The labels that a conversation is to have, and no others."""

    labels: Annotated[_Ids, Field(strict=False, max_length=MOST_OF_ONE)]


class Snooze(Versioned):
    """Until when a conversation is put off: a time, or what it waits `for`."""

    until: kinds.Moment | None = None
    what: Annotated[SnoozeFor, Field(strict=False)] | None = Field(default=None, alias="for")


class SeenUpTo(Body):
    """The newest row of the thread that was seen: in-12, out-7, note-3, event-9, moment-4, notice-5."""

    seen: str = Field(pattern=ROW)


class NoteWritten(Body):
    """A note for the shop's people. `mentions`: ids of those it names."""

    text: Annotated[kinds.Paragraphs, Field(max_length=LONGEST_NOTE)]
    mentions: Annotated[_Ids, Field(strict=False, max_length=MOST_MENTIONED)] = ()


class DraftKept(Body):
    """What was begun; "" forgets it."""

    text: Annotated[kinds.Lines, Field(max_length=LONGEST_DRAFT)]


class DraftPath(Numbered):
    """Which draft of which conversation."""

    kind: str = Field(description="reply or note")
