"""When somebody last did something in a browser, besides what the page asks by itself."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("acted_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE staff_session SET acted_at = seen_at")
    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.alter_column("acted_at", nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.drop_column("acted_at")
