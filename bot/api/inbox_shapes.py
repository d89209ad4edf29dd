"""What is asked and told about conversations and their messages."""

from __future__ import annotations

from pydantic import Field

from bot.api.answers import Id, Moment, Shown
from bot.api.asked import LARGEST_PAGE, PAGE, Number, Query
from bot.api.places import PLACE, SPOT
from bot.services.desk.inbox import Folder


class ConversationQuery(Query):
    """Which conversations, and how many."""

    folder: Folder = Folder.ALL
    after: str | None = Field(default=None, pattern=PLACE, description="The `next` of the page before.")
    limit: Number = Field(default=PAGE, ge=1, le=LARGEST_PAGE)


class MessageQuery(Query):
    """Which messages of a conversation, and how many; the newest where no `before` is given."""

    before: str | None = Field(default=None, pattern=SPOT, description="The `next` of the page before.")
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
    assignee_id: int | None
    needs_person_since: Moment | None
    needs_person_why: str | None
    last_inbound_at: Moment | None
    last: LineTold | None


class ConversationPage(Shown):
    """A page of conversations; `next` is the `after` of the next page, null on the last."""

    conversations: tuple[ConversationTold, ...]
    next: str | None


class MessageTold(Shown):
    """A message of either side. `author`: customer, or who of the shop; `state`: what became of it."""

    id: str
    author: str
    kind: str
    text: str
    locale: str | None
    state: str
    at: Moment


class MessagePage(Shown):
    """A page of messages, the newest first; `next` is the `before` of the next page, null on the last."""

    messages: tuple[MessageTold, ...]
    next: str | None
