"""When backups were put back: what happened in between this database does not know."""

from datetime import datetime

from sqlalchemy.orm import Mapped

from bot.db.base import Base


class Restoration(Base):
    """A backup that was put back: what left between `made_at` and `restored_at` only Twilio knows."""

    __tablename__ = "restoration"
    made_at: Mapped[datetime]
    restored_at: Mapped[datetime]
