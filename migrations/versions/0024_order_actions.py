"""What a shop's people did about an order, once for each key."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "order_action",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("outgoing_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_order_action_merchant_id_merchant")),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_order_action_order_id_orders"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["outgoing_id"], ["outgoing_message.id"], name=op.f("fk_order_action_outgoing_id_outgoing_message")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_order_action_staff_id_staff_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_action")),
        sa.UniqueConstraint("merchant_id", "key", name=op.f("uq_order_action_merchant_id_key")),
    )
    with op.batch_alter_table("order_action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_order_action_merchant_id"), ["merchant_id"], unique=False)
        batch_op.create_index("ix_order_action_of", ["order_id", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("order_action", schema=None) as batch_op:
        batch_op.drop_index("ix_order_action_of")
        batch_op.drop_index(batch_op.f("ix_order_action_merchant_id"))

    op.drop_table("order_action")
