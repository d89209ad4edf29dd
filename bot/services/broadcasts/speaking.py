"""What one person of a broadcast is told: which text, in which locale, with which values, link, code and buttons."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.broadcasts import Broadcast
from bot.db.campaign_texts import CampaignCode, CampaignText
from bot.db.people import Customer
from bot.db.shop import Merchant
from bot.db.templates import Template
from bot.domain.approvals import APPROVED
from bot.domain.campaign_texts import LINK, ButtonMeans, name_key
from bot.domain.channels import Channel
from bot.domain.field_values import Value
from bot.domain.variants import Variant, choose_variant
from bot.ports import Offered, Said
from bot.services.broadcasts import coupons, sources
from bot.services.broadcasts.wording import fill_values, find_rule
from bot.services.chat.campaign_taps import LATER, SHOW, URL
from bot.services.chat.choices import NO_OFFERS, PERSON
from bot.services.desk.files import PUBLIC
from bot.services.messages.broadcasts import FILE
from bot.services.messages.own_texts import STOP, choose_locale, find_own_text, name_sms, name_title, read_words
from bot.services.storefront import links
from bot.services.templates import choosing

_INTENTS = {ButtonMeans.SHOW: SHOW, ButtonMeans.LATER: LATER, ButtonMeans.PERSON: PERSON.intent}


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is said to a person. `link_token` and `code` are kept by `note_said`, once it is sure that it is said."""

    said: Said
    locale: str
    variant: Variant
    text: CampaignText | None = None  # None: a standard sentence
    link_token: str = ""
    code: CampaignCode | None = None


