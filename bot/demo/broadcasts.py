"""A broadcast of last week with its receipt, and a draft to the phone page's people, made by the system's own steps."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.db.people import Consent, Identity
from bot.db.shop import Merchant, Product
from bot.db.templates import Template
from bot.demo.broadcast_replies import add_replies
from bot.demo.calendar import Calendar
from bot.demo.cast import CAST
from bot.demo.people import Stage
from bot.demo.regulars import list_regulars
from bot.demo.sent_broadcast import SentBroadcast, bill, send
from bot.demo.staff import WHO
from bot.domain.approvals import APPROVED, UNSUBMITTED
from bot.domain.channels import Channel
from bot.domain.consent import ConsentSource, Purpose
from bot.services.broadcasts import draft, freezing, launch
from bot.services.broadcasts.draft import BroadcastDraft
from bot.services.people.customers import PHONE
from bot.services.staff import accounts
from bot.services.templates import choosing, rows

KEY, DAY, HOUR = "notice.thanks", -6, "11:00"
LASTS = 48
STOPPED = (20, 51)  # of the regulars, by their place: said no to offers long before
_A_MINUTE = timedelta(minutes=1)


def add_broadcasts(db: Session, merchant: Merchant, account: str, now: datetime) -> None:
    """Add the shop's regulars, the broadcast that they got and the draft that is ready, once."""
    regulars = list_regulars()
    here = select(Identity.id).filter_by(merchant_id=merchant.id, kind=PHONE, value=regulars.people[0].phone)
    if db.scalar(here) is not None:
        return
    calendar = Calendar(now, ZoneInfo(merchant.zone))
    products = {one.sku: one for one in db.scalars(select(Product).filter_by(merchant_id=merchant.id))}
    stage = Stage(db, merchant, products, calendar, regulars)
    stage.add_everybody()
    ids = [stage.customers[one.phone].id for one in regulars.people]
    for place in STOPPED:
        db.add(_stop(merchant, ids[place], calendar.at(-40, "18:30")))
    marketer = accounts.find_by_email(db, merchant.id, WHO["marketer"])
    began = calendar.at(DAY, HOUR)
    with _approved(db, merchant, account, began):
        broadcast_id = _start(db, merchant, account, ids, marketer.id if marketer else None, began)
        past = SentBroadcast(db, account, broadcast_id)
        send(past)
        bill(past)
        staff = {
            who: member.id for who, email in WHO.items() if (member := accounts.find_by_email(db, merchant.id, email))
        }
        add_replies(db, broadcast_id, staff, began)
    _draft(db, merchant, now)


def _start(db: Session, merchant: Merchant, account: str, ids: list[int], staff_id: int | None, began: datetime) -> int:
    """Draft it some minutes before, and let it begin at its time."""
    whole = BroadcastDraft(
        "A thank-you to our regulars",
        key=KEY,
        values=_say("₹100", "₹1,000", "RANG100"),
        audience={"customers": ids},
        starts_at=began,
        lasts_hours=LASTS,
        holdout_percent=10,
    )
    drafted = began - 5 * _A_MINUTE
    row = draft.add_draft(db, merchant.id, whole, drafted)
    launch.start(db, row, len(ids), account, staff_id, drafted + _A_MINUTE)
    launch.begin(db, row.id, began)
    while freezing.freeze_batch(db, row.id, began):
        pass
    return row.id


def _draft(db: Session, merchant: Merchant, now: datetime) -> None:
    """The draft that is ready: to those whom the phone page has, at once."""
    phones = [one.phone for one in CAST.people]
    mine = select(Identity.customer_id).where(Identity.merchant_id == merchant.id, Identity.kind == PHONE)
    ids = list(db.scalars(mine.where(Identity.value.in_(phones)).order_by(Identity.customer_id)))
    whole = BroadcastDraft(
        "Festive thank-you", key=KEY, values=_say("₹250", "₹2,000", "RANG250"), audience={"customers": ids}
    )
    draft.add_draft(db, merchant.id, whole, now - 30 * _A_MINUTE)


def _say(amount: str, minimum: str, code: str) -> Mapping[str, Mapping[str, str]]:
    texts = {"amount": amount, "minimum": minimum, "code": code}
    return {"name": {"field": "first_name", "default": "friend"}} | {
        name: {"text": text} for name, text in texts.items()
    }


def _stop(merchant: Merchant, customer_id: int, at: datetime) -> Consent:
    said = {"channel": Channel.WHATSAPP, "purpose": Purpose.MARKETING, "granted": False, "words": "No more offers"}
    return Consent(merchant_id=merchant.id, customer_id=customer_id, **said, source=ConsentSource.BUTTON, at=at)


@contextmanager
def _approved(db: Session, merchant: Merchant, account: str, at: datetime) -> Iterator[None]:
    """Within, WhatsApp has approved its template in every language; afterwards the simulator is asked as for others."""
    wanted = [one for one in choosing.list_wanted(db, merchant) if one.wording.key == KEY]
    rows.plan(db, merchant, account, wanted, "", at - timedelta(days=30))
    mine = (Template.merchant_id == merchant.id, Template.key == KEY)
    for row in db.scalars(select(Template).where(*mine)):
        row.sid, row.status, row.checked_at = f"HX{secrets.token_hex(16)}", APPROVED, at
    db.flush()
    yield
    db.execute(update(Template).where(*mine).values(sid=None, status=UNSUBMITTED, checked_at=None))
    db.expire_all()
