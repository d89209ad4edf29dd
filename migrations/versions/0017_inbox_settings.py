"""How a shop's people work: hours, holidays, goals, how many conversations at once."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "inbox_settings",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("holidays", sa.JSON(), nullable=False),
        sa.Column("first_minutes", sa.Integer(), nullable=False),
        sa.Column("next_minutes", sa.Integer(), nullable=False),
        sa.Column("resolution_minutes", sa.Integer(), nullable=False),
        sa.Column("cap", sa.Integer(), nullable=False),
        sa.Column("undo_seconds", sa.Integer(), nullable=False),
        sa.Column("binding_assignee", sa.Boolean(), nullable=False),
        sa.Column("idle_return_minutes", sa.Integer(), nullable=False),
        sa.Column("auto_assign", sa.Boolean(), nullable=False),
        sa.Column("away_message", sa.Boolean(), nullable=False),
        sa.Column("rating_on_resolve", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_inbox_settings_merchant_id_merchant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox_settings")),
        sa.UniqueConstraint("merchant_id", name=op.f("uq_inbox_settings_merchant_id")),
    )
    with op.batch_alter_table("inbox_settings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inbox_settings_merchant_id"), ["merchant_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("inbox_settings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inbox_settings_merchant_id"))

    op.drop_table("inbox_settings")
