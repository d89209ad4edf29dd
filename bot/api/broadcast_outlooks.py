"""What a draft of a broadcast would come to: to whom it goes, who is left out, what it costs, when it is done."""

from __future__ import annotations

from flask import Response, current_app
from pydantic import Field

from bot.api.access import caller, needs
from bot.api.answers import Moment, Shown, sent
from bot.api.asked import Numbered
from bot.api.broadcast_allowance import AllowanceTold, tell_allowance
from bot.api.broadcast_shapes import OutlookTold
from bot.api.broadcasts import ONE_BROADCAST, find_broadcast, tell_foreseen
from bot.api.customer_shapes import CustomerTold
from bot.api.customers import brief_of
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.languages import find_language
from bot.bootstrap import Bot
from bot.db.shop import Merchant
from bot.domain.access import Permission
from bot.domain.prices import hours_on
from bot.services.accounts import own
from bot.services.broadcasts import estimating, excluding
from bot.services.broadcasts.allowance import find_allowance
from bot.services.broadcasts.beyond import count_beyond
from bot.services.staff.viewing import find_view

broadcast_outlooks = Group("broadcast_outlooks", __name__, "broadcasts")
_MICROS = "By our estimate, millionths of the currency."


class RefusalTold(Shown):
    """A rule that would forbid the start now, and what to do; `rule` names it."""

    rule: str
    says: str
    remedy: str


class DayTold(Shown):
    """So many people get it from a time on, for a day: as many new ones as WhatsApp allows, best customers first."""

    begins_at: Moment
    people: int


class DraftOutlook(OutlookTold):
    """Who would get a draft now and what that comes to. `most`: so many get it at the most.

    `sample`: the ten newest of its people. The shop's hours for offers are `offers_from` to `offers_until` of `zone`,
    those of the law for offers by SMS in India `sms_from` to `sms_until`. `refusals`: the rules that a whole draft
    breaks; one that is not whole has none.
    """

    most: int
    beyond: int = Field(description="Of `most`, who are beyond the allowance of today: they get it on the days after.")
    allowance: AllowanceTold
    sample: tuple[CustomerTold, ...]
    currency: str
    price_micros: int = Field(description=f"One person. {_MICROS}")
    cost_micros: int = Field(description=f"All who get it, without what Twilio takes for itself. {_MICROS}")
    fee_micros: int = Field(description=f"What Twilio takes for itself. {_MICROS}")
    tax_micros: int = Field(description=f"GST on both. {_MICROS}")
    taxed_micros: int = Field(description=f"All three together. {_MICROS}")
    first_at: Moment
    last_at: Moment
    days: tuple[DayTold, ...] = Field(description="More than one where WhatsApp's allowance of new people splits it.")
    zone: str
    offers_from: str
    offers_until: str
    sms_from: str
    sms_until: str
    refusals: tuple[RefusalTold, ...]


@broadcast_outlooks.get(f"{ONE_BROADCAST}/outlook", responses=answers(DraftOutlook, 401, 403, 404, 429, 503))
@needs(Permission.BROADCASTS_READ)
def foresee_draft(path: Numbered) -> Response:
    """Who would get a draft now, who would be left out and why, what it would cost and when it would be done"""
    bot: Bot = current_app.extensions["bot"]
    me, now, locale = caller(), bot.now(), find_language()
    with bot.database.reading.begin() as db:
        row, shop = find_broadcast(db, path.id), db.get_one(Merchant, me.merchant_id)
        found = excluding.Foreseen(0, 0, {})
        if row.audience:
            found = excluding.count_excluded(db, shop, row.audience, row.by_sms, now)
        most = found.most
        beyond = count_beyond(found, find_allowance(db, shop, now))
        account = own.choose_account(shop, bot.settings.twilio_account_sid)
        estimate = estimating.estimate_draft(db, shop, row, most, account, now)
        lawful = hours_on(now.date(), "sms_promotional")
        viewer = find_view(db, me.actor, me.role)
        refusals = estimating.list_hindrances(db, row, account, found.people, now)
        told = DraftOutlook(
            people=found.people,
            looked=found.looked,
            reached=found.reached,
            left_out=tuple(tell_foreseen(why, found.left_out[why], locale) for why in found.ordered),
            most=most,
            beyond=beyond,
            allowance=tell_allowance(db, shop, now),
            sample=tuple(CustomerTold(**brief_of(one, viewer)) for one in estimating.list_sample(db, row, now)),
            refusals=tuple(
                RefusalTold(rule=one.rule.name, says=one.say(locale), remedy=one.advise(locale)) for one in refusals
            ),
            currency=shop.currency,
            zone=shop.zone,
            offers_from=shop.marketing_from,
            offers_until=shop.marketing_until,
            sms_from=f"{lawful.begin:%H:%M}",
            sms_until=f"{lawful.end:%H:%M}",
            days=tuple(DayTold(begins_at=one.begins_at, people=one.people) for one in estimate.days),
            **{name: getattr(estimate, name) for name in estimating.Estimate.__slots__ if name != "days"},
        )
    return sent(told)
