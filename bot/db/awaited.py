"""Products that customers wait for: who wants word when something is in stock again."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base, OfMerchant


class AwaitedProduct(Base, OfMerchant):
    """A customer's wish for word of a product, once for both.

    It waits until the notice of its moment was written, or the customer called it off. Who asks again gets the same
    row, with a newer `asked_at`.
    """

    __tablename__ = "awaited_product"
    __table_args__ = (UniqueConstraint("customer_id", "product_id"),)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"), index=True)
    asked_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]  # when the customer called it off
    # That it is back.
    moment_id: Mapped[int | None] = mapped_column(ForeignKey("moment.id", ondelete="SET NULL"), index=True)
