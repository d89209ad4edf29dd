"""Parcels on their way, messages that wait and moments that go, found among very many by indexes of these alone."""

import sqlalchemy as sa
from alembic import op

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None


_IN_HAND = "state IN ('queued', 'held', 'sending', 'unknown')"
_ADDED = (
    ("ix_parcel_open", "parcel", ["merchant_id", "id"], "stage NOT IN ('delivered', 'returned', 'lost')", ""),
    ("ix_moment_passing", "moment", ["merchant_id", "at"], "kind != 'parcel.late'", ""),
    # Whoever means one of these says so in the same words: see `provided` of bot.db.claims.
    (
        "ix_outgoing_in_hand",
        "outgoing_message",
        ["conversation_id", "id"],
        f"({_IN_HAND}) IS 1",
        f"({_IN_HAND}) IS true",
    ),
    ("ix_outgoing_held", "outgoing_message", ["not_before"], "(state = 'held') IS 1", "(state = 'held') IS true"),
)


def upgrade() -> None:
    op.drop_index("ix_parcel_open", table_name="parcel")
    for name, table, columns, sqlite, postgresql in _ADDED:
        on_postgresql = sa.text(postgresql or sqlite)
        op.create_index(name, table, columns, sqlite_where=sa.text(sqlite), postgresql_where=on_postgresql)


def downgrade() -> None:
    for name, table, *_ in reversed(_ADDED):
        op.drop_index(name, table_name=table)
    op.create_index("ix_parcel_open", "parcel", ["stage", "stage_at"])
