"""What somebody proves besides a password that they are who they say: codes of an authenticator app, passkeys."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db.base import SEALED, Base, OfMerchant
from bot.db.staff import StaffMember


class Totp(Base, OfMerchant):
    """The authenticator app of a person (RFC 6238). `secret` is sealed; until `confirmed_at` nothing is asked of it."""

    __tablename__ = "totp"
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), unique=True)
    secret: Mapped[str] = mapped_column(info=SEALED)
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)  # half minutes since 1970: codes of it are used up


class RecoveryCode(Base, OfMerchant):
    """A code for whoever has lost the app, good once: using it deletes the row. Only its hash is kept."""

    __tablename__ = "recovery_code"
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)  # SHA-256, hex


class Passkey(Base, OfMerchant):
    """A key that somebody's device keeps, by which they log in. `credential` and `public_key` are base64url."""

    __tablename__ = "passkey"
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    credential: Mapped[str] = mapped_column(unique=True)
    public_key: Mapped[str]
    sign_count: Mapped[int] = mapped_column(BigInteger, default=0)
    name: Mapped[str]
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    staff: Mapped[StaffMember] = relationship()


class PasskeyChallenge(Base):
    """What a device is to sign, once and soon: to add a passkey to `staff_id`, or to log in (None)."""

    __tablename__ = "passkey_challenge"
    digest: Mapped[str] = mapped_column(unique=True)  # SHA-256 of the challenge, hex
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"), index=True)
    address: Mapped[str] = mapped_column(index=True)  # SHA-256 of whence it was asked for, hex
    expires_at: Mapped[datetime] = mapped_column(index=True)
