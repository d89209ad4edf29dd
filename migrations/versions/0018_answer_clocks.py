"""Clocks of stretches: what somebody waits for, until when, and breaches; the away message told once."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "answer_clock",
        sa.Column("conversation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("stretch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("spent_seconds", sa.Integer(), nullable=False),
        sa.Column("running_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("warn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("warned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("breached_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_answer_clock_conversation_id_conversation")
        ),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_answer_clock_merchant_id_merchant")),
        sa.ForeignKeyConstraint(["stretch_id"], ["stretch.id"], name=op.f("fk_answer_clock_stretch_id_stretch")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_clock")),
        sa.UniqueConstraint("stretch_id", "kind", "begun_at", name=op.f("uq_answer_clock_stretch_id_kind_begun_at")),
    )
    with op.batch_alter_table("answer_clock", schema=None) as batch_op:
        batch_op.create_index(
            "ix_answer_clock_breached",
            ["merchant_id", "conversation_id"],
            unique=False,
            sqlite_where=sa.text("ended_at IS NULL AND breached_at IS NOT NULL"),
            postgresql_where=sa.text("ended_at IS NULL AND breached_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_answer_clock_due",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("ended_at IS NULL AND breached_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL AND breached_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_answer_clock_merchant_id"), ["merchant_id"], unique=False)
        batch_op.create_index(
            "ix_answer_clock_running",
            ["conversation_id"],
            unique=False,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.create_index(
            "ix_answer_clock_warn",
            ["warn_at"],
            unique=False,
            sqlite_where=sa.text("ended_at IS NULL AND warned_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL AND warned_at IS NULL"),
        )

    with op.batch_alter_table("stretch", schema=None) as batch_op:
        batch_op.add_column(sa.Column("away_told_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("clocked_as", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("clocked_waiting", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("clocked_inbound", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("stretch", schema=None) as batch_op:
        batch_op.drop_column("clocked_inbound")
        batch_op.drop_column("clocked_waiting")
        batch_op.drop_column("clocked_as")
        batch_op.drop_column("away_told_at")

    with op.batch_alter_table("answer_clock", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_answer_clock_warn",
            sqlite_where=sa.text("ended_at IS NULL AND warned_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL AND warned_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_answer_clock_running",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_answer_clock_merchant_id"))
        batch_op.drop_index(
            "ix_answer_clock_due",
            sqlite_where=sa.text("ended_at IS NULL AND breached_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL AND breached_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_answer_clock_breached",
            sqlite_where=sa.text("ended_at IS NULL AND breached_at IS NOT NULL"),
            postgresql_where=sa.text("ended_at IS NULL AND breached_at IS NOT NULL"),
        )

    op.drop_table("answer_clock")
