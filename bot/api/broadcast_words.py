"""What people of a broadcast would read, one after the other, and in which language how many do."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app
from pydantic import Field

from bot.api.access import caller, needs
from bot.api.answers import Shown, sent
from bot.api.asked import LARGEST_ID, Number, Numbered, Query
from bot.api.broadcasts import ONE_BROADCAST, find_broadcast, refuse
from bot.api.campaign_shapes import SmsTold
from bot.api.customer_shapes import CustomerTold
from bot.api.customers import brief_of
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.languages import find_language
from bot.api.problems import Problem
from bot.bootstrap import Bot
from bot.db.broadcasts import Broadcast
from bot.db.engine import Session
from bot.db.shop import Merchant
from bot.domain.access import Permission
from bot.domain.variants import Variant
from bot.services.accounts import own
from bot.services.broadcasts import previewing
from bot.services.broadcasts.speaking import Speech
from bot.services.broadcasts.standing import NotPossible, check_text
from bot.services.broadcasts.telling import say_reason
from bot.services.staff.viewing import find_view

broadcast_words = Group("broadcast_words", __name__, "broadcasts")


class PreviewQuery(Query):
    """Whose: of the first person after `after`, or the last before `before`, by their ids. `variant`: a or b."""

    after: Number = Field(default=0, ge=0, le=LARGEST_ID)
    before: Number | None = Field(default=None, ge=1, le=LARGEST_ID)
    variant: Variant | None = None


class SmsPreviewTold(SmsTold):
    """What leaves by SMS, its fields filled. `why_not`: why it may not, "" where it may."""

    text: str
    why_not: str


class PreviewTold(Shown):
    """What a person would get, in the very words.

    `has_previous` and `has_next`: ask with `before` or `after` this customer's id. `reason`: why they would get
    nothing, `says` that in a sentence; both "" where nothing is known against it.
    """

    customer: CustomerTold
    has_previous: bool
    has_next: bool
    variant: Variant
    channel: str
    key: str
    locale: str
    is_fallback: bool
    text: str
    buttons: tuple[str, ...]
    footer: str
    picture_url: str
    by_template: bool
    sms: SmsPreviewTold | None
    cost_micros: int
    currency: str
    reason: str
    says: str


class LocalePeople(Shown):
    """How many people have a language (null: none is known), in which they are told it, and whether it can leave."""

    locale: str | None
    people: int
    said_in: str
    is_fallback: bool
    can_send: bool


class EmptyTold(Shown):
    """How many people have nothing to stand in a field; without a default they get nothing."""

    field: str
    source: dict[str, Any]
    people: int


class WordsTold(Shown):
    """In which languages a broadcast says its first text to how many, and fields that are empty for some."""

    key: str
    locales: tuple[LocalePeople, ...]
    empty: tuple[EmptyTold, ...]


@broadcast_words.get(f"{ONE_BROADCAST}/preview", responses=answers(PreviewTold, 400, 401, 403, 404, 409, 429, 503))
@needs(Permission.BROADCASTS_READ)
def preview_broadcast(path: Numbered, query: PreviewQuery) -> Response:
    """What the next or the previous person would read, exactly as it would leave; nothing leaves"""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.reading.begin() as db:
        row, shop = find_broadcast(db, path.id), db.get_one(Merchant, me.merchant_id)
        try:
            check_text(row)
        except NotPossible as error:
            raise refuse(error, row) from error
        person = previewing.find_person(db, row, now, query.after, query.before)
        if person is None:
            raise Problem(404, "Nobody there", "Its audience has nobody there: ask from the other side, or widen it.")
        seen = previewing.describe_preview(begin_speech(db, bot, row, shop), person, query.variant)
        previous, following = previewing.has_people(db, row, now, person.id)
        told = PreviewTold(
            **{name: getattr(seen, name) for name in _AS_SEEN},
            customer=CustomerTold(**brief_of(person, find_view(db, me.actor, me.role))),
            has_previous=previous,
            has_next=following,
            sms=_tell_sms(seen.sms),
            currency=shop.currency,
            says=say_reason(seen.reason or "", find_language())[0],
        )
    return sent(told)


@broadcast_words.get(f"{ONE_BROADCAST}/words", responses=answers(WordsTold, 401, 403, 404, 429, 503))
@needs(Permission.BROADCASTS_READ)
def read_broadcast_words(path: Numbered) -> Response:
    """To how many people it is said in which language, the fallback among them, and whose fields are empty"""
    bot: Bot = current_app.extensions["bot"]
    now = bot.now()
    with bot.database.reading.begin() as db:
        row, shop = find_broadcast(db, path.id), db.get_one(Merchant, caller().merchant_id)
        locales = tuple(map(LocalePeople.model_validate, previewing.list_locales(begin_speech(db, bot, row, shop))))
        empty = tuple(
            EmptyTold(field=name, source=dict(row.values[name]), people=count)
            for name, count in previewing.count_empty(db, row, now).items()
        )
        told = WordsTold(key=row.key, locales=locales if row.key else (), empty=empty)
    return sent(told)


def begin_speech(db: Session, bot: Bot, row: Broadcast, shop: Merchant) -> Speech:
    """Return what puts a broadcast into words now."""
    account = own.choose_account(shop, bot.settings.twilio_account_sid)
    return Speech(db, row, shop, account, bot.settings.public_url, bot.now())


_AS_SEEN = (
    *("variant", "channel", "key", "locale", "is_fallback", "text", "buttons", "footer", "picture_url"),
    *("by_template", "cost_micros", "reason"),
)


def _tell_sms(sms: previewing.SmsPreview | None) -> SmsPreviewTold | None:
    if sms is None:
        return None
    size = sms.size
    return SmsPreviewTold(
        text=sms.text, why_not=sms.why_not, parts=size.count, units=size.units, encoding=size.encoding
    )
