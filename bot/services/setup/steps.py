"""The steps by which a shop is set up, each done by what is there and not by a tick."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db.conversations import InboundMessage
from bot.db.setup import SetupNote
from bot.db.shop import FaqText, FaqTopic, Merchant, PinArea
from bot.db.templates import Template
from bot.domain.approvals import APPROVED, STOPPED, WAITING
from bot.domain.connections import ConnectionState
from bot.platforms import PLATFORMS
from bot.ports.platforms import Role
from bot.services.accounts import opt_out, own
from bot.services.connections.health import ConnectionHealth, list_health
from bot.services.connections.pulls import BEGINNING
from bot.services.setup.notes import SKIPPED, TWILIO, read_notes


class StepName(StrEnum):
    """What has to be there before a shop is live, in the order it is best done."""

    SHOP = "shop"
    TWILIO = "twilio"
    SYSTEM = "system"
    CARRIER = "carrier"
    ANSWERS = "answers"
    TEMPLATES = "templates"
    LIVE = "live"


# Without these nobody could be told anything; all others may be left for later.
NEEDED = frozenset({StepName.SHOP, StepName.TWILIO, StepName.LIVE})


@dataclass(frozen=True, slots=True)
class SetupStep:
    """A step: whether it is done, left for later, what is missing by name, and what there is to show."""

    name: StepName
    done: bool
    skipped: bool = False
    missing: tuple[str, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Known:
    shop: Merchant
    connections: list[ConnectionHealth]
    notes: dict[str, SetupNote]
    account: str


def read_steps(db: Session, merchant_id: int, account: str) -> list[SetupStep]:
    """Return how far a shop is; `account`: the installation's at Twilio."""
    shop = db.get_one(Merchant, merchant_id)
    account = own.choose_account(shop, account)
    known = _Known(shop, list_health(db, merchant_id), read_notes(db, merchant_id), account)
    return [_STEPS[name](db, known) for name in StepName]


def list_unready(steps: list[SetupStep]) -> list[str]:
    """Return what is still missing before the shop may be live: steps that are neither done nor may be left."""
    return [step.name for step in steps if step.name in NEEDED - {StepName.LIVE} and not step.done]


def _shop(_db: Session, known: _Known) -> SetupStep:
    shop = known.shop
    wanted = {
        "contact": bool(shop.contact_phone or shop.contact_email),
        "site_url": bool(shop.site_url),
        "logo_url": bool(shop.logo_url),
    }
    missing = tuple(name for name, there in wanted.items() if not there)
    return SetupStep(StepName.SHOP, "contact" not in missing, missing=missing, facts={"name": shop.name})


def _twilio(db: Session, known: _Known) -> SetupStep:
    shop, tried = known.shop, known.notes.get(TWILIO)
    # At the numbers it has now: what came to those of another account says nothing of them.
    here = InboundMessage.receiver.in_([number for number in (shop.whatsapp_from, shop.sms_from) if number])
    heard = select(InboundMessage.received_at).where(InboundMessage.merchant_id == shop.id, here)
    heard_at = db.scalar(heard.order_by(InboundMessage.received_at.desc()).limit(1))
    wanted = {"sender": bool(shop.whatsapp_from or shop.sms_from), "test_message": heard_at is not None}
    missing = tuple(name for name, there in wanted.items() if not there)
    own_account, opt_out_seen = own.find_own(db, shop.id), opt_out.find_seen(db, shop.id)
    facts = {
        "account": own.name_briefly(own_account.sid) if own_account else None,
        "account_name": own_account.name if own_account else None,
        "account_since": own_account.since.isoformat() if own_account else None,
        "opt_out_on": opt_out_seen.is_on if opt_out_seen else None,
        "opt_out_at": opt_out_seen.at.isoformat() if opt_out_seen else None,
        "whatsapp_from": shop.whatsapp_from,
        "sms_from": shop.sms_from,
        "heard_at": heard_at.isoformat() if heard_at else None,
        "tried_at": tried.at.isoformat() if tried else None,
    }
    return SetupStep(StepName.TWILIO, not missing, missing=missing, facts=facts)


