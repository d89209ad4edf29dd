"""The rows of templates: written before Twilio is asked, submitted one at a time, kept in step with WhatsApp."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, bindparam, or_, select, update
from sqlalchemy.orm import Session

from bot.db.base import table_of
from bot.db.claims import insert_once, won
from bot.db.outgoing import OutgoingMessage
from bot.db.shop import Merchant, is_open
from bot.db.templates import Template
from bot.domain.approvals import APPROVED, NO_TEMPLATE, STOPPED, UNSUBMITTED, WAITING, Approval, is_dearer
from bot.domain.delivery import DeliveryState
from bot.services.desk import alerts
from bot.services.templates.choosing import WantedTemplate

# Longer than making a Content and submitting it can take: a row claimed earlier belongs to nobody any more.
LEASE = timedelta(minutes=1)
_TABLE = table_of(Template)
# Only after the lease, and only with a list of Twilio's Contents that was made after it, can a Content that a
# dead process made be found in that list, and not be made twice.
_CLAIM = (
    update(_TABLE)
    .where(
        _TABLE.c.id == bindparam("row"),
        _TABLE.c.status == UNSUBMITTED,
        _TABLE.c.reason == "",
        or_(_TABLE.c.checked_at.is_(None), _TABLE.c.checked_at < bindparam("before")),
    )
    .values(checked_at=bindparam("now"))
)


@dataclass(frozen=True, slots=True)
class TemplateDraft:
    """A template to be made: the row, and what it is made of. `sid` is known when only submitting is left."""

    template_id: int
    name: str
    locale: str
    body: str
    buttons: tuple[str, ...]
    fields: tuple[str, ...]
    with_picture: bool
    samples: dict[str, str]
    category: str
    sid: str | None
    footer: str = ""


def plan(
    db: Session, merchant: Merchant, account: str, found: Iterable[WantedTemplate], picture_base: str, now: datetime
) -> int:
    """Write down the wanted templates that are not there yet; how many. One that was refused gets another try."""
    new = 0
    for one in found:
        wording = one.wording
        written = insert_once(
            db,
            Template,
            merchant_id=merchant.id,
            account=account,
            key=wording.key,
            locale=wording.locale,
            fingerprint=wording.fingerprint(picture_base),
            body=wording.body,
            buttons=list(wording.buttons),
            fields=list(wording.fields),
            with_picture=wording.with_picture,
            footer=wording.footer,
            samples=dict(one.samples),
            name=wording.name(picture_base),
            asked_category=one.category,
            category=one.category,
            status=UNSUBMITTED,
            reason="",
            created_at=now,
        )
        new += written is not None
        for flaw in one.flaws:
            alerts.raise_alert(db, merchant.id, f"template:{flaw.key}:{flaw.locale}:wording", str(flaw), now)
    refused_ones = (Template.merchant_id == merchant.id, Template.account == account, Template.reason != "")
    db.execute(update(Template).where(*refused_ones, Template.status == UNSUBMITTED).values(reason="", checked_at=None))
    return new


def list_missing(
    db: Session, merchant: Merchant, account: str, found: Iterable[WantedTemplate], picture_base: str
) -> list[WantedTemplate]:
    """The wanted templates that are not there yet and that `plan` would write down."""
    query = select(Template.fingerprint).where(Template.merchant_id == merchant.id, Template.account == account)
    there = set(db.scalars(query))
    return [one for one in found if one.wording.fingerprint(picture_base) not in there]


def list_unsubmitted(db: Session, account: str, now: datetime) -> list[int]:
    """Rows of open shops that WhatsApp has not been asked about, the oldest first; not those that Twilio refused."""
    query = select(Template.id).where(
        Template.account == account,
        Template.status == UNSUBMITTED,
        Template.reason == "",
        or_(Template.checked_at.is_(None), Template.checked_at < now - LEASE),
        is_open(Template.merchant_id),
    )
    return list(db.scalars(query.order_by(Template.id)))


def claim(db: Session, template_id: int, listed_at: datetime, now: datetime) -> TemplateDraft | None:
    """Take a row to submit it. `listed_at`: when Twilio's Contents were listed; None when it is not ours."""
    if not won(db, _CLAIM, {"row": template_id, "before": listed_at - LEASE, "now": now}):
        return None
    row = db.get_one(Template, template_id, populate_existing=True)
    return TemplateDraft(
        template_id=row.id,
        name=row.name,
        locale=row.locale,
        body=row.body,
        buttons=tuple(row.buttons),
        fields=tuple(row.fields),
        with_picture=row.with_picture,
        samples=dict(row.samples),
        category=row.asked_category,
        sid=row.sid,
        footer=row.footer,
    )


