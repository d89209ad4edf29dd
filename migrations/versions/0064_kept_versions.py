"""Versions of answers kept ready and of macros."""

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "kept_version",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("kept_id", _ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("whole", sa.JSON(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("staff_id", _ID, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", _ID, nullable=False),
        sa.Column("merchant_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_kept_version_staff_id_staff_member")),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_kept_version_merchant_id_merchant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_version")),
        sa.UniqueConstraint("kind", "kept_id", "number", name=op.f("uq_kept_version_kind_kept_id_number")),
    )
    with op.batch_alter_table("kept_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kept_version_merchant_id"), ["merchant_id"], unique=False)


def downgrade() -> None:
    op.drop_table("kept_version")
