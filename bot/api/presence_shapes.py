"""What is asked and told about who is at which conversation."""

from __future__ import annotations

from pydantic import Field

from bot.api.answers import Id, Shown
from bot.api.staff_shapes import Body
from bot.domain.presence import PresenceState


class PresenceChange(Body):
    """What somebody does at a conversation: to be said again every 15 s; after 30 s without they are gone."""

    state: PresenceState
    note: bool = Field(default=False, description="What is typed is a note: the customer is shown nothing.")


class PresenceTold(Shown):
    """A person of the shop who is at a conversation now."""

    conversation_id: Id
    staff_id: Id
    state: PresenceState


class PresenceList(Shown):
    """Who of the shop is where."""

    present: tuple[PresenceTold, ...]
