"""Why a draft does not start: every rule that it breaks, each with its sentence and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db.broadcasts import Broadcast
from bot.db.outgoing import Alert
from bot.db.shop import Merchant
from bot.db.templates import Template
from bot.domain import approvals, cost
from bot.domain.broadcast_rules import BroadcastRule, list_broadcast_rules
from bot.domain.broadcasts import BroadcastState
from bot.domain.campaign_texts import read_key
from bot.domain.channels import Channel
from bot.domain.consent import Purpose
from bot.domain.hours import opens_at
from bot.domain.prices import LawfulHours, hours_on
from bot.locales.staff import ENGLISH, tell
from bot.services.broadcasts import coupons, trying
from bot.services.broadcasts.sayings import list_keys_of
from bot.services.broadcasts.wording import find_rule
from bot.services.messages.own_texts import choose_locale, find_own_text, read_words
from bot.services.templates import choosing
from bot.services.templates.choosing import Ready

TERMS_ALERT = "twilio:63062"
INDIA = "IN"
SAME_WITHIN = timedelta(days=1)
MICROS = 1_000_000
_NEVER_SAID = (BroadcastState.DRAFT, BroadcastState.CANCELED)


@dataclass(frozen=True, slots=True)
class StartRefusal:
    """A rule that a draft breaks, in words about this draft."""

    rule: BroadcastRule
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def says(self) -> str:
        """What is wrong, in English."""
        return self.say(ENGLISH)

    @property
    def remedy(self) -> str:
        """What to do about it, in English."""
        return self.advise(ENGLISH)

    def say(self, locale: str) -> str:
        """Return what is wrong."""
        return tell(locale, self.rule.says, self.values)

    def advise(self, locale: str) -> str:
        """Return what to do about it."""
        return tell(locale, self.rule.remedy, self.values)


def list_refusals(
    db: Session, broadcast: Broadcast, account: str, present: int, starts_at: datetime, now: datetime
) -> list[StartRefusal]:
    """List the rules that a whole draft breaks, the gravest first; none: it may start.

    Args:
        account: Twilio's, whose templates are used.
        present: how many people its audience has now.
        starts_at: when it would begin.
    """
    merchant = db.get_one(Merchant, broadcast.merchant_id)
    if not merchant.whatsapp_from and not (broadcast.by_sms and merchant.sms_from):
        return [_refuse("sender_missing")]
    texts = [flaw for key in list_keys_of(broadcast) for flaw in _of_text(db, broadcast, key, merchant, account)]
    found = [*texts, *_of_own(db, broadcast), *_of_terms(db, merchant)]
    found += [*_of_sms(db, broadcast, merchant), *_of_hours(broadcast, merchant, starts_at)]
    if present == 0:
        return [*found, _refuse("audience_empty")]
    found += _of_repeat(db, broadcast, now)
    found += _of_budget(db, broadcast, merchant, account, present, now)
    return found


def describe_other_number(present: int) -> StartRefusal:
    """Return the refusal of a start that confirms another number of people."""
    return _refuse("audience_changed", present=present)


def _refuse(name: str, /, **values: object) -> StartRefusal:
    return StartRefusal(list_broadcast_rules()[name], values)


def _of_own(db: Session, broadcast: Broadcast) -> Iterator[StartRefusal]:
    """Of texts of the shop's own: a code for each, and seen on a phone before many see it."""
    texts = [text for key in list_keys_of(broadcast) if (text := find_own_text(db, broadcast.merchant_id, key))]
    for text in texts:
        if text.coupon.get("kind") == coupons.EACH and not coupons.count_codes(db, text).free:
            yield _refuse("codes_missing", name=text.name)
            return
    if texts and (untried := trying.list_untried(db, broadcast)):
        yield _refuse("untried", languages=", ".join(untried))


def _of_text(db: Session, broadcast: Broadcast, key: str, merchant: Merchant, account: str) -> Iterator[StartRefusal]:
    if not merchant.whatsapp_from:
        return
    locale = broadcast.fallback_locale or merchant.locale
    told = {"key": key, "language": locale}
    ready = choosing.find_ready(db, merchant, account, key, locale)
    if ready is None:
        why = choosing.find_reason(db, merchant, account, key, locale)
        name = why if why in list_broadcast_rules() else _BY_REASON.get(why, "template_missing")
        yield _refuse(name, **told)
        return
    row = db.scalars(select(Template).where(Template.merchant_id == merchant.id, Template.sid == ready.sid)).first()
    if row is not None and ready.is_moved:
        yield _refuse("template_moved", **told, asked=row.asked_category.lower(), category=row.category.lower())
    # An older wording may have been approved without it; of a text of the shop's own it is the last one.
    rule = find_rule(key)
    if len(ready.buttons) < (len(rule.buttons) if rule else 1):
        yield _refuse("stop_missing", **told)


