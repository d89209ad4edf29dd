"""What is asked and told about customers."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from bot.api.answers import Id, Moment, Shown
from bot.api.asked import LARGEST_ID, LARGEST_PAGE, PAGE, Number, Query
from bot.api.places import CUSTOMER_PLACE
from bot.api.staff_shapes import Body
from bot.domain.consent import Stand
from bot.domain.locale import CODES
from bot.shops.own import kinds

Locale = Annotated[str, Field(pattern=f"^({'|'.join(CODES)})$", description=", ".join(CODES))]


class CustomerQuery(Query):
    """Which customers, and how many; all where nothing is asked for."""

    q: str = Field(
        default="",
        max_length=100,
        description="Words of a name in any script, what WhatsApp calls them, an order's or a parcel's number, or at "
        "least four last digits of a phone number.",
    )
    locale: Locale | None = None
    consent: Stand | None = Field(
        default=None, description="To offers, over all channels: a stop on one counts before a yes on another."
    )
    order: Literal["open"] | None = Field(default=None, description="Something of an order is still to come.")
    phone: Literal["none"] | None = Field(default=None, description="Known by no phone number.")
    before: str | None = Field(default=None, pattern=CUSTOMER_PLACE, description="The `next` of the page before.")
    limit: Number = Field(default=PAGE, ge=1, le=LARGEST_PAGE)


class CustomerTold(Shown):
    """A customer. `phones` may be masked; `handles` are what WhatsApp calls somebody who shows no number."""

    id: Id
    name: str
    locale: str | None
    phones: tuple[str, ...]
    handles: tuple[str, ...]
    created_at: Moment


class AgreedTold(Shown):
    """How they stand on a channel for a purpose: `agreed` is null where they said nothing, which is no yes."""

    channel: str
    purpose: str
    agreed: bool | None
    at: Moment | None
    source: str | None


class BoughtTold(Shown):
    """What they ordered and kept in a currency; `total` in minor units (paise)."""

    currency: str
    orders: int
    total: int


class OffersTold(Shown):
    """Whether they agreed to offers on a channel, or stopped them there; of one on which they said nothing, nothing."""

    channel: str
    agreed: bool


class CustomerListed(CustomerTold):
    """A customer as a list shows them; `channel` and `conversation_id` are of the conversation that was active last,
    of those that the caller may see.
    """

    bought: tuple[BoughtTold, ...]
    offers: tuple[OffersTold, ...]
    last_wrote_at: Moment | None
    channel: str | None
    conversation_id: int | None
    labels: tuple[Id, ...]


class CustomerPage(Shown):
    """A page of customers; `next` is the `before` of the next page, null on the last. One that is not the last may be
    short, or empty, where few are what was asked for. `narrow`: there was no time to find them all.
    """

    customers: tuple[CustomerListed, ...]
    next: str | None
    narrow: bool


class RatingTold(Shown):
    """Stars they gave, 1 to 5, for an order or (order_id null) for the shop."""

    stars: int
    words: str
    order_id: int | None
    at: Moment


class PastStretch(Shown):
    """A time in which a person was needed: why, who resolved it, and the stars given for it."""

    id: Id
    conversation_id: Id
    why: str
    opened_at: Moment
    taken_at: Moment | None
    first_answer_at: Moment | None
    resolved_at: Moment | None
    resolved_by: int | None
    stars: int | None


class PastNote(Shown):
    """What somebody of the shop noted of them for the others."""

    id: Id
    conversation_id: Id
    text: str
    staff_id: int | None
    at: Moment


class CodeGiven(Shown):
    """The code of an offer that somebody of the shop gave them."""

    code: str
    staff_id: int | None
    at: Moment


class WordTold(Shown):
    """A word of theirs on messages: what for (`any`: all), yes or no, where it was heard, and how they put it."""

    channel: str
    purpose: str
    granted: bool
    source: str
    words: str
    at: Moment


class CustomerWhole(CustomerTold):
    """All of a customer that stands beside the chat; of one who was `forgotten` figures alone."""

    forgotten: bool

    locale_chosen: bool
    email: str
    birthday: str | None
    points: int
    bought: tuple[BoughtTold, ...]
    consents: tuple[AgreedTold, ...]
    words: tuple[WordTold, ...]
    ratings: tuple[RatingTold, ...]
    stretches: tuple[PastStretch, ...]
    conversation_ids: tuple[Id, ...]
    notes: tuple[PastNote, ...]
    codes: tuple[CodeGiven, ...]


class CustomerChange(Body):
    """What is to be changed of a customer, with what stood there: 409 when somebody else was faster."""

    name: kinds.Words | None = None
    name_was: kinds.Words | None = None
    locale: Locale | None = None
    locale_was: Locale | None = None
    birthday: kinds.Birthday | None = Field(default=None, description='MM-DD; "" for none.')
    birthday_was: kinds.Birthday | None = None


class MergeWish(Body):
    """Which other customer is the same person: all of theirs becomes this one's."""

    other_id: int = Field(ge=1, le=LARGEST_ID)


class MergeQuery(Query):
    """Which other customer might be the same person."""

    other_id: Number = Field(ge=1, le=LARGEST_ID)


class MovedTold(Shown):
    """How much of the other's becomes the one's."""

    orders: int
    conversations: int
    requests: int
    points: int


class StandTold(Shown):
    """How they would stand on a channel for a purpose: a no of either is a no."""

    channel: str
    purpose: str
    agreed: bool | None


class MergeTold(Shown):
    """What two customers would come to as one, who keeps the id of `kept`."""

    kept: CustomerTold
    other: CustomerTold
    name: str
    locale: str | None
    birthday: str | None
    phones: tuple[str, ...]
    handles: tuple[str, ...]
    moved: MovedTold
    consents: tuple[StandTold, ...]
