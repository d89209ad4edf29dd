"""Indexes of offers that left lately, and of those that WhatsApp withheld: for the caps of many people at once."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outgoing_message", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outgoing_offers",
            ["merchant_id", "accepted_at"],
            unique=False,
            sqlite_where=sa.text("purpose = 'marketing'"),
            postgresql_where=sa.text("purpose = 'marketing'"),
        )
        batch_op.create_index(
            "ix_outgoing_withheld",
            ["merchant_id", "finished_at"],
            unique=False,
            sqlite_where=sa.text("error_code = 63049"),
            postgresql_where=sa.text("error_code = 63049"),
        )


def downgrade() -> None:
    with op.batch_alter_table("outgoing_message", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outgoing_withheld",
            sqlite_where=sa.text("error_code = 63049"),
            postgresql_where=sa.text("error_code = 63049"),
        )
        batch_op.drop_index(
            "ix_outgoing_offers",
            sqlite_where=sa.text("purpose = 'marketing'"),
            postgresql_where=sa.text("purpose = 'marketing'"),
        )
