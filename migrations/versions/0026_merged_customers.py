"""Whose all of a merged customer is; of which orders an owner alone has money go back."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("merged_into", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_index(batch_op.f("ix_customer_merged_into"), ["merged_into"], unique=False)
    with op.batch_alter_table("inbox_settings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("refund_limit", sa.BigInteger(), nullable=False, server_default="500000"))
        batch_op.alter_column("refund_limit", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("inbox_settings", schema=None) as batch_op:
        batch_op.drop_column("refund_limit")
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_customer_merged_into"))
        batch_op.drop_column("merged_into")
