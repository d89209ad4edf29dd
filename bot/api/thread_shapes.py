"""What is asked and told of one conversation: its messages, notes and events, and what stands around them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from bot.api.answers import Id, Moment, Shown
from bot.api.asked import LARGEST_PAGE, PAGE, Number, Query
from bot.api.inbox_shapes import ConversationTold
from bot.api.pins import PlaceTold
from bot.api.places import SPOT
from bot.domain.conversations import PersonWhy
from bot.domain.reactions import Reaction
from bot.domain.timeline import TimelineKind
from bot.services.desk.composer import ComposerState
from bot.services.desk.summary import SummaryKind
from bot.services.desk.whole import OffersStanding


class MessageQuery(Query):
    """Which messages of a conversation, and how many; the newest where no `before` is given."""

    before: str | None = Field(default=None, pattern=SPOT, description="The `next` of the page before.")
    limit: Number = Field(default=PAGE, ge=1, le=LARGEST_PAGE)


class FileTold(Shown):
    """A file of a message. `kind`: image, audio, video, document; `url` is null while it is not there."""

    id: int | None
    kind: str
    type: str
    size: int | None
    url: str | None
    state: str


class FailureTold(Shown):
    """Why a message failed: Twilio's code (null: it was never handed over), what that means, what to do."""

    code: int | None
    kind: Reaction
    sentence: str
    remedy: str
    may_retry: bool


class MessageTold(Shown):
    """A message of either side. `author`: customer, assistant, agent (`staff_id` says who), system.

    `state` is what became of it; `because` why it is held or was ended; `due_at` when a queued one leaves;
    `withheld`: the assistant's, ended because a person took over. `place`: the location that a customer sent.
    """

    id: str
    author: str
    staff_id: int | None
    kind: str
    text: str
    locale: str | None
    state: str
    at: Moment
    choices: tuple[str, ...]
    media: tuple[FileTold, ...]
    because: str | None
    failure: FailureTold | None
    due_at: Moment | None
    withheld: bool
    template: bool
    place: PlaceTold | None


class MessagePage(Shown):
    """A page of messages, the newest first; `next` is the `before` of the next page, null on the last."""

    messages: tuple[MessageTold, ...]
    next: str | None


class MessageItem(MessageTold):
    """A message in the thread."""

    what: Literal["message"]


class NoteItem(Shown):
    """What somebody of the shop wrote for the others; `mentions` are ids of staff."""

    what: Literal["note"]
    id: str
    at: Moment
    text: str
    staff_id: int | None
    mentions: tuple[int, ...]


class EventItem(Shown):
    """What happened between the messages; `staff_id` is null where nobody of the shop did it."""

    what: Literal["event"]
    id: str
    at: Moment
    kind: TimelineKind
    staff_id: int | None
    values: dict[str, Any]


Item = Annotated[MessageItem | NoteItem | EventItem, Field(discriminator="what")]


class TimelinePage(Shown):
    """A page of the thread, the newest first; `next` is the `before` of the next page, null on the last."""

    items: tuple[Item, ...]
    next: str | None


class ComposerTold(Shown):
    """What can be written now. `by` is who else of the shop has it; `binding`: they alone may answer."""

    state: ComposerState
    by: int | None
    window_closes_at: Moment | None
    undo_seconds: int
    binding: bool


class SummaryTold(Shown):
    """A line of the summary: somebody's own words, or values that the console says in its language."""

    kind: SummaryKind
    text: str
    values: dict[str, Any]


class HandoffTold(Shown):
    """Why a person is needed, since when, and what they need to know; until somebody has answered."""

    why: PersonWhy
    since: Moment
    summary: tuple[SummaryTold, ...]


class StretchTold(Shown):
    """From when a person is needed until it is resolved."""

    id: Id
    why: PersonWhy
    opened_at: Moment
    taken_at: Moment | None
    first_answer_at: Moment | None


class ConsentTold(Shown):
    """How the customer stands to messages of each channel."""

    whatsapp: OffersStanding
    sms: OffersStanding


class BriefTold(Shown):
    """A customer in a few words; `stars` is their newest rating."""

    id: Id
    name: str
    locale: str | None
    known_since: Moment
    orders: int
    open_requests: int
    stars: int | None


class DraftsTold(Shown):
    """What whoever asks has begun to write, "" where nothing."""

    reply: str
    note: str


class ConversationWhole(ConversationTold):
    """A conversation with what stands around its thread. `instruction` came with the last hand-back, `returns_at` is
    when the assistant has it back by itself unless its person stays. `order_question` asks the customer for the number
    of their order, in their language; null where a phone number says whose orders are theirs.
    """

    composer: ComposerTold
    handoff: HandoffTold | None
    stretch: StretchTold | None
    consent: ConsentTold
    customer: BriefTold
    drafts: DraftsTold
    instruction: str
    returns_at: Moment | None
    order_question: str | None
