"""What is asked again and again, because a webhook may be missed: when, from where on, and how far nothing is missing.

A pull is claimed by a lease and asked page by page. Each page moves the cursor in the transaction that stores what it
held, so that whoever takes over after a crash goes on where it stands.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Select, Update, or_, select, update
from sqlalchemy.orm import Session, joinedload

from bot.db.claims import won
from bot.db.connections import Connection, Pull
from bot.db.shop import Merchant, is_open
from bot.domain.channels import Channel
from bot.domain.connections import ConnectionState
from bot.platforms import PULLED
from bot.ports import ApiError, Known
from bot.ports.platforms import Pulled
from bot.services.desk import alerts

EVERY = timedelta(minutes=15)
# Of products webhooks tell, and a catalogue changes slowly.
PRODUCTS_EVERY = timedelta(hours=6)
# Clocks differ, and a page may move while it is read: each window begins a little before the last one's end.
OVERLAP = timedelta(minutes=10)
LEASE = timedelta(minutes=3)
# Younger messages may still be on their way to the webhook.
SETTLED = timedelta(minutes=2)
# Customers ask about the orders they placed before their shop came to us.
FIRST_LOOK = timedelta(days=30)
# A catalogue that was never read to its end, or is to be read again, is read whole.
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
FIRST_WAIT, LONGEST_WAIT, REFUSED_WAIT = timedelta(seconds=30), timedelta(hours=1), timedelta(hours=6)
ALERT_AFTER = 5  # failures in a row that nobody's credentials are to blame for
_OF_CONNECTIONS = (Pulled.ORDERS, Pulled.PRODUCTS, Pulled.TRACKING)


@dataclass(frozen=True, slots=True)
class Asked:
    """A pull that is ours until `lease`: ask for what changed from `since` on, at `cursor`.

    `connection` is None for Twilio's messages. `numbers` are the shop's own, as (channel, E.164), `account` its
    own at Twilio, as (sid, row), or ("", None). `turned`: a page is in since it was claimed. `whole`: of a catalogue,
    all there is, whenever it changed.
    """

    pull_id: int
    merchant_id: int
    what: str
    connection: Connection | None
    known: Known
    numbers: tuple[tuple[str, str], ...]
    account: tuple[str, int | None]
    since: datetime
    until: datetime
    cursor: str | None
    lease: datetime
    turned: bool = False
    whole: bool = False


def plan(db: Session, now: datetime) -> None:
    """Make the pulls that are missing: of connections with an API, and of each shop's messages."""
    # The locks make a second scheduler wait: null is no part of a unique key, so only we can keep messages single.
    list(db.scalars(select(Merchant.id).order_by(Merchant.id).with_for_update(key_share=True)))
    for merchant_id in list(db.scalars(_shops_without())):
        db.add(_new(merchant_id, None, Pulled.MESSAGES, now, now))
    for what in _OF_CONNECTIONS:
        for connection in list(db.scalars(_connections_without(what))):
            begin = BEGINNING if what == Pulled.PRODUCTS else connection.created_at - FIRST_LOOK
            db.add(_new(connection.merchant_id, connection.id, what, begin, now))
    db.flush()


def is_planned(db: Session) -> bool:
    """Whether no pull is missing."""
    missing = (db.scalars(_connections_without(what)).first() for what in _OF_CONNECTIONS)
    return db.scalars(_shops_without()).first() is None and not any(missing)


def resume(db: Session, connection: Connection, now: datetime) -> None:
    """Ask at once after a new connecting, and forget what was wrong. Whoever still asks as before loses the lease."""
    ours = (Pull.merchant_id == connection.merchant_id, Pull.connection_id == connection.id)
    db.execute(update(Pull).where(*ours).values(next_at=now, lease_until=None, failures=0, last_error=None))
    for what in PULLED.get(connection.kind, ()):
        alerts.clear_alert(db, connection.merchant_id, _cause(what, connection))


def read_again(db: Session, connection: Connection, now: datetime) -> bool:
    """Have a connection's catalogue read from its beginning; False where that is under way, or nothing is asked of it.

    Whoever is reading what changed loses the lease.
    """
    ours = (Pull.connection_id == connection.id, Pull.what == Pulled.PRODUCTS, Pull.complete_until > BEGINNING)
    anew = update(Pull).where(Pull.merchant_id == connection.merchant_id, *ours)
    begin = {"complete_until": BEGINNING, "reaching_until": None, "cursor": None, "seen": 0, "total": None}
    return won(db, anew.values(**begin, next_at=now, lease_until=None, failures=0, last_error=None))


def list_due(db: Session, now: datetime, limit: int) -> list[int]:
    """Pulls of open shops whose time has come and that nobody is asking, the longest waiting first."""
    active = or_(Pull.connection_id.is_(None), Connection.state == ConnectionState.ACTIVE)
    query = select(Pull.id).outerjoin(Connection, Connection.id == Pull.connection_id)
    query = query.where(active, Pull.next_at <= now, _free(now), is_open(Pull.merchant_id))
    return list(db.scalars(query.order_by(Pull.next_at).limit(limit)))


