"""Newsletters, and each customer's word on them."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "newsletter",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_newsletter_merchant_id_merchant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_newsletter")),
        sa.UniqueConstraint("merchant_id", "name", name=op.f("uq_newsletter_merchant_id_name")),
    )
    with op.batch_alter_table("newsletter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_newsletter_merchant_id"), ["merchant_id"], unique=False)

    op.create_table(
        "newsletter_word",
        sa.Column("newsletter_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_newsletter_word_customer_id_customer")),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_newsletter_word_merchant_id_merchant")),
        sa.ForeignKeyConstraint(
            ["newsletter_id"], ["newsletter.id"], name=op.f("fk_newsletter_word_newsletter_id_newsletter")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_newsletter_word")),
    )
    with op.batch_alter_table("newsletter_word", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_newsletter_word_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_newsletter_word_merchant_id"), ["merchant_id"], unique=False)
        batch_op.create_index("ix_newsletter_word_of", ["newsletter_id", "customer_id", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("newsletter_word", schema=None) as batch_op:
        batch_op.drop_index("ix_newsletter_word_of")
        batch_op.drop_index(batch_op.f("ix_newsletter_word_merchant_id"))
        batch_op.drop_index(batch_op.f("ix_newsletter_word_customer_id"))

    op.drop_table("newsletter_word")
    with op.batch_alter_table("newsletter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_newsletter_merchant_id"))

    op.drop_table("newsletter")
