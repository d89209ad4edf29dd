"""Until when a broadcast waits for WhatsApp's allowance of a day, and whom that is counted by."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("broadcast", schema=None) as batch_op:
        batch_op.add_column(sa.Column("waits_until", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("outgoing_message", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outgoing_template",
            ["merchant_id", "claimed_at", "conversation_id"],
            unique=False,
            sqlite_where=sa.text("template_id IS NOT NULL"),
            postgresql_where=sa.text("template_id IS NOT NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("outgoing_message", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outgoing_template",
            sqlite_where=sa.text("template_id IS NOT NULL"),
            postgresql_where=sa.text("template_id IS NOT NULL"),
        )
    with op.batch_alter_table("broadcast", schema=None) as batch_op:
        batch_op.drop_column("waits_until")
