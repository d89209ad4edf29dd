"""What decides whether messages may leave, read for all people of a batch in a few statements.

The functions that read it of one person find it then (bot.db.ahead): the rules are the same, however many leave.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.ahead import keep
from bot.db.people import Customer, Identity
from bot.domain.channels import Channel
from bot.services.notices import trouble
from bot.services.people import consent, conversations, customers
from bot.services.sending import limits, prospect

_PEOPLE = "people"


def read_ahead(db: Session, merchant_id: int, customer_ids: Collection[int], now: datetime) -> None:
    """Read and keep what is known of the customers of a shop until the transaction ends; they are locked."""
    ids = sorted(set(customer_ids))
    keep(db, limits.TOLD, limits.read_told(db, ids, now))
    # Kept, so that the session does not let go of them and reads each by itself.
    people = db.scalars(select(Customer).where(Customer.merchant_id == merchant_id, Customer.id.in_(ids)))
    keep(db, _PEOPLE, {person.id: person for person in people})
    names = customers.read_addresses(db, ids)
    keep(db, customers.ADDRESSES, names)
    nothing = consent.Standing(frozenset(), frozenset())
    silent = {(one, channel.value): nothing for one in ids for channel in Channel}
    keep(db, consent.STANDING, silent | consent.read_standings(db, ids))
    keep(db, trouble.TROUBLE, trouble.find_troubles(db, merchant_id, ids, now))
    addresses = {name.value for known in names.values() for name in known}
    conversations.read_ahead(db, merchant_id, addresses)
    _read_names(db, merchant_id, addresses)


def _read_names(db: Session, merchant_id: int, addresses: Collection[str]) -> None:
    """Keep what is known of each address: it may be another customer's too."""
    of_shop = select(Identity).where(Identity.merchant_id == merchant_id, Identity.value.in_(addresses))
    found: dict[tuple[int, str], Identity | None] = {}
    for name in db.scalars(of_shop):
        found.setdefault((merchant_id, name.value), name)
    keep(db, prospect.NAMED, found)
