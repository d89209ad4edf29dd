"""Signs of life of the processes, wherever they run."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base


class Sign(Base):
    """When a process last did some work, by its name; written for being written, too: a database that cannot fails."""

    __tablename__ = "sign"
    name: Mapped[str] = mapped_column(unique=True)
    at: Mapped[datetime]