def _system(_db: Session, known: _Known) -> SetupStep:
    mine = [one for one in _active(known) if PLATFORMS[one.connection.kind].role is not Role.CARRIER]
    orders = sum(one.orders for one in mine)
    missing = ("connection",) if not mine else ("orders",) if not orders else ()
    facts = {"kinds": [one.connection.kind for one in mine], "orders": orders, "kept": sum(one.kept for one in mine)}
    facts |= {"products": sum(one.products for one in mine), "reading": _list_reading(mine)}
    return SetupStep(StepName.SYSTEM, not missing, _is_skipped(known, StepName.SYSTEM), missing, facts)


def _list_reading(connections: list[ConnectionHealth]) -> list[dict[str, int | None]]:
    """Return the catalogues that are being read whole: how many products are read, of how many."""
    catalogues = [one.catalogue for one in connections if one.catalogue is not None]
    return [{"seen": one.seen, "total": one.total} for one in catalogues if one.complete_until <= BEGINNING]


def _carrier(_db: Session, known: _Known) -> SetupStep:
    mine = [one for one in _active(known) if PLATFORMS[one.connection.kind].role is Role.CARRIER]
    heard = [one for one in mine if one.last_event_at is not None]
    missing = ("connection",) if not mine else ("parcel",) if not heard else ()
    newest = max((one.last_event_at for one in heard if one.last_event_at), default=None)
    facts = {"kinds": [one.connection.kind for one in mine], "heard_at": newest.isoformat() if newest else None}
    return SetupStep(StepName.CARRIER, not missing, _is_skipped(known, StepName.CARRIER), missing, facts)


def _answers(db: Session, known: _Known) -> SetupStep:
    of = known.shop.id
    topics = db.scalar(select(func.count()).select_from(FaqTopic).where(FaqTopic.merchant_id == of)) or 0
    texts = select(func.count()).select_from(FaqText).join(FaqTopic, FaqTopic.id == FaqText.topic_id)
    areas = db.scalar(select(func.count()).select_from(PinArea).where(PinArea.merchant_id == of)) or 0
    wanted = {"topics": topics > 0, "areas": areas > 0}
    missing = tuple(name for name, there in wanted.items() if not there)
    facts = {"topics": topics, "texts": db.scalar(texts.where(FaqTopic.merchant_id == of)) or 0, "areas": areas}
    return SetupStep(StepName.ANSWERS, not missing, _is_skipped(known, StepName.ANSWERS), missing, facts)


def _templates(db: Session, known: _Known) -> SetupStep:
    mine = (Template.merchant_id == known.shop.id, Template.account == known.account)
    query = select(Template.status, func.count()).where(*mine).group_by(Template.status)
    counted: dict[str, int] = {row[0]: row[1] for row in db.execute(query)}
    approved = sum(count for status, count in counted.items() if status == APPROVED)
    waiting = sum(count for status, count in counted.items() if status in WAITING)
    facts = {
        "all": sum(counted.values()),
        "approved": approved,
        "waiting": waiting,
        "refused": sum(count for status, count in counted.items() if status in STOPPED),
    }
    missing = ("pushed",) if not counted else ("approved",) if not approved else ()
    return SetupStep(StepName.TEMPLATES, not missing, _is_skipped(known, StepName.TEMPLATES), missing, facts)


def _live(_db: Session, known: _Known) -> SetupStep:
    return SetupStep(StepName.LIVE, known.shop.live, missing=() if known.shop.live else ("live",))


def _active(known: _Known) -> list[ConnectionHealth]:
    return [one for one in known.connections if one.connection.state == ConnectionState.ACTIVE]


def _is_skipped(known: _Known, step: StepName) -> bool:
    return f"{SKIPPED}{step}" in known.notes


_STEPS: dict[StepName, Callable[[Session, _Known], SetupStep]] = {
    StepName.SHOP: _shop,
    StepName.TWILIO: _twilio,
    StepName.SYSTEM: _system,
    StepName.CARRIER: _carrier,
    StepName.ANSWERS: _answers,
    StepName.TEMPLATES: _templates,
    StepName.LIVE: _live,
}
