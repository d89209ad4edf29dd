"""What is asked and told about customers."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.api.answers import Id, Moment, Shown
from bot.api.asked import LARGEST_ID, LARGEST_PAGE, PAGE, Number, Query
from bot.api.staff_shapes import Body
from bot.domain.locale import CODES
from bot.shops.own import kinds

Locale = Annotated[str, Field(pattern=f"^({'|'.join(CODES)})$", description=", ".join(CODES))]


class CustomerQuery(Query):
    """Which customers, and how many; all where nothing is asked for."""

    q: str = Field(
        default="",
        max_length=100,
        description="Words of a name, an order's number, or at least four last digits of a phone number.",
    )
    before: Number | None = Field(default=None, ge=1, le=LARGEST_ID, description="The `next` of the page before.")
    limit: Number = Field(default=PAGE, ge=1, le=LARGEST_PAGE)


class CustomerTold(Shown):
    """A customer. `phones` may be masked; `handles` are what WhatsApp calls somebody who shows no number."""

    id: Id
    name: str
    locale: str | None
    phones: tuple[str, ...]
    handles: tuple[str, ...]
    created_at: Moment


class CustomerPage(Shown):
    """A page of customers; `next` is the `before` of the next page, null on the last."""

    customers: tuple[CustomerTold, ...]
    next: int | None


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


class CustomerWhole(CustomerTold):
    """All of a customer that stands beside the chat."""

    locale_chosen: bool
    email: str
    birthday: str | None
    points: int
    bought: tuple[BoughtTold, ...]
    consents: tuple[AgreedTold, ...]
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


class MergeWish(Body):
    """Which other customer is the same person: all of theirs becomes this one's."""

    other_id: int = Field(ge=1, le=LARGEST_ID)