def claim(db: Session, pull_id: int, now: datetime) -> Asked | None:
    """Take a pull that is due; None when it is not, or somebody else's. A window that was begun goes on."""
    lease = now + LEASE
    ours = update(Pull).where(Pull.id == pull_id, Pull.next_at <= now, _free(now), is_open(Pull.merchant_id))
    if not won(db, ours.values(lease_until=lease)):
        return None
    pull = db.get_one(Pull, pull_id, options=[joinedload(Pull.connection)], populate_existing=True)
    if pull.connection is not None and pull.connection.state != ConnectionState.ACTIVE:
        pull.lease_until, pull.next_at = None, now + EVERY
        return None
    if pull.reaching_until is None:
        pull.reaching_until = now - SETTLED if pull.what == Pulled.MESSAGES else now
    merchant = db.get_one(Merchant, pull.merchant_id)
    numbers = ((Channel.WHATSAPP, merchant.whatsapp_from), (Channel.SMS, merchant.sms_from))
    db.flush()
    return Asked(
        pull_id=pull.id,
        merchant_id=pull.merchant_id,
        what=pull.what,
        connection=pull.connection,
        known=Known(merchant.currency, merchant.zone, merchant.country, now),
        numbers=tuple((channel, number) for channel, number in numbers if number),
        account=(merchant.twilio_sid, merchant.twilio_account_id),
        since=pull.complete_until - OVERLAP,
        until=pull.reaching_until,
        cursor=pull.cursor,
        lease=lease,
        whole=pull.complete_until <= BEGINNING,
    )


@dataclass(frozen=True, slots=True)
class Turned:
    """A page that is in: what webhooks had missed of it, how much it held, of how many the first one is.

    `cursor` None: it was the last page, and nothing is missing up to the window's end. `pause` None: the next page is
    asked at once; otherwise the pull is given back until then.
    """

    cursor: str | None
    found: int
    pause: timedelta | None = None
    held: int = 0
    total: int | None = None


def begin_messages_anew(db: Session, merchant_id: int, now: datetime) -> None:
    """Ask for a shop's messages from where nothing is missing: the place in a list was another account's."""
    mine = (Pull.merchant_id == merchant_id, Pull.connection_id.is_(None), Pull.what == Pulled.MESSAGES)
    anew = {"cursor": None, "reaching_until": None, "lease_until": None, "failures": 0, "last_error": None}
    db.execute(update(Pull).where(*mine).values(**anew, next_at=now))


def turn_page(db: Session, asked: Asked, page: Turned, now: datetime) -> Asked | None:
    """Note that a page is in; returns what to ask next.

    Raises:
        LostLease: somebody else took over; what the page held is theirs to store.
    """
    cursor, pause, lease = page.cursor, page.pause, now + LEASE
    values: dict[str, object] = {"cursor": cursor, "found": Pull.found + page.found}
    # A window that is asked from its beginning once more is counted from there.
    first = asked.cursor is None
    values |= {"seen": page.held, "total": page.total} if first else {"seen": Pull.seen + page.held}
    if cursor is None:
        rest = PRODUCTS_EVERY if asked.what == Pulled.PRODUCTS else EVERY
        values |= {"complete_until": asked.until, "reaching_until": None, "next_at": now + rest, "lease_until": None}
        # Not before: a page that is always broken would never be told of, for the pages before it are fine each time.
        values |= {"failures": 0, "last_error": None}
    elif pause is not None:
        values |= {"next_at": now + pause, "lease_until": None}
    else:
        values |= {"lease_until": lease}
    if not won(db, _held(asked).values(**values)):
        raise LostLease
    if cursor is None or pause is not None:
        return None
    return replace(asked, cursor=cursor, lease=lease, turned=True)


def record_failure(db: Session, asked: Asked, error: ApiError, now: datetime) -> None:
    """Note a failure, and when to try again; a person hears of what only a person can mend."""
    pull = db.get_one(Pull, asked.pull_id, with_for_update=True, populate_existing=True)
    if pull.lease_until != asked.lease:
        return
    # What passes has passed when a page came in since; what is broken begins again from the first page.
    before = 0 if asked.turned and error.kind == "later" else pull.failures
    pull.failures, pull.last_error, pull.lease_until = before + 1, error.reason, None
    if error.kind == "credentials":
        wait = REFUSED_WAIT
    else:
        wait = max(error.wait, min(FIRST_WAIT * 2 ** min(pull.failures - 1, 10), LONGEST_WAIT))
    if error.kind == "broken":  # perhaps the cursor has grown too old: the window is asked from its beginning
        pull.cursor = pull.reaching_until = None
    pull.next_at = now + wait
    if error.kind == "credentials" or pull.failures == ALERT_AFTER:
        text = f"{_name(asked)}: {error.reason}"
        alerts.raise_alert(db, asked.merchant_id, _cause(asked.what, asked.connection), text, now)
    db.flush()


class LostLease(Exception):
    """The lease ended while a page was on its way, and somebody else has taken over."""


def _cause(what: str, connection: Connection | None) -> str:
    return f"pull:{what}:{connection.id if connection else 'twilio'}"


def _name(asked: Asked) -> str:
    return f"{asked.connection.kind} {asked.connection.account}" if asked.connection else "Twilio's messages"


def _new(merchant_id: int, connection_id: int | None, what: str, begin: datetime, now: datetime) -> Pull:
    return Pull(merchant_id=merchant_id, connection_id=connection_id, what=what, complete_until=begin, next_at=now)


def _shops_without() -> Select[int]:
    there = select(Pull.id).where(Pull.merchant_id == Merchant.id, Pull.what == Pulled.MESSAGES).exists()
    return select(Merchant.id).where(~there).order_by(Merchant.id)


def _connections_without(what: Pulled) -> Select[Connection]:
    there = select(Pull.id).where(Pull.connection_id == Connection.id, Pull.what == what).exists()
    kinds = [kind for kind, asked in PULLED.items() if what in asked]
    wanted = (Connection.state == ConnectionState.ACTIVE, Connection.kind.in_(kinds))
    return select(Connection).where(*wanted, ~there).order_by(Connection.id)


def _free(now: datetime) -> ColumnElement[bool]:
    return or_(Pull.lease_until.is_(None), Pull.lease_until < now)


def _held(asked: Asked) -> Update:
    return update(Pull).where(Pull.id == asked.pull_id, Pull.lease_until == asked.lease)
