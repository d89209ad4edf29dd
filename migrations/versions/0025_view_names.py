"""Somebody has one view of a name."""

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("saved_view", schema=None) as batch_op:
        batch_op.create_unique_constraint(batch_op.f("uq_saved_view_staff_id_name"), ["staff_id", "name"])


def downgrade() -> None:
    with op.batch_alter_table("saved_view", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_saved_view_staff_id_name"), type_="unique")
