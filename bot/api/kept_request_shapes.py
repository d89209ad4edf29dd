"""What is told and sent of requests that could not be understood."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.api.answers import Id, Moment, Shown
from bot.api.asked import LARGEST_ID
from bot.api.staff_shapes import Body
from bot.services.chat.unread import Door


class UnreadGroupTold(Shown):
    """Requests that wait at one door for one reason."""

    door: Door
    reason: str
    count: int
    newest: Moment


class UnreadTold(Shown):
    """A request that waits. `sender`: from whom it says it is; to agents with the last digits alone."""

    id: Id
    door: Door
    reason: str
    sender: str
    received_at: Moment
    tried_at: Moment | None = Field(description="When it was last read again, in vain.")


class UnreadPage(Shown):
    """A page of requests that wait, the newest first, and all of them by door and reason."""

    requests: tuple[UnreadTold, ...]
    groups: tuple[UnreadGroupTold, ...]
    next: int | None


class RequestBodyTold(UnreadTold):
    """A request with its fields, none once it is 30 days old or understood; `hidden`: without what is of a person."""

    fields: dict[str, str]
    settled_at: Moment | None
    hidden: bool


class GroupMeant(Body):
    """All that wait at a door for a reason; the oldest 200 of them."""

    door: Door
    reason: str = Field(max_length=500)


class ReadAgain(Body):
    """What to read once more: requests by their ids, or all of a kind."""

    ids: tuple[Annotated[int, Field(ge=1, le=LARGEST_ID)], ...] = Field(default=(), max_length=100)
    all_of: GroupMeant | None = None


class ReadAgainTold(Shown):
    """How many were understood now, and how many still not."""

    understood: int
    not_understood: int
