"""Segments; and what their rules look customers up by: where orders went, what was wanted, what was bought."""

import sqlalchemy as sa
from alembic import op

from bot.domain.segments.places import pin_key, word_key

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MISSED = sa.text("key IN ('product.size_no', 'product.not_in_size', 'product.colour_no', 'product.not_in_colour')")
_INDEXES = (
    ("ix_inbound_intent", "inbound_message", ["merchant_id", "intent", "received_at"]),
    ("ix_order_item_product_id", "order_item", ["product_id"]),
    ("ix_orders_city", "orders", ["merchant_id", "city_key", "customer_id"]),
    ("ix_orders_pin", "orders", ["merchant_id", "pin_key", "customer_id"]),
    ("ix_orders_placed", "orders", ["merchant_id", "placed_at", "customer_id"]),
)
_AT_ONCE = 5000


def upgrade() -> None:
    op.create_table(
        "segment",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("rule", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", _ID, nullable=True),
        sa.Column("id", _ID, nullable=False),
        sa.Column("merchant_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["staff_member.id"], name=op.f("fk_segment_changed_by_staff_member")),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_segment_merchant_id_merchant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segment")),
        sa.UniqueConstraint("merchant_id", "key", name=op.f("uq_segment_merchant_id_key")),
    )
    op.create_index("ix_segment_merchant_id", "segment", ["merchant_id"])
    with op.batch_alter_table("orders") as orders:
        for name in ("city_key", "pin_key"):
            orders.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
    # By itself: orders that are there get their value from the default before it goes.
    with op.batch_alter_table("orders") as orders:
        for name in ("city_key", "pin_key"):
            orders.alter_column(name, server_default=None)
    _make_keys()
    for name, table, columns in _INDEXES:
        op.create_index(name, table, columns)
    op.create_index(
        "ix_outgoing_missed",
        "outgoing_message",
        ["merchant_id", "key", "queued_at"],
        sqlite_where=_MISSED,
        postgresql_where=_MISSED,
    )


def downgrade() -> None:
    op.drop_index("ix_outgoing_missed", table_name="outgoing_message")
    for name, table, _ in reversed(_INDEXES):
        op.drop_index(name, table_name=table)
    with op.batch_alter_table("orders") as orders:
        orders.drop_column("pin_key")
        orders.drop_column("city_key")
    op.drop_table("segment")


def _make_keys() -> None:
    """Write the keys of orders that are there, some thousands at a time."""
    written = (sa.column(name, sa.String) for name in ("ship_city", "ship_pin", "city_key", "pin_key"))
    orders = sa.table("orders", sa.column("id", _ID), *written)
    placed = sa.select(orders.c.id, orders.c.ship_city, orders.c.ship_pin)
    placed = (
        placed.where(sa.or_(orders.c.ship_city != "", orders.c.ship_pin != "")).order_by(orders.c.id).limit(_AT_ONCE)
    )
    write = (
        sa.update(orders)
        .where(orders.c.id == sa.bindparam("order"))
        .values(city_key=sa.bindparam("city"), pin_key=sa.bindparam("pin"))
    )
    connection, last = op.get_bind(), 0
    while rows := connection.execute(placed.where(orders.c.id > last)).all():
        keys = [{"order": row.id, "city": word_key(row.ship_city), "pin": pin_key(row.ship_pin)} for row in rows]
        connection.execute(write, keys)
        last = rows[-1].id
