"""What of a shop's sentences is registered for SMS in India."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from bot.db.base import Base, OfMerchant


class DltTemplate(Base, OfMerchant):
    """A sentence in one locale as the DLT register has it: bot.domain.dlt_rows.DltRow."""

    __tablename__ = "dlt_template"
    __table_args__ = (UniqueConstraint("merchant_id", "key", "locale"),)
    key: Mapped[str]
    locale: Mapped[str]
    header: Mapped[str]
    template_id: Mapped[str]
    kind: Mapped[str]
    text: Mapped[str]
