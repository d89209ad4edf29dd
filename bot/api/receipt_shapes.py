"""What is told of the receipts of broadcasts."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from bot.api.answers import Id, Moment, Shown
from bot.api.asked import LARGEST_ID, LARGEST_PAGE, PAGE, Number, Query
from bot.domain.broadcast_reasons import RetryKind
from bot.services.broadcasts.outcomes import ReceiptPart

# Asks for everybody whose message was taken, whatever part of those they are in.
WHOLE = "accepted"


class ReasonTold(Shown):
    """How many people of a part of the receipt have a reason: what it is, what to do, whether another try may help."""

    part: ReceiptPart
    reason: str
    count: int
    says: str
    advice: str
    retry: RetryKind


class CostTold(Shown):
    """What the accepted messages in a language, of a text, cost; `locale` is "" for those that are not kept any more.

    `variant`: "a" or "b" where two texts went out.
    """

    locale: str
    variant: str
    accepted: int
    cost_micros: int


class EstimateTold(Shown):
    """What the accepted ones cost by our estimate, millionths of the shop's currency: `price_micros` of WhatsApp or the
    network and `fee_micros` of Twilio are `micros`; `tax_micros` of GST on them makes `taxed_micros`.
    """

    price_micros: int
    fee_micros: int
    micros: int
    tax_micros: int
    taxed_micros: int


class ConvertedTold(Shown):
    """A bill in the shop's currency, about: by a rate (millionths of it for one of the bill's) of a day."""

    micros: int
    tax_micros: int
    taxed_micros: int
    rate_micros: int
    rate_on: date
    rate_source: str


class BilledShareTold(Shown):
    """What Twilio billed for so many messages of a text in a language; as in `costs`."""

    locale: str
    variant: str
    micros: int
    messages: int


class BilledTold(Shown):
    """What Twilio billed for so many messages, in millionths of its currency, and with GST on it; `converted` is null
    where no rate to the shop's currency is known. The `shares` add up to it.
    """

    unit: str
    micros: int
    tax_micros: int
    taxed_micros: int
    messages: int
    converted: ConvertedTold | None
    shares: tuple[BilledShareTold, ...]


class ReceiptTold(Shown):
    """What became of everybody.

    audience = accepted + skipped + failed + unknown + not_started, accepted = held + sent + delivered + read + dropped.
    """

    audience: int
    accepted: int
    held: int
    sent: int
    delivered: int
    read: int
    dropped: int
    skipped: int
    failed: int
    unknown: int
    not_started: int
    cost_micros: int = Field(description="What the accepted ones cost by our estimate, in millionths of the currency.")
    estimate: EstimateTold
    billed: tuple[BilledTold, ...] = Field(description="By currency, so far: Twilio tells it hours later.")
    billable: int = Field(description="Messages that are Twilio's to bill, repetitions among them.")
    outstanding: int = Field(description="Of these, those whose bill is not known yet.")
    billed_elsewhere: int = Field(
        description="Of the outstanding, those that left by an account of your own at Twilio that you have left and "
        "whose token is not kept any more: they are not billed here, only on that account's own bill."
    )
    currency: str
    reasons: tuple[ReasonTold, ...]
    costs: tuple[CostTold, ...]


class ReceiptQuery(Query):
    """Which people of a receipt."""

    part: ReceiptPart | Literal["accepted"] | None = None
    reason: str | None = Field(default=None, max_length=40)
    locale: str | None = Field(default=None, max_length=10, description="As in `costs`.")
    variant: str | None = Field(default=None, max_length=1, description="As in `costs`.")
    after: Number = Field(default=0, ge=0, le=LARGEST_ID)
    limit: Number = Field(default=PAGE, ge=1, le=LARGEST_PAGE)


class DoubtTold(Shown):
    """Since when it is not known whether a message left, how often it was tried, when Twilio's list is asked next."""

    since: Moment | None
    next_at: Moment | None
    attempts: int


class ReceiptPerson(Shown):
    """What became of one person; `doubt` of one of whom it is unknown, while the message is kept."""

    customer_id: Id
    name: str
    part: ReceiptPart
    reason: str
    says: str
    advice: str
    cost_micros: int
    locale: str
    variant: str
    doubt: DoubtTold | None


class ReceiptPeople(Shown):
    """People of a receipt; a page may have few, or none: go on while `next` is not null."""

    people: tuple[ReceiptPerson, ...]
    next: int | None
