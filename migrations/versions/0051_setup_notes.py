"""How far a shop is set up, where no other row says it."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "setup_note",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_setup_note_merchant_id_merchant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setup_note")),
        sa.UniqueConstraint("merchant_id", "name", name=op.f("uq_setup_note_merchant_id_name")),
    )
    with op.batch_alter_table("setup_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_setup_note_merchant_id"), ["merchant_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("setup_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_setup_note_merchant_id"))

    op.drop_table("setup_note")
