"""How an order gets to its customer, and the lines that come in no parcel."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("order_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_sent", sa.Boolean(), nullable=False, server_default=sa.true()))

    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.add_column(sa.Column("handover", sa.String(), nullable=False, server_default="courier"))
        batch_op.add_column(sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=True))

    # The mapping gives new rows theirs.
    with op.batch_alter_table("order_item", schema=None) as batch_op:
        batch_op.alter_column("is_sent", server_default=None)
    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.alter_column("handover", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.drop_column("handed_over_at")
        batch_op.drop_column("handover")

    with op.batch_alter_table("order_item", schema=None) as batch_op:
        batch_op.drop_column("is_sent")
