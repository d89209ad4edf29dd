"""What was billed for messages of broadcasts that are not kept any more."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("broadcast_recipient", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kept_messages", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("kept_bills", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("kept_billed", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("kept_unit", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("broadcast_recipient", schema=None) as batch_op:
        batch_op.drop_column("kept_unit")
        batch_op.drop_column("kept_billed")
        batch_op.drop_column("kept_bills")
        batch_op.drop_column("kept_messages")
