"""How the first share of a broadcast went, and an index that finds those of it who wait."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("broadcast", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pilot_counts", sa.JSON(), nullable=False, server_default="{}"))

    with op.batch_alter_table("broadcast_recipient", schema=None) as batch_op:
        batch_op.create_index(
            "ix_broadcast_recipient_first",
            ["broadcast_id", "due_at", "id"],
            unique=False,
            sqlite_where=sa.text("arm = 'pilot' AND state = 'pending'"),
            postgresql_where=sa.text("arm = 'pilot' AND state = 'pending'"),
        )


def downgrade() -> None:
    with op.batch_alter_table("broadcast_recipient", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_broadcast_recipient_first",
            sqlite_where=sa.text("arm = 'pilot' AND state = 'pending'"),
            postgresql_where=sa.text("arm = 'pilot' AND state = 'pending'"),
        )

    with op.batch_alter_table("broadcast", schema=None) as batch_op:
        batch_op.drop_column("pilot_counts")
