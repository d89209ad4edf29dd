"""The number of a shop's people that alerts go to, and which alerts they were told of."""

import sqlalchemy as sa
from alembic import op

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("merchant", schema=None) as batch_op:
        batch_op.add_column(sa.Column("alerts_to", sa.String(), nullable=True))
    op.create_table(
        "alert_told",
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("id", _ID, nullable=False),
        sa.Column("merchant_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_alert_told_merchant_id_merchant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_told")),
        sa.UniqueConstraint("merchant_id", "cause", name=op.f("uq_alert_told_merchant_id_cause")),
    )
    with op.batch_alter_table("alert_told", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_alert_told_merchant_id"), ["merchant_id"], unique=False)


def downgrade() -> None:
    op.drop_table("alert_told")
    with op.batch_alter_table("merchant", schema=None) as batch_op:
        batch_op.drop_column("alerts_to")
