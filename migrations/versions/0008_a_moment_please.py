"""Messages that wait because nobody is answered, and when their customers were told so."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("moment_asked_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("inbound_message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("put_off", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("inbound_message", schema=None) as batch_op:
        batch_op.alter_column("put_off", server_default=None)  # the mapping gives new rows theirs


def downgrade() -> None:
    with op.batch_alter_table("inbound_message", schema=None) as batch_op:
        batch_op.drop_column("put_off")
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.drop_column("moment_asked_at")
