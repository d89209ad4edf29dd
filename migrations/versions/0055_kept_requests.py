"""Requests that nobody could understand are of a shop, and can be read again."""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("kept_request", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_kept_request_merchant_id"), ["merchant_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_kept_request_merchant_id_merchant"), "merchant", ["merchant_id"], ["id"]
        )
    # Where there is one shop, what was kept is its own.
    op.execute(
        "UPDATE kept_request SET merchant_id = (SELECT min(id) FROM merchant) WHERE (SELECT count(*) FROM merchant) = 1"
    )


def downgrade() -> None:
    with op.batch_alter_table("kept_request", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_kept_request_merchant_id_merchant"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_kept_request_merchant_id"))
        batch_op.drop_column("settled_at")
        batch_op.drop_column("tried_at")
        batch_op.drop_column("merchant_id")
