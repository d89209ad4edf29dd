"""How much of a window a pull has seen, and of how many: a catalogue is read page by page."""

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("pull", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seen", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("total", sa.Integer(), nullable=True))
    with op.batch_alter_table("pull", schema=None) as batch_op:
        batch_op.alter_column("seen", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("pull", schema=None) as batch_op:
        batch_op.drop_column("total")
        batch_op.drop_column("seen")
