"""Names by which orders and carts of the same buyer know each other."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "sale_name",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("order_id", _ID, nullable=True),
        sa.Column("cart_id", _ID, nullable=True),
        sa.Column("id", _ID, nullable=False),
        sa.Column("merchant_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(["cart_id"], ["cart.id"], name=op.f("fk_sale_name_cart_id_cart"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_sale_name_merchant_id_merchant")),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_sale_name_order_id_orders"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sale_name")),
        sa.UniqueConstraint("cart_id", "name", name=op.f("uq_sale_name_cart_id_name")),
        sa.UniqueConstraint("order_id", "name", name=op.f("uq_sale_name_order_id_name")),
    )
    with op.batch_alter_table("sale_name", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sale_name_merchant_id"), ["merchant_id"], unique=False)
        batch_op.create_index("ix_sale_name_name", ["merchant_id", "name"], unique=False)


def downgrade() -> None:
    op.drop_table("sale_name")
