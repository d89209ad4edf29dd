"""How fast a sender was told to go, what a shop says of its limits, what Twilio has billed."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sender_pace",
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("slowed_to", sa.Double(), nullable=False),
        sa.Column("slowed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sender_pace")),
        sa.UniqueConstraint("sender", name=op.f("uq_sender_pace_sender")),
    )
    with op.batch_alter_table("merchant", schema=None) as batch_op:
        batch_op.add_column(sa.Column("whatsapp_per_second", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("portfolio", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("portfolio_allowance", sa.Integer(), nullable=True))
    with op.batch_alter_table("merchant", schema=None) as batch_op:
        batch_op.alter_column("whatsapp_per_second", server_default=None)
        batch_op.alter_column("portfolio", server_default=None)
    with op.batch_alter_table("outgoing_message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("billed_micros", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("billed_unit", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("outgoing_message", schema=None) as batch_op:
        batch_op.drop_column("billed_unit")
        batch_op.drop_column("billed_micros")
    with op.batch_alter_table("merchant", schema=None) as batch_op:
        batch_op.drop_column("portfolio_allowance")
        batch_op.drop_column("portfolio")
        batch_op.drop_column("whatsapp_per_second")
    op.drop_table("sender_pace")
