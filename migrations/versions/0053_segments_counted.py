"""Indexes that segments of a million customers are counted by

Revision ID: 0053
Revises: 0052
"""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None

_ADDED = (
    ("ix_orders_of", "orders", ["merchant_id", "customer_id", "placed_at", "status", "currency", "total", "id"], ""),
    ("ix_order_item_bought", "order_item", ["product_id", "order_id"], ""),
    ("ix_consent_said", "consent", ["merchant_id", "channel", "customer_id", "id", "granted", "purpose"], ""),
    ("ix_points_entry_of", "points_entry", ["merchant_id", "customer_id", "points"], ""),
    ("ix_customer_living", "customer", ["merchant_id", "id", "locale"], "merged_into IS NULL"),
    ("ix_customer_nameless", "customer", ["merchant_id", "id"], "merged_into IS NULL AND name = ''"),
)


def upgrade() -> None:
    for name, table, columns, part in _ADDED:
        which = sa.text(part) if part else None
        op.create_index(name, table, columns, sqlite_where=which, postgresql_where=which)
    op.drop_index("ix_order_item_product_id", table_name="order_item")


def downgrade() -> None:
    op.create_index("ix_order_item_product_id", "order_item", ["product_id"])
    for name, table, _, _ in reversed(_ADDED):
        op.drop_index(name, table_name=table)
