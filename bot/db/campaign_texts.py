"""A shop's own texts for many people, their words in each locale, and the codes that are given to people one each."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db.base import Base, OfMerchant, Values

_FREE = text("customer_id IS NULL")


class CampaignText(Base, OfMerchant):
    """A text of the shop's own. What was shown to WhatsApp, or sent, stays as it is: a change makes another row.

    Its key to broadcasts and templates is "own.<id>" (bot.domain.campaign_texts). `family_id` is the first of the
    rows that one text was; codes are given out from that one's.
    """

    __tablename__ = "campaign_text"
    name: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)  # goes with each change
    family_id: Mapped[int | None] = mapped_column(ForeignKey("campaign_text.id"), index=True)  # None: itself
    newer_id: Mapped[int | None] = mapped_column(ForeignKey("campaign_text.id"))  # what it became
    link_url: Mapped[str] = mapped_column(default="")  # where {{link}} and the button "show" lead
    buttons: Mapped[list[str]] = mapped_column(default=list)  # bot.domain.campaign_texts.ButtonMeans
    coupon: Mapped[Values] = mapped_column(default=dict)  # kind (shared, each), code, amount, minimum, ends_on
    picture_token: Mapped[str | None] = mapped_column(index=True)  # the end of its address, the same in each version
    picture_path: Mapped[str | None]  # below VAR_DIR/media
    picture_type: Mapped[str] = mapped_column(default="")
    picture_size: Mapped[int] = mapped_column(default=0)  # bytes
    created_at: Mapped[datetime]
    pushed_at: Mapped[datetime | None]  # when WhatsApp was to be asked
    dropped_at: Mapped[datetime | None]
    wordings: Mapped[list["CampaignWording"]] = relationship(
        cascade="all, delete-orphan", order_by="CampaignWording.locale"
    )


class CampaignWording(Base, OfMerchant):
    """The words of a text in one locale."""

    __tablename__ = "campaign_wording"
    __table_args__ = (UniqueConstraint("text_id", "locale"),)
    text_id: Mapped[int] = mapped_column(ForeignKey("campaign_text.id", ondelete="CASCADE"))
    locale: Mapped[str]
    body: Mapped[str]
    titles: Mapped[list[str]] = mapped_column(default=list)
    footer: Mapped[str] = mapped_column(default="")
    sms: Mapped[str] = mapped_column(default="")  # what leaves by SMS; "": the body
    dlt: Mapped[Values] = mapped_column(default=dict)  # bot.domain.dlt.DltText


class CampaignCode(Base, OfMerchant):
    """A code that one person gets. `customer_id`: who was given it, in which broadcast and when."""

    __tablename__ = "campaign_code"
    __table_args__ = (
        UniqueConstraint("text_id", "code"),
        Index("ix_campaign_code_free", "text_id", "id", sqlite_where=_FREE, postgresql_where=_FREE),
    )
    text_id: Mapped[int] = mapped_column(ForeignKey("campaign_text.id", ondelete="CASCADE"))
    code: Mapped[str]
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    broadcast_id: Mapped[int | None] = mapped_column(ForeignKey("broadcast.id", ondelete="SET NULL"))
    given_at: Mapped[datetime | None]
