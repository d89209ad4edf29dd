"""The templates that somebody of the shop can send to a customer, and a sentence filled for one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.db.templates import Template
from bot.domain import cost
from bot.domain.approvals import APPROVED, NotOffered, why_not_offered
from bot.domain.consent import Purpose
from bot.domain.locale import DEFAULT
from bot.domain.rules import Rule
from bot.domain.sending import window_open
from bot.ports import Offered, Said
from bot.services.messages.wording import Wording
from bot.services.moments.rules import read_rules
from bot.services.people import consent
from bot.services.templates import choosing
from bot.services.templates.choosing import BadVariables

# Of the shop itself, the same in every message: nobody fills them in.
_OF_SHOP = frozenset({"shop"})


class NoSuchTemplate(LookupError):
    """There is no such template that can be sent here; the words of the error say why."""


@dataclass(frozen=True, slots=True)
class OfferedTemplate:
    """A template. `state` is WhatsApp's word for it, `fields` are to be filled in, `price_micros` is an estimate in
    millionths of the shop's currency; `why_not` says why it cannot be sent to this customer now, None where it can.
    """

    name: str
    locale: str
    state: str
    category: str
    body: str
    fields: tuple[str, ...]
    buttons: tuple[str, ...]
    price_micros: int
    why_not: NotOffered | None


def list_offered(db: Session, conversation: Conversation, account: str, now: datetime) -> list[OfferedTemplate]:
    """List the templates of a conversation's shop, those of the customer's language first; the newest of each."""
    mine = select(Template).where(Template.merchant_id == conversation.merchant_id, Template.account == account)
    rules = _rules(db, conversation)
    newest: dict[tuple[str, str], Template] = {}
    for row in db.scalars(mine.order_by(Template.id)):
        known = newest.get((row.key, row.locale))
        if row.key in rules and not (known and known.status == APPROVED != row.status):
            newest[row.key, row.locale] = row
    first = _chain(conversation)
    ordered = sorted(newest.values(), key=lambda row: (_place(first, row.locale), row.key))
    return [_offered(db, conversation, row, now) for row in ordered]


def fill_template(
    db: Session, conversation: Conversation, account: str, name: str, locale: str, values: Mapping[str, str]
) -> Said:
    """Return what a template says with these values, with the buttons of its rule.

    Raises:
        NoSuchTemplate: none of this name is approved, or the customer has said no to its kind.
        bot.services.templates.choosing.BadVariables: a field is missing.
    """
    rule = _rules(db, conversation).get(name)
    ready = choosing.find_ready(db, conversation.merchant, account, name, locale) if rule else None
    if rule is None or ready is None or ready.locale != locale:
        raise NoSuchTemplate("is not approved in this language")
    against = _find_reason(db, conversation, ready.category)
    if against:
        raise NoSuchTemplate(f"may not be sent: {against}")
    missing = next((field for field in ready.fields if field not in _OF_SHOP and not values.get(field, "").strip()), "")
    if missing:
        raise BadVariables(name, missing, "has no value")
    told = {field: " ".join(value.split()) for field, value in values.items() if field not in _OF_SHOP}
    try:
        Wording(db, conversation.merchant, locale).say(name, told)
        offers = tuple(Offered(tap.key, {}, tap.intent, _entities(tap.entities, told)) for tap in rule.buttons)
    except (KeyError, ValueError, TypeError, IndexError) as error:
        raise BadVariables(name, "a field", str(error)) from error
    return Said(name, told, offers=offers)


def _rules(db: Session, conversation: Conversation) -> dict[str, Rule]:
    """The rules whose sentences a person can send, by the sentence: what their buttons name has to be filled in."""
    return {rule.key: rule for rule in read_rules(db, conversation.merchant_id).values() if not rule.picture}


def _entities(named: Mapping[str, str], told: Mapping[str, str]) -> dict[str, str]:
    return {name: value.format_map(told) for name, value in named.items()}


def _chain(conversation: Conversation) -> list[str]:
    spoken = conversation.customer.locale or conversation.merchant.locale
    return list(dict.fromkeys((spoken, conversation.merchant.locale, DEFAULT)))


def _place(chain: list[str], locale: str) -> int:
    return chain.index(locale) if locale in chain else len(chain)


def _offered(db: Session, conversation: Conversation, row: Template, now: datetime) -> OfferedTemplate:
    shop = conversation.merchant
    price = cost.estimate_micros(
        conversation.channel,
        row.category.lower(),
        row.body,
        window_open(conversation.last_inbound_at, now),
        True,
        shop.prices,
        now.date(),
    )
    return OfferedTemplate(
        name=row.key,
        locale=row.locale,
        state=row.status,
        category=row.category,
        body=_name_fields(row, shop.name),
        fields=tuple(field for field in row.fields if field not in _OF_SHOP),
        buttons=tuple(row.buttons),
        price_micros=price,
        why_not=_find_reason(db, conversation, row.category) or why_not_offered(row.status),
    )


def _name_fields(row: Template, shop: str) -> str:
    """The body with {number} for {{1}}, and the shop's name where it stands."""
    body: str = row.body
    for place, field in enumerate(row.fields, 1):
        body = body.replace(f"{{{{{place}}}}}", shop if field in _OF_SHOP else f"{{{field}}}")
    return body


def _find_reason(db: Session, conversation: Conversation, category: str) -> NotOffered | None:
    """Why a customer is not sent templates of a category; None where they are."""
    ledger = consent.read_standing(db, conversation.customer_id, conversation.channel)
    if Purpose.ANY in ledger.withdrawn:
        return NotOffered.OPTED_OUT
    if category != Purpose.MARKETING.upper():
        return None
    if Purpose.MARKETING in ledger.withdrawn:
        return NotOffered.OPTED_OUT
    return None if Purpose.MARKETING in ledger.granted else NotOffered.NO_CONSENT