_BY_REASON = {approvals.TEMPLATE_REFUSED: "template_rejected", approvals.NO_TEMPLATE: "template_missing"}


def _of_sms(db: Session, broadcast: Broadcast, merchant: Merchant) -> Iterator[StartRefusal]:
    """By SMS in India only what is registered: in the language in which most who have none of theirs get it."""
    if not broadcast.by_sms or not merchant.sms_from or merchant.country != INDIA:
        return
    locale = broadcast.fallback_locale or merchant.locale
    text_id = read_key(broadcast.key)
    words = read_words(db, merchant.id, text_id) if text_id is not None else {}
    chosen = choose_locale(words, locale, merchant.locale)
    if chosen is None or words[chosen].dlt is None:
        yield _refuse("sms_unregistered", language=chosen or locale)


def _of_terms(db: Session, merchant: Merchant) -> Iterator[StartRefusal]:
    """Until somebody closes the alert: that is the word that they are accepted now."""
    known = select(Alert.id).where(Alert.merchant_id == merchant.id, Alert.cause == TERMS_ALERT)
    if merchant.whatsapp_from and db.scalar(known) is not None:
        yield _refuse("terms")


def _of_hours(broadcast: Broadcast, merchant: Merchant, starts_at: datetime) -> Iterator[StartRefusal]:
    """Whether any minute of its life is one in which offers may leave."""
    ends_at = starts_at + timedelta(hours=broadcast.lasts_hours)
    begin, end = merchant.marketing_from, merchant.marketing_until
    opens = opens_at(starts_at, merchant.zone, begin, end)
    if not merchant.whatsapp_from:
        lawful: LawfulHours = hours_on(starts_at.date(), "sms_promotional")
        by_law = opens_at(starts_at, lawful.zone, f"{lawful.begin:%H:%M}", f"{lawful.end:%H:%M}")
        opens = max((at for at in (opens, by_law) if at is not None), default=None)
        begin, end = max(begin, f"{lawful.begin:%H:%M}"), min(end, f"{lawful.end:%H:%M}")
    if opens is not None and opens >= ends_at:
        yield _refuse("hours", hours=f"{begin} – {end}")


def _of_repeat(db: Session, broadcast: Broadcast, now: datetime) -> Iterator[StartRefusal]:
    since = func.coalesce(Broadcast.began_at, Broadcast.starts_at)
    mine = select(Broadcast).where(
        Broadcast.merchant_id == broadcast.merchant_id,
        Broadcast.id != broadcast.id,
        Broadcast.key == broadcast.key,
        Broadcast.state.not_in(_NEVER_SAID),
        since > now - SAME_WITHIN,
    )
    for other in db.scalars(mine.order_by(Broadcast.id.desc())):
        if (other.values, other.audience) == (broadcast.values, broadcast.audience):
            yield _refuse("same_again", name=other.name)
            return


def _of_budget(
    db: Session, broadcast: Broadcast, merchant: Merchant, account: str, present: int, now: datetime
) -> Iterator[StartRefusal]:
    if broadcast.budget_micros is None:
        return
    locale = broadcast.fallback_locale or merchant.locale
    ready = choosing.find_ready(db, merchant, account, broadcast.key, locale)
    price = _estimate(merchant, ready, now)
    people = present - present * broadcast.holdout_percent // 100
    if price * people > broadcast.budget_micros:
        paid, wanted = broadcast.budget_micros // price, f"{price * people / MICROS:.2f}"
        yield _refuse("budget", paid=paid, people=people, wanted=wanted, currency=merchant.currency)


def _estimate(merchant: Merchant, ready: Ready | None, now: datetime) -> int:
    channel = Channel.WHATSAPP if ready else Channel.SMS
    purpose = ready.category.lower() if ready else Purpose.MARKETING
    body = ready.body if ready else "?"
    return cost.estimate_micros(channel, purpose, body, False, ready is not None, merchant.prices, now.date())
