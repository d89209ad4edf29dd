"""How a broadcast goes on by itself: a first share, a hold-out, each one's own hour, the next one, another try."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("broadcast", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pilot_percent", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("pilot_hours", sa.Integer(), nullable=False, server_default="4"))
        batch_op.add_column(sa.Column("pilot_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("piloted_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("holdout_percent", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("at_own_hour", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("repeats", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("series_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("period", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("parent_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.create_index(
            "ix_broadcast_retry",
            ["parent_id"],
            unique=True,
            sqlite_where=sa.text("parent_id IS NOT NULL AND state != 'canceled'"),
            postgresql_where=sa.text("parent_id IS NOT NULL AND state != 'canceled'"),
        )
        batch_op.create_unique_constraint(batch_op.f("uq_broadcast_series_id_period"), ["series_id", "period"])
        batch_op.create_foreign_key(
            batch_op.f("fk_broadcast_series_id_broadcast"), "broadcast", ["series_id"], ["id"], ondelete="SET NULL"
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_broadcast_parent_id_broadcast"), "broadcast", ["parent_id"], ["id"], ondelete="SET NULL"
        )

    with op.batch_alter_table("broadcast_recipient", schema=None) as batch_op:
        batch_op.add_column(sa.Column("arm", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("broadcast_recipient", schema=None) as batch_op:
        batch_op.drop_column("arm")

    with op.batch_alter_table("broadcast", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_broadcast_parent_id_broadcast"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_broadcast_series_id_broadcast"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_broadcast_series_id_period"), type_="unique")
        batch_op.drop_index(
            "ix_broadcast_retry",
            sqlite_where=sa.text("parent_id IS NOT NULL AND state != 'canceled'"),
            postgresql_where=sa.text("parent_id IS NOT NULL AND state != 'canceled'"),
        )
        batch_op.drop_column("parent_id")
        batch_op.drop_column("period")
        batch_op.drop_column("series_id")
        batch_op.drop_column("repeats")
        batch_op.drop_column("at_own_hour")
        batch_op.drop_column("holdout_percent")
        batch_op.drop_column("piloted_at")
        batch_op.drop_column("pilot_until")
        batch_op.drop_column("pilot_hours")
        batch_op.drop_column("pilot_percent")
