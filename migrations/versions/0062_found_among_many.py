"""Indexes by which the sweeps and the retention find few rows among very many."""

import sqlalchemy as sa
from alembic import op

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None

_ADDED = (
    (
        "ix_outgoing_unsettled",
        "outgoing_message",
        ["state", "id"],
        "state IN ('unknown', 'failed', 'undelivered') AND reacted_at IS NULL",
    ),
    ("ix_conversation_tended", "conversation", ["tended_at"], "tended_at IS NOT NULL"),
    ("ix_order_action_outgoing_id", "order_action", ["outgoing_id"], ""),
    ("ix_stretch_waiting", "stretch", ["merchant_id"], "resolved_at IS NULL"),
    ("ix_answer_clock_going", "answer_clock", ["stretch_id"], "ended_at IS NULL"),
    ("ix_sighting_passing", "sighting", ["id"], "milestone NOT IN ('delivered', 'returned', 'lost')"),
    ("ix_customer_born", "customer", ["merchant_id", "birthday"], "birthday IS NOT NULL"),
    ("ix_attachment_left", "attachment", ["id"], "path IS NOT NULL AND (erased_at IS NOT NULL OR outgoing_id IS NULL)"),
)


def upgrade() -> None:
    for name, table, columns, part in _ADDED:
        which = sa.text(part) if part else None
        op.create_index(name, table, columns, sqlite_where=which, postgresql_where=which)
    op.drop_index("ix_refund_merchant_id", table_name="refund")


def downgrade() -> None:
    op.create_index("ix_refund_merchant_id", "refund", ["merchant_id"])
    for name, table, _, _ in reversed(_ADDED):
        op.drop_index(name, table_name=table)
