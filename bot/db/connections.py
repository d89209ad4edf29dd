"""Where news comes from: connected shops and carriers, their raw events, what pulls found, and API keys."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db.base import SEALED, Base, OfMerchant, Values
from bot.db.shop import Merchant
from bot.domain.access import FIRST_SCOPES
from bot.domain.connections import OWN_SYSTEM, CameBy, ConnectionState, EventState


class Connection(Base, OfMerchant):
    """A shop system or a carrier of a merchant. `token` is in the webhook's address; secrets are encrypted.

    kind: shopify, woocommerce, shiprocket, aftership, own (API and CSV). `account` is what the other side calls
    itself: rangoli.myshopify.com, https://shop.example, an e-mail address. `state`: a ConnectionState.
    """

    __tablename__ = "connection"
    __table_args__ = (UniqueConstraint("merchant_id", "kind", "account"),)
    kind: Mapped[str]
    account: Mapped[str]
    token: Mapped[str] = mapped_column(unique=True)  # hex: Shiprocket refuses addresses with "sr" or "kr" in them
    # bot.services.connections.vault: a list of signing secrets (the newest first) and the API's credentials.
    signing_secrets: Mapped[str] = mapped_column(default="", info=SEALED)
    credentials: Mapped[str] = mapped_column(default="", info=SEALED)
    state: Mapped[str] = mapped_column(default=ConnectionState.ACTIVE)
    created_at: Mapped[datetime]
    heard_at: Mapped[datetime | None]  # the last rightly signed webhook
    merchant: Mapped[Merchant] = relationship()

    @property
    def source(self) -> str:
        """What the ids of this connection's orders, parcels and people are prefixed with."""
        return OWN_SYSTEM if self.kind == OWN_SYSTEM else f"{self.kind}:{self.id}"


class RawEvent(Base, OfMerchant):
    """A webhook (or a page of a pull) as it came. The row is the truth; applying it is a worker's task.

    `state`: an EventState; `reason`: why it is ignored or kept.
    """

    __tablename__ = "raw_event"
    __table_args__ = (
        UniqueConstraint("connection_id", "dedupe_key"),
        Index("ix_raw_event_state", "state", "id"),
        Index("ix_raw_event_due", "state", "not_before"),
        Index("ix_raw_event_parked_order", "merchant_id", "parked_order"),
        Index("ix_raw_event_parked_number", "merchant_id", "parked_number"),
    )
    connection_id: Mapped[int] = mapped_column(ForeignKey("connection.id"))
    topic: Mapped[str]
    dedupe_key: Mapped[str]
    headers: Mapped[Values] = mapped_column(default=dict)
    body: Mapped[str]
    came_by: Mapped[str] = mapped_column(default=CameBy.WEBHOOK)
    received_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default=EventState.WAITING)
    reason: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_at: Mapped[datetime | None]
    not_before: Mapped[datetime | None]
    applied_at: Mapped[datetime | None]
    parked_order: Mapped[str | None]  # the order's number_key or external id it waits for
    parked_number: Mapped[str | None]  # the tracking number it waits for
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    connection: Mapped[Connection] = relationship()


class Pull(Base, OfMerchant):
    """One thing asked of one connection again and again. `complete_until` is how far nothing is missing.

    A pull in several pages goes on at `cursor`; `lease_until` keeps two workers from asking at once.
    `connection_id` is null for Twilio's own message list.
    """

    __tablename__ = "pull"
    __table_args__ = (UniqueConstraint("merchant_id", "connection_id", "what"),)
    connection_id: Mapped[int | None] = mapped_column(ForeignKey("connection.id"))
    what: Mapped[str]  # orders, products, tracking, messages
    complete_until: Mapped[datetime]
    reaching_until: Mapped[datetime | None]  # what complete_until becomes when the last page is in
    cursor: Mapped[str | None]
    next_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None]
    found: Mapped[int] = mapped_column(default=0)  # what webhooks had missed, all in all
    seen: Mapped[int] = mapped_column(default=0)  # of this window so far, and of how many where that is told
    total: Mapped[int | None]
    connection: Mapped[Connection | None] = relationship()


class ApiKey(Base, OfMerchant):
    """A key of the API: only its hash is kept; `hint` are its first letters, for people."""

    __tablename__ = "api_key"
    name: Mapped[str]
    hint: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)  # SHA-256, hex
    scopes: Mapped[list[str]] = mapped_column(default=lambda: list(FIRST_SCOPES))  # Permissions
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class DataExport(Base, OfMerchant):
    """What we hold of a person who asked to see it: `document` (JSON) waits for the merchant, who hands it on.

    Emptied when the person is forgotten.
    """

    __tablename__ = "data_export"
    __table_args__ = (UniqueConstraint("merchant_id", "request_id"),)
    request_id: Mapped[str]  # the shop's, with the connection's source before it
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    made_at: Mapped[datetime]
    document: Mapped[str]
    fetched_at: Mapped[datetime | None]
