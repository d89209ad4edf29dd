"""What every table shares: names of constraints, aware times, the merchant column."""

from datetime import UTC, date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, ForeignKey, Integer, MetaData, String, Table, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

Values = dict[str, Any]
# For mapped_column(info=…): what bot.services.connections.vault has sealed, and SECRET_KEY opens.
SEALED = {"sealed": True}


class UtcTime(TypeDecorator[datetime]):
    """An aware UTC time; SQLite keeps no zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive time: nobody knows which zone it was."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"naive time {value!r}")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        return value and (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC))


class IsoDay(TypeDecorator[date]):
    """A day, kept as its ISO text: earlier days sort before later ones in both databases."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        """Write the day out."""
        return value.isoformat() if value else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        """Read it back."""
        return date.fromisoformat(value) if value else None


class Base(DeclarativeBase):
    """Root of the mapping."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcTime(),
        date: IsoDay(),
        Values: JSON(),
        list[str]: JSON(),
        list[int]: JSON(),
        list[Values]: JSON(),
        str: String(),
    }
    # SQLite counts only an INTEGER PRIMARY KEY up by itself.
    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)


def table_of(mapped: type[Base]) -> Table:
    """The table behind a mapped class, for statements that need no objects."""
    table = mapped.__table__
    assert isinstance(table, Table)
    return table


class OfMerchant:
    """A row that belongs to a merchant; every query names it."""

    merchant_id: Mapped[int] = mapped_column(ForeignKey("merchant.id"), index=True)