def put_off(db: Session, template_ids: Iterable[int], now: datetime) -> None:
    """Let these rows wait for the length of a lease, for Twilio is in trouble."""
    late = (Template.id.in_(list(template_ids)), Template.status == UNSUBMITTED)
    db.execute(update(Template).where(*late).values(checked_at=now))


def record_made(db: Session, template_id: int, sid: str) -> None:
    """Record that Twilio has the Content, by its sid."""
    db.execute(update(Template).where(Template.id == template_id).values(sid=sid))


def record_refused(db: Session, template_id: int, reason: str, now: datetime) -> None:
    """Record why Twilio would not take a row: shown, and tried again at the next push."""
    row = db.get_one(Template, template_id, populate_existing=True)
    row.reason = reason or "refused"
    text = f"Twilio did not take the template {row.name} ({row.key} in {row.locale}): {row.reason}"
    alerts.raise_alert(db, row.merchant_id, f"template:{row.name}:refused", text, now)


def is_due(db: Session, account: str, waiting: timedelta, others: timedelta, now: datetime) -> bool:
    """Whether it is time to ask what became of them: of those that wait for a decision, and of all others.

    Asked once: the rows are marked as looked at, whoever looks.
    """
    ours = (Template.account == account, Template.sid.is_not(None), Template.status != UNSUBMITTED)
    late = or_(Template.status.in_(WAITING) & (Template.checked_at < now - waiting), Template.checked_at < now - others)
    result = db.execute(update(Template).where(*ours, late).values(checked_at=now))
    assert isinstance(result, CursorResult)
    return result.rowcount > 0


def list_known_sids(db: Session, account: str) -> set[str]:
    """The Contents of every row that was submitted."""
    query = select(Template.sid).where(Template.account == account, Template.status != UNSUBMITTED)
    return {sid for sid in db.scalars(query) if sid}


def record(db: Session, account: str, sid: str, approval: Approval, now: datetime) -> int:
    """Record what WhatsApp says of a Content now; returns how many rows that changed.

    Two shops of one account with the same wording share a Content: each hears of it.
    """
    changed = 0
    for row in db.scalars(select(Template).where(Template.account == account, Template.sid == sid)):
        changed += _change(db, row, approval, now)
    db.flush()
    return changed


def record_gone(db: Session, account: str, sid: str) -> None:
    """Record that Twilio no longer has the Content: it is made again at the next occasion."""
    db.execute(
        update(Template)
        .where(Template.account == account, Template.sid == sid)
        .values(sid=None, status=UNSUBMITTED, reason="", checked_at=None)
    )


def _change(db: Session, row: Template, approval: Approval, now: datetime) -> bool:
    before = (row.status, row.category, row.reason)
    was_approved = row.status == APPROVED
    recategorised = approval.category not in ("", row.category)
    row.status, row.reason, row.checked_at = approval.status, approval.reason, now
    row.category = approval.category or row.category
    if before == (row.status, row.category, row.reason):
        return False
    if recategorised:
        dearer = is_dearer(row.asked_category, row.category)
        row.moved_at, row.agreed_at, row.agreed_by = now if dearer else None, None, None
    if recategorised and row.category != row.asked_category:
        text = f"WhatsApp made {row.name} ({row.key} in {row.locale}) {row.category}; we asked for {row.asked_category}"
        if dearer:
            text += ": it costs several times as much, and nothing leaves as it before the owner agrees"
        alerts.raise_alert(db, row.merchant_id, f"template:{row.name}:category", text, now)
    if row.status in STOPPED and row.status != before[0]:
        text = f"{row.name} ({row.key} in {row.locale}) is {row.status}: {row.reason or 'no reason was given'}"
        alerts.raise_alert(db, row.merchant_id, f"template:{row.name}:{row.status}", text, now)
    if row.status == APPROVED and not was_approved:
        release_held(db, row.merchant_id, row.key, now)
    return True


def release_held(db: Session, merchant_id: int, key: str, now: datetime) -> None:
    """Let notices that waited for a template of this key be due again, in whichever locale they are."""
    db.execute(
        update(OutgoingMessage)
        .where(
            OutgoingMessage.merchant_id == merchant_id,
            OutgoingMessage.state == DeliveryState.HELD,
            OutgoingMessage.key == key,
            or_(OutgoingMessage.held_because == NO_TEMPLATE, OutgoingMessage.held_because.startswith("template")),
        )
        .values(not_before=now),
        execution_options={"synchronize_session": False},
    )


def list_templates(db: Session, merchant_id: int) -> list[Template]:
    """A shop's templates by key and locale, the newest wording first."""
    order = (Template.key, Template.locale, Template.id.desc())
    return list(db.scalars(select(Template).where(Template.merchant_id == merchant_id).order_by(*order)))
