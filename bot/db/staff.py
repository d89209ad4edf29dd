"""The people of a shop: how they are let in, what they are logged in with, and what they did."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db.base import Base, OfMerchant
from bot.db.shop import Tenant
from bot.domain.access import StaffState
from bot.domain.availability import Availability


class StaffMember(Base, OfMerchant):
    """A person who works for a shop. `email` in small letters; `password` an Argon2 hash, "" until one is chosen.

    role: a StaffRole; state: a StaffState. `version` goes up with each change of role, state or name.
    """

    __tablename__ = "staff_member"
    __table_args__ = (UniqueConstraint("merchant_id", "email"), Index("ix_staff_member_email", "email"))
    email: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    password: Mapped[str] = mapped_column(default="")
    locale: Mapped[str] = mapped_column(default="en")  # of the console
    role: Mapped[str]
    letter_keys: Mapped[bool] = mapped_column(default=True)  # single letters act (WCAG 2.1.4 lets them be switched off)
    state: Mapped[str] = mapped_column(default=StaffState.INVITED)
    languages: Mapped[list[str]] = mapped_column(default=list)  # of customers, that they read and write: locales
    availability: Mapped[str] = mapped_column(default=Availability.AWAY)
    available_since: Mapped[datetime | None]  # when that was last chosen, or followed from nobody being there
    given_at: Mapped[datetime | None]  # when they were last given a conversation by itself
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    tenant: Mapped[Tenant] = relationship()


class StaffSession(Base, OfMerchant):
    """A person logged in, in one browser; only the hash of the token is kept. Logging out deletes the row."""

    __tablename__ = "staff_session"
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)  # SHA-256, hex
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]  # when the browser last asked for something
    acted_at: Mapped[datetime]  # when they last did something in it, as it tells
    proven_at: Mapped[datetime]  # when they last showed who they are
    staff: Mapped[StaffMember] = relationship()


class StaffLink(Base, OfMerchant):
    """A link that lets its bearer choose a password, once; only its hash is kept. kind: a LinkKind."""

    __tablename__ = "staff_link"
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)  # SHA-256, hex
    kind: Mapped[str]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    staff: Mapped[StaffMember] = relationship()


class FirstCode(Base):
    """A code by which the first owner of an installation is made, once; only its hash is kept."""

    __tablename__ = "first_code"
    digest: Mapped[str] = mapped_column(unique=True)  # SHA-256, hex
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class AuditEntry(Base, OfMerchant):
    """Who did what to what, when; never a secret or anybody's words.

    Who: a person of the shop, a key of the API, or neither: the terminal of the machine.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_of", "merchant_id", "id"),)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"), index=True)
    api_key_id: Mapped[int | None] = mapped_column(ForeignKey("api_key.id"))
    action: Mapped[str]  # staff.invite
    subject: Mapped[str]  # staff:12
    detail: Mapped[str] = mapped_column(default="")  # a word of ours: the new role
    at: Mapped[datetime]
    staff: Mapped[StaffMember | None] = relationship()


class LogInAttempt(Base):
    """A try to log in, or to use a one-time link, that did not succeed (yet). Who and whence are kept as hashes."""

    __tablename__ = "log_in_attempt"
    __table_args__ = (Index("ix_log_in_attempt_of", "account", "at"), Index("ix_log_in_attempt_from", "address", "at"))
    account: Mapped[str]
    address: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)
