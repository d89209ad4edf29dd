"""What is asked and told about conversations and their messages."""

from __future__ import annotations

from pydantic import Field

from bot.api.answers import Id, Moment, Shown
from bot.api.asked import LARGEST_PAGE, PAGE, Number, Query
from bot.api.places import PLACE
from bot.domain.answer_clocks import ClockKind, ClockState
from bot.domain.conversations import Owner, PersonWhy, SnoozeFor, Status
from bot.services.desk.flags import Flag
from bot.services.desk.folders import Folder
from bot.services.desk.inbox import Sort


class ConversationQuery(Query):
    """Which conversations, and how many."""

    folder: Folder = Folder.ALL
    sort: Sort | None = Field(default=None, description="waiting where the folder is, else active.")
    after: str | None = Field(default=None, pattern=PLACE, description="The `next` of the page before.")
    limit: Number = Field(default=PAGE, ge=1, le=LARGEST_PAGE)


class LineTold(Shown):
    """The newest message of a conversation, shortened. `author`: customer, assistant …, agent: `staff_id` says who."""

    author: str
    staff_id: int | None
    text: str
    at: Moment


class ClockTold(Shown):
    """What is due next by the shop's goals: a first answer, a next one, or that the conversation is resolved.

    `due_at` is null while the clock is paused, or where the shop never opens.
    """

    kind: ClockKind
    due_at: Moment | None
    state: ClockState


class ConversationTold(Shown):
    """A conversation. `address` (a number, or an id of WhatsApp: then `handle`) may be masked; `epoch` moves with its
    owner, `version` with each change of owner, status, assignee or labels. `waiting_since`: since when the customer
    has no answer. `unread` and `has_draft` are those of whoever asks; `labels`, `viewers`: ids.
    """

    id: Id
    channel: str
    address: str
    handle: str | None
    has_phone: bool
    customer_id: Id
    name: str
    locale: str | None
    owner: Owner
    epoch: int
    version: int
    status: Status
    assignee_id: int | None
    needs_person_since: Moment | None
    needs_person_why: PersonWhy | None
    waiting_since: Moment | None
    unread: bool
    last_inbound_at: Moment | None
    active_at: Moment | None
    window_closes_at: Moment | None
    snoozed_until: Moment | None
    snoozed_for: SnoozeFor | None
    labels: tuple[Id, ...]
    last: LineTold | None
    flags: tuple[Flag, ...]
    clock: ClockTold | None
    has_draft: bool
    viewers: tuple[Id, ...]


class ConversationPage(Shown):
    """A page of conversations; `next` is the `after` of the next page, null on the last."""

    conversations: tuple[ConversationTold, ...]
    next: str | None


class CountsTold(Shown):
    """How many conversations are in each folder, and hits in each view by its id; 1001: more than a thousand.

    A view is left out that could not be counted in half a second.
    """

    mine: int
    unassigned: int
    waiting: int
    assistant: int
    mentions: int
    snoozed: int
    resolved: int
    breached: int
    all: int
    views: dict[str, int]
