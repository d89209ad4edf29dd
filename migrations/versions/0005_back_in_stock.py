"""Customers who wait for a product; what a shop's answers may promise of points, refunds and invoices."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
# What every shop that is there begins with.
_DEFAULTS = {"points_worth": 0, "refund_days_least": 5, "refund_days_most": 7, "invoice_hours": 24}


def upgrade() -> None:
    op.create_table(
        "awaited_product",
        sa.Column("customer_id", _ID, nullable=False),
        sa.Column("product_id", _ID, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("moment_id", _ID, nullable=True),
        sa.Column("id", _ID, nullable=False),
        sa.Column("merchant_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_awaited_product_customer_id_customer")),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_awaited_product_merchant_id_merchant")),
        sa.ForeignKeyConstraint(
            ["moment_id"], ["moment.id"], name=op.f("fk_awaited_product_moment_id_moment"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_awaited_product_product_id_product"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_awaited_product")),
        sa.UniqueConstraint("customer_id", "product_id", name=op.f("uq_awaited_product_customer_id_product_id")),
    )
    with op.batch_alter_table("awaited_product", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_awaited_product_merchant_id"), ["merchant_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_awaited_product_product_id"), ["product_id"], unique=False)
    with op.batch_alter_table("merchant", schema=None) as batch_op:
        for name, value in _DEFAULTS.items():
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default=str(value)))
    with op.batch_alter_table("merchant", schema=None) as batch_op:
        for name in _DEFAULTS:  # the mapping gives new rows theirs
            batch_op.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("merchant", schema=None) as batch_op:
        for name in reversed(_DEFAULTS):
            batch_op.drop_column(name)
    op.drop_table("awaited_product")
