"""What Twilio tells of the numbers on WhatsApp."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "whatsapp_sender",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("quality", sa.String(), nullable=False),
        sa.Column("allowance", sa.Integer(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_whatsapp_sender_merchant_id_merchant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_whatsapp_sender")),
        sa.UniqueConstraint("merchant_id", name=op.f("uq_whatsapp_sender_merchant_id")),
    )
    with op.batch_alter_table("whatsapp_sender", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_whatsapp_sender_merchant_id"), ["merchant_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("whatsapp_sender", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_whatsapp_sender_merchant_id"))
    op.drop_table("whatsapp_sender")
