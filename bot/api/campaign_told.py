"""A shop's own texts read from and told to whoever asks by the API."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.api.answers import Wrong
from bot.api.campaign_shapes import (
    CampaignLocaleTold,
    CampaignTextChecked,
    CampaignTextMade,
    CampaignTextTold,
    CampaignUser,
    CouponSent,
    CouponTold,
    DiscountTold,
    LocaleTextSent,
    PictureTold,
    SmsTold,
)
from bot.api.languages import find_language
from bot.api.problems import Problem, pointer, wrong
from bot.bootstrap import Bot
from bot.db.campaign_texts import CampaignText
from bot.db.engine import Session
from bot.db.shop import Merchant
from bot.domain import cost
from bot.domain.campaign_checks import list_pressing
from bot.domain.campaign_faults import FAULTS, TextFault
from bot.domain.campaign_texts import ButtonMeans, CampaignDraft, LocaleText, list_fields, name_key
from bot.domain.channels import Channel
from bot.domain.consent import Purpose
from bot.domain.dlt import DltText
from bot.domain.locale import CODES
from bot.locales.catalogue import sentence
from bot.locales.staff import tell
from bot.services.accounts import own
from bot.services.broadcasts import coupons, own_states, own_texts
from bot.services.broadcasts.own_states import LocaleState
from bot.services.desk.files import PUBLIC
from bot.services.messages.own_texts import STOP
from bot.shops.own.faults import Fault


def read_made(body: CampaignTextMade) -> CampaignDraft:
    """Return what a body asks for."""
    return CampaignDraft(
        name=body.name,
        texts=read_texts(body.texts),
        buttons=tuple(body.buttons),
        link_url=body.link_url,
        coupon=read_coupon(body.coupon),
    )


def read_texts(texts: dict[str, LocaleTextSent]) -> dict[str, LocaleText]:
    """Return the words of a body by their locale."""
    return {
        locale: LocaleText(
            body=one.body,
            titles=tuple(one.titles),
            footer=one.footer,
            sms=one.sms,
            dlt=DltText(**one.dlt.model_dump()) if one.dlt else None,
        )
        for locale, one in texts.items()
    }


def read_coupon(coupon: CouponSent | None) -> dict[str, Any]:
    """Return a coupon as it is kept; {} for none.

    Raises:
        Problem: 422, a shared one without its code, or one each with one.
    """
    if coupon is None:
        return {}
    if (coupon.kind == coupons.SHARED) != (coupon.code is not None):
        missing = "no_code" if coupon.kind == coupons.SHARED else "codes_apart"
        raise refuse([TextFault(("coupon", "code"), missing)])
    return {
        "kind": coupon.kind,
        "code": coupon.code or "",
        "amount": coupon.amount,
        "minimum": coupon.minimum,
        "ends_on": coupon.ends_on.isoformat() if coupon.ends_on else None,
    }


def refuse(faults: list[TextFault]) -> Problem:
    """Return the problem of a text that would be refused, in the asker's language."""
    return wrong(*(Fault(one.path, *say_fault(one)) for one in faults))


def say_fault(fault: TextFault) -> tuple[str, str]:
    """Return what is wrong and what to do about it, in the asker's language; at the terminal in English."""
    language = find_language()
    says, remedy = (tell(language, words, fault.values) for words in FAULTS[fault.name])
    return says, remedy


def tell_text(db: Session, bot: Bot, shop: Merchant, row: CampaignText, now: datetime) -> CampaignTextTold:
    """Return a text as it goes out."""
    states = own_states.describe_states(db, row, own.choose_account(shop, bot.settings.twilio_account_sid))
    bodies = [text for one in states for text in (one.words.body, one.words.sms)]
    price = cost.estimate_micros(Channel.WHATSAPP, Purpose.MARKETING, "", False, True, shop.prices, now.date())
    return CampaignTextTold(
        id=row.id,
        key=name_key(row.id),
        name=row.name,
        version=row.version,
        newer_id=row.newer_id,
        fixed=own_texts.is_fixed(db, row),
        fields=tuple(own_texts.list_sources_wanted(row)),
        stock_fields=tuple(sorted(list_pressing(*bodies))),
        buttons=tuple(ButtonMeans(one) for one in row.buttons),
        link_url=row.link_url,
        coupon=_tell_coupon(db, row, now),
        picture=_tell_picture(bot, row),
        texts=tuple(map(_tell_locale, states)),
        price_micros=price,
        currency=shop.currency,
        created_at=row.created_at,
        pushed_at=row.pushed_at,
        used_by=tuple(CampaignUser(id=one.id, name=one.name, state=one.state) for one in own_texts.list_users(db, row)),
    )


def tell_check(db: Session, shop: Merchant, made: CampaignDraft, now: datetime) -> CampaignTextChecked:
    """Return what is to be said of a text that is being written."""
    faults = [(one.path, *say_fault(one)) for one in own_texts.check_text(db, shop, made, now.date())]
    costs = coupons.estimate_discount(db, shop.id, made.coupon, now)
    words = [text for one in made.texts.values() for text in (one.body, one.sms)]
    return CampaignTextChecked(
        errors=tuple(Wrong(pointer=pointer(path), detail=says, remedy=remedy) for path, says, remedy in faults),
        fields=tuple(list_fields(*(text.body for text in made.texts.values()))),
        stock_fields=tuple(sorted(list_pressing(*words))),
        sms={locale: tell_sms(text) for locale, text in made.texts.items()},
        stops={locale: sentence(locale, STOP) for locale in CODES},
        discount=DiscountTold.model_validate(costs) if costs else None,
        currency=shop.currency,
    )


def tell_sms(text: LocaleText) -> SmsTold:
    """Return the size of a text as an SMS, its fields unfilled."""
    size = cost.segments(text.sms or text.body)
    return SmsTold(parts=size.count, units=size.units, encoding=size.encoding)


def _tell_coupon(db: Session, row: CampaignText, now: datetime) -> CouponTold | None:
    costs = coupons.estimate_discount(db, row.merchant_id, row.coupon, now)
    if costs is None:
        return None
    codes = coupons.count_codes(db, row)
    return CouponTold(
        **row.coupon,
        average_order=costs.average_order,
        orders=costs.orders,
        permille=costs.permille,
        reached=costs.reached,
        free=codes.free,
        given=codes.given,
    )


def _tell_picture(bot: Bot, row: CampaignText) -> PictureTold | None:
    if not row.picture_token:
        return None
    url = f"{bot.settings.public_url}{PUBLIC}{row.picture_token}"
    return PictureTold(url=url, type=row.picture_type, size=row.picture_size)


def _tell_locale(one: LocaleState) -> CampaignLocaleTold:
    words = one.words
    return CampaignLocaleTold(
        locale=one.locale,
        body=words.body,
        titles=words.titles,
        stop=one.stop,
        footer=words.footer,
        sms=words.sms,
        sms_size=tell_sms(words),
        dlt={name: getattr(words.dlt, name) for name in words.dlt.__slots__} if words.dlt else None,
        why_no_sms=one.why_no_sms,
        state=one.state,
        category=one.category,
        quality=one.quality,
        reason=one.reason,
        remedy=one.remedy,
        checked_at=one.checked_at,
        can_send=one.can_send,
    )