@dataclass(slots=True)
class Speech:
    """A broadcast's words, with what is the same for all its people."""

    db: Session
    broadcast: Broadcast
    merchant: Merchant
    account: str
    public_url: str
    now: datetime
    locales: dict[tuple[str, str, str], str] = field(default_factory=dict)
    texts: dict[str, CampaignText | None] = field(default_factory=dict)

    def speak(self, customer: Customer, channel: str, variant: Variant | None = None) -> Spoken:
        """Put what a person is told together; nothing is kept yet.

        Args:
            variant: another than the person would get, for who wants to see it.

        Raises:
            KeyError: there is no such text any more.
            bot.services.broadcasts.coupons.NoCode: all codes are given.
            bot.services.broadcasts.sources.EmptyField: nothing stands in a field, and there is no default.
        """
        drawn = choose_variant(self.broadcast.id, customer.id, self.broadcast.second) if variant is None else variant
        key, _ = self._told(drawn)
        locale = self._choose_locale(key, self._find_text(key), customer.locale, channel)
        return self._speak(customer, drawn, locale, channel)

    def speak_in(self, customer: Customer, variant: Variant, locale: str) -> Spoken:
        """Put one of the texts together in a locale of its own choice, for who tries it: no code is used up by that,
        and what a person has nothing for is said by its name.
        """
        return self._speak(customer, variant, locale, Channel.WHATSAPP, is_test=True)

    def find_key(self, variant: Variant) -> str:
        """Return the key of the text that a variant is."""
        return self._told(variant)[0]

    def _told(self, variant: Variant) -> tuple[str, Mapping[str, Any]]:
        second = self.broadcast.second
        if variant == Variant.B and second:
            return second["key"], second["values"]
        return self.broadcast.key, self.broadcast.values

    def _speak(self, customer: Customer, drawn: Variant, locale: str, channel: str, *, is_test: bool = False) -> Spoken:
        key, values = self._told(drawn)
        text = self._find_text(key)
        filled = self._fill(values, customer, locale, is_test)
        if text is None:
            rule = find_rule(key)
            if rule is None:  # of a version of ours that had other sentences
                raise KeyError(key)
            offers = tuple(Offered(tap.key, {}, tap.intent, dict(tap.entities)) for tap in rule.buttons)
            return Spoken(Said(key, filled, offers=offers), locale, drawn)
        code = self._find_code(text, is_test)
        return self._speak_own(text, filled, locale, channel, drawn, code)

    def note_said(self, spoken: Spoken, customer_id: int) -> None:
        """Keep the link and the code of a message, in the transaction that writes the message."""
        self.keep_link(spoken, customer_id, self.broadcast.id)
        if spoken.code is not None:
            coupons.give_code(self.db, spoken.code, self.broadcast.id, customer_id, self.now)

    def keep_link(self, spoken: Spoken, customer_id: int | None, broadcast_id: int | None) -> None:
        """Keep the link of what is said, counted for whom and for which broadcast it is."""
        if spoken.text is not None and spoken.link_token:
            links.keep(
                self.db,
                self.merchant.id,
                spoken.text.link_url,
                spoken.link_token,
                self.now,
                customer_id=customer_id,
                broadcast_id=broadcast_id,
            )

    def _find_text(self, key: str) -> CampaignText | None:
        if key not in self.texts:
            self.texts[key] = find_own_text(self.db, self.merchant.id, key)
        return self.texts[key]

    def _speak_own(
        self,
        text: CampaignText,
        filled: dict[str, Value],
        locale: str,
        channel: str,
        variant: Variant,
        code: CampaignCode | None,
    ) -> Spoken:
        key, words = name_key(text.id), read_words(self.db, self.merchant.id, text.id)[locale]
        token = secrets.token_urlsafe(9) if text.link_url else ""
        url = f"{self.public_url}/l/{token}" if token else ""
        shared = str(text.coupon.get("code") or "TEST-CODE")
        filled |= coupons.fill_coupon(text, self.merchant, code.code if code else shared, self.now.date())
        if url:
            filled[LINK] = url
        if channel == Channel.SMS and words.sms:  # to the letter as it is registered: nothing is added
            said = Said(name_sms(key), filled)
        else:
            said = Said(key, filled, offers=_offers(text, url), picture=self._picture(text))
        return Spoken(said, locale, variant, text, token, code)

    def _picture(self, text: CampaignText) -> str:
        return f"{self.public_url}{PUBLIC}{text.picture_token}" if text.picture_token else ""

    def _find_code(self, text: CampaignText, is_test: bool) -> CampaignCode | None:
        each = text.coupon.get("kind") == coupons.EACH and not is_test
        return coupons.find_free(self.db, text) if each else None

    def _fill(self, values: Mapping[str, Any], customer: Customer, locale: str, is_test: bool) -> dict[str, Value]:
        asking = sources.Asking(self.db, customer, locale)
        ours = {name: source for name, source in values.items() if sources.is_source(source)}
        theirs = {name: source for name, source in values.items() if name not in ours}
        filled = {name: self._fill_one(asking, name, source, is_test) for name, source in ours.items()}
        return filled | fill_values(self.db, theirs, customer, self.broadcast.audience.get(FILE))

    @staticmethod
    def _fill_one(asking: sources.Asking, name: str, source: Mapping[str, Any], is_test: bool) -> Value:
        try:
            return sources.fill_source(asking, source)
        except sources.EmptyField:
            if not is_test:
                raise
            return name

    def _choose_locale(self, key: str, text: CampaignText | None, spoken: str | None, channel: str) -> str:
        """The customer's language, or the broadcast's fallback where it is not known or cannot be sent in it."""
        fallback = self.broadcast.fallback_locale or self.merchant.locale
        asked = (key, spoken or "", channel)
        if asked not in self.locales:
            if text is None:
                self.locales[asked] = self._choose_standard(key, spoken or fallback, fallback, channel)
            else:
                self.locales[asked] = self._choose_own(text, spoken or fallback, fallback, channel)
        return self.locales[asked]

    def choose_standard(self, key: str, spoken: str, fallback: str) -> tuple[str, bool]:
        """Return the locale in which a standard sentence reaches who reads `spoken` on WhatsApp, and whether it can."""
        for locale in dict.fromkeys((spoken, fallback)):
            if ready := choosing.find_ready(self.db, self.merchant, self.account, key, locale):
                return ready.locale, True
        return fallback, False

    def _choose_standard(self, key: str, spoken: str, fallback: str, channel: str) -> str:
        if channel != Channel.WHATSAPP:
            return spoken
        return spoken if choosing.find_ready(self.db, self.merchant, self.account, key, spoken) else fallback

    def _choose_own(self, text: CampaignText, spoken: str, fallback: str, channel: str) -> str:
        words = read_words(self.db, self.merchant.id, text.id)
        if channel == Channel.SMS:
            best = {locale: one for locale, one in words.items() if one.sms}
        else:
            approved = list_approved(self.db, text, self.account)
            best = {locale: one for locale, one in words.items() if locale in approved}
        chosen = choose_locale(best or words, spoken, fallback, self.merchant.locale)
        if chosen is None:
            raise KeyError(name_key(text.id))
        return chosen


def list_approved(db: Session, text: CampaignText, account: str) -> set[str]:
    """Return the locales in which WhatsApp takes a text now."""
    mine = select(Template.locale).where(Template.merchant_id == text.merchant_id, Template.account == account)
    taken = mine.where(Template.key == name_key(text.id), Template.status == APPROVED, Template.sid.is_not(None))
    return set(db.scalars(taken))


def _offers(text: CampaignText, url: str) -> tuple[Offered, ...]:
    """The shop's own buttons, and the stop that ends every offer."""
    own = []
    for place, one in enumerate(text.buttons):
        entities = {URL: url} if one == ButtonMeans.SHOW else {}
        own.append(Offered(name_title(name_key(text.id), place), {}, _INTENTS[ButtonMeans(one)], entities))
    return (*own, Offered(STOP, {}, NO_OFFERS))
