"""Lists of people that a shop has given as files, and the people of each."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base, OfMerchant, Values
from bot.domain.lists.states import ListState


class AudienceFile(Base, OfMerchant):
    """A list of people: where it came from, where their consent did, and what became of its rows."""

    __tablename__ = "audience_file"
    # The same file twice on one day is somebody's mistake.
    __table_args__ = (UniqueConstraint("merchant_id", "digest", "day"),)
    name: Mapped[str]  # as its owner calls it
    digest: Mapped[str]  # of its bytes
    day: Mapped[date]  # on which it came, on the shop's clock
    state: Mapped[str] = mapped_column(default=ListState.READING)
    content: Mapped[bytes | None] = mapped_column(LargeBinary)  # packed; None once its rows were read
    coding: Mapped[str]  # bot.domain.lists.opening.Coding
    columns: Mapped[list[str]]  # titles of its values, without the phones
    channels: Mapped[list[str]]  # for which they agreed
    consent_source: Mapped[str]  # bot.domain.lists.consent_sources
    consent_words: Mapped[str]
    consent_locale: Mapped[str]
    consent_at: Mapped[datetime]
    rows: Mapped[int]  # that are filled in
    read_to: Mapped[int] = mapped_column(default=1)  # the row of the spreadsheet up to which they were read
    people: Mapped[int] = mapped_column(default=0)  # rows that can be used; from `accepting` on: who became customers
    wrong: Mapped[Values] = mapped_column(default=dict)  # name of a fault -> how many rows have it
    faults: Mapped[list[Values]] = mapped_column(default=list)  # the first of them
    newcomers: Mapped[int] = mapped_column(default=0)  # of the people, who was not known
    stopped: Mapped[int] = mapped_column(default=0)  # of the people, who has said no, which stands
    resolved_to: Mapped[int] = mapped_column(default=0)  # the row up to which people became customers
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    created_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    lease_until: Mapped[datetime]  # until then a worker is at it


class AudienceRow(Base, OfMerchant):
    """One person of a list. Of who has become a customer the phone is known there, and no more here."""

    __tablename__ = "audience_row"
    __table_args__ = (
        UniqueConstraint("file_id", "phone"),
        UniqueConstraint("file_id", "customer_id"),
        Index("ix_audience_row_in_order", "file_id", "number"),
    )
    file_id: Mapped[int] = mapped_column(ForeignKey("audience_file.id", ondelete="CASCADE"))
    number: Mapped[int]  # of the row in the spreadsheet
    phone: Mapped[str | None]
    name: Mapped[str]
    locale: Mapped[str]
    values: Mapped[Values]  # title of a column -> what stands there
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
