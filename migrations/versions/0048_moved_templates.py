"""Templates that WhatsApp moved to a dearer category, and what a test on a phone was sent with."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("template", schema=None) as batch_op:
        batch_op.add_column(sa.Column("moved_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("agreed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_template_agreed_by_staff_member"), "staff_member", ["agreed_by"], ["id"]
        )
    with op.batch_alter_table("broadcast_test", schema=None) as batch_op:
        batch_op.add_column(sa.Column("said", sa.String(), server_default="", nullable=False))
        batch_op.alter_column("said", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("broadcast_test", schema=None) as batch_op:
        batch_op.drop_column("said")
    with op.batch_alter_table("template", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_template_agreed_by_staff_member"), type_="foreignkey")
        batch_op.drop_column("agreed_by")
        batch_op.drop_column("agreed_at")
        batch_op.drop_column("moved_at")
