"""What is right of a list is accepted: its people become customers, and what they agreed to is written down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from bot.db.claims import won
from bot.db.lists import AudienceFile, AudienceRow
from bot.db.people import Customer, Identity
from bot.domain.consent import ConsentSource, Purpose
from bot.domain.lists.faults import ListFault
from bot.domain.lists.states import ListState
from bot.services.broadcasts.lists.reading import BATCH, LEASE, note_faults
from bot.services.incoming.people import read_locale
from bot.services.people import consent
from bot.services.people.consent import ConsentWord
from bot.services.people.customers import PHONE


class NotReady(Exception):
    """Raised for a list that cannot be accepted; says why, and what to do."""


def accept_list(db: Session, file: AudienceFile, now: datetime) -> bool:
    """Accept the rows of a list that are right; False when they were accepted before.

    Raises:
        NotReady: it is still being read, or nothing of it is right.
    """
    if file.state == ListState.READING:
        raise NotReady("Its rows are still being read: wait a moment.")
    if file.state != ListState.READ:
        return False
    if not file.people:
        raise NotReady("No row of it can be used: mend the file and upload it again.")
    mine = update(AudienceFile).where(AudienceFile.id == file.id, AudienceFile.state == ListState.READ)
    # Counted anew: two rows may turn out to be one person, whom we know by both numbers.
    return won(db, mine.values(state=ListState.ACCEPTING, accepted_at=now, lease_until=now, people=0))


def resolve_batch(db: Session, file_id: int, now: datetime, batch: int = BATCH) -> bool:
    """Make customers of the next people of an accepted list; False when there is nobody left, or it goes no further.

    Their customers, their consent and the mark it has come to are one transaction.
    """
    file = db.get_one(AudienceFile, file_id, populate_existing=True)
    if file.state != ListState.ACCEPTING:
        return False
    mark = file.resolved_to
    mine = (AudienceFile.id == file_id, AudienceFile.state == ListState.ACCEPTING, AudienceFile.resolved_to == mark)
    following = select(AudienceRow).where(AudienceRow.file_id == file_id, AudienceRow.number > mark)
    rows = list(db.scalars(following.order_by(AudienceRow.number).limit(batch)))
    if not rows:
        won(db, update(AudienceFile).where(*mine).values(state=ListState.ACCEPTED))
        return False
    if not won(db, update(AudienceFile).where(*mine).values(resolved_to=rows[-1].number, lease_until=now + LEASE)):
        return True  # another worker is at it
    db.refresh(file)
    people = _link(db, file, rows, _find_or_add(db, file, rows, now))
    refused = _grant(db, file, people)
    file.people += len(people)
    file.stopped += len(refused)
    db.flush()
    return True


def _find_or_add(db: Session, file: AudienceFile, rows: Sequence[AudienceRow], now: datetime) -> dict[str, int]:
    """Phone -> customer, of all these rows; who was not known is added."""
    mine = (Identity.merchant_id == file.merchant_id, Identity.kind == PHONE)
    phones = [row.phone for row in rows if row.phone is not None]
    found = db.execute(select(Identity.value, Identity.customer_id).where(*mine, Identity.value.in_(phones)))
    known: dict[str, int] = {value: customer_id for value, customer_id in found}
    _complete(db, known, rows)
    strangers = [row for row in rows if row.phone is not None and row.phone not in known]
    if strangers:
        whole = {"merchant_id": file.merchant_id, "created_at": now}
        people = [whole | {"name": row.name, "locale": read_locale(row.locale)} for row in strangers]
        ids = db.scalars(insert(Customer).returning(Customer.id, sort_by_parameter_order=True), people).all()
        added = {str(row.phone): customer_id for row, customer_id in zip(strangers, ids, strict=True)}
        hers = {"merchant_id": file.merchant_id, "kind": PHONE}
        # Somebody who becomes known at this very moment ends the batch; it is begun again.
        db.execute(insert(Identity), [hers | {"value": phone, "customer_id": one} for phone, one in added.items()])
        known |= added
        file.newcomers += len(added)
    return known


def _complete(db: Session, known: dict[str, int], rows: Sequence[AudienceRow]) -> None:
    """Take over what was not known of customers, as from an order."""
    told = {known[row.phone]: row for row in rows if row.phone in known}
    lacking = select(Customer).where(Customer.id.in_(told), (Customer.name == "") | Customer.locale.is_(None))
    for customer in db.scalars(lacking):
        row = told[customer.id]
        customer.name = customer.name or row.name
        customer.locale = customer.locale or read_locale(row.locale)


def _link(db: Session, file: AudienceFile, rows: Sequence[AudienceRow], whose: dict[str, int]) -> list[int]:
    """Note whose each row is, and forget its phone; who is in the list already by another number is left out."""
    ids = set(whose.values())
    placed = select(AudienceRow.customer_id, AudienceRow.number).where(
        AudienceRow.file_id == file.id, AudienceRow.customer_id.in_(ids)
    )
    first = {customer_id: number for customer_id, number in db.execute(placed) if customer_id is not None}
    linked, doubled, faults = [], [], []
    for row in rows:
        if row.phone is None:
            continue
        customer_id = whose[row.phone]
        if customer_id in first:
            doubled.append(row.id)
            faults.append(ListFault("repeated", row.number, {"first": first[customer_id]}))
            continue
        first[customer_id] = row.number
        linked.append({"id": row.id, "customer_id": customer_id, "phone": None})
    if linked:
        db.execute(update(AudienceRow), linked)
    if doubled:
        db.execute(delete(AudienceRow).where(AudienceRow.id.in_(doubled)))
        note_faults(file, faults)
    return [int(one["customer_id"] or 0) for one in linked]


def _grant(db: Session, file: AudienceFile, people: Sequence[int]) -> set[int]:
    """Write down what they agreed to; returns who has said no on every channel of it."""
    refused = set(people)
    for channel in file.channels:
        word = ConsentWord(
            channel,
            Purpose.MARKETING,
            True,
            ConsentSource(file.consent_source),
            file.consent_words,
            file.consent_at,
            file.consent_locale,
        )
        refused &= consent.grant_told(db, file.merchant_id, people, word)
    return refused
