"""Of which time of a broadcast we don't know what left: after an outage, or in a backup that was restored."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("broadcast") as batch:
        batch.add_column(sa.Column("unsure_from", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("unsure_to", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("broadcast") as batch:
        batch.drop_column("unsure_to")
        batch.drop_column("unsure_from")
