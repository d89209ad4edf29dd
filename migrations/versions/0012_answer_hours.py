"""Hours within which a shop's team answers what its customers asked of it."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("merchant", schema=None) as batch_op:
        batch_op.add_column(sa.Column("answer_hours", sa.Integer(), nullable=False, server_default="24"))
    with op.batch_alter_table("merchant", schema=None) as batch_op:  # the mapping gives new rows theirs
        batch_op.alter_column("answer_hours", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("merchant", schema=None) as batch_op:
        batch_op.drop_column("answer_hours")
