"""Versions of labels and saved searches: who changes one says as what they saw it."""

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None

_TABLES = ("label", "saved_view")


def upgrade() -> None:
    for table in _TABLES:
        # The default stays: taking it off again would have SQLite write the table anew.
        op.add_column(table, sa.Column("version", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    for table in _TABLES:
        op.drop_column(table, "version")
