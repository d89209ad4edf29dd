"""What is asked and told about conversations and their messages."""

from __future__ import annotations

from pydantic import Field

from bot.api.answers import Id, Moment, Shown
from bot.api.asked import LARGEST_PAGE, PAGE, Number, Query
from bot.api.places import PLACE
from bot.services.desk.inbox import Folder


class ConversationQuery(Query):
    """Which conversations, and how many."""

    folder: Folder = Folder.ALL
    after: str | None = Field(default=None, pattern=PLACE, description="The `next` of the page before.")
    limit: Number = Field(default=PAGE, ge=1, le=LARGEST_PAGE)


class LineTold(Shown):
    """The newest message of a conversation, shortened. `author`: customer, assistant …"""

    author: str
    text: str
    at: Moment


class ConversationTold(Shown):
    """A conversation. `address` (a number, or an id of WhatsApp) may be masked; `epoch` moves with its owner."""

    id: Id
    channel: str
    address: str
    customer_id: Id
    name: str
    locale: str | None
    owner: str
    epoch: int
    version: int
    status: str
    assignee_id: int | None
    needs_person_since: Moment | None
    needs_person_why: str | None
    waiting_since: Moment | None
    last_inbound_at: Moment | None
    active_at: Moment | None
    window_closes_at: Moment | None
    snoozed_until: Moment | None
    snoozed_for: str | None
    last: LineTold | None


class ConversationPage(Shown):
    """A page of conversations; `next` is the `after` of the next page, null on the last."""

    conversations: tuple[ConversationTold, ...]
    next: str | None
