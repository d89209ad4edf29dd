"""How long a shop keeps what goes after a while, and indexes for what looks for the old and counts what waits."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

INDEXES = (
    ("awaited_product", "ix_awaited_product_moment_id", ["moment_id"]),
    ("conversation", "ix_conversation_needs_person_since", ["needs_person_since"]),
    ("orders", "ix_orders_unconfirmed", ["status", "payment", "cod_confirmed_at"]),
    ("outgoing_message", "ix_outgoing_message_retry_of", ["retry_of"]),
)


def upgrade() -> None:
    with op.batch_alter_table("merchant", schema=None) as batch_op:
        batch_op.add_column(sa.Column("keep_days", sa.JSON(), nullable=False, server_default="[]"))
    # The mapping gives new rows theirs.
    with op.batch_alter_table("merchant", schema=None) as batch_op:
        batch_op.alter_column("keep_days", server_default=None)
    for table, name, columns in INDEXES:
        op.create_index(name, table, columns, unique=False)


def downgrade() -> None:
    for table, name, _ in INDEXES:
        op.drop_index(name, table_name=table)
    with op.batch_alter_table("merchant", schema=None) as batch_op:
        batch_op.drop_column("keep_days")
