"""Texts of a shop's own for many people, the codes they give out, and the footer of a template."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "campaign_text",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("family_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("newer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("link_url", sa.String(), nullable=False),
        sa.Column("buttons", sa.JSON(), nullable=False),
        sa.Column("coupon", sa.JSON(), nullable=False),
        sa.Column("picture_token", sa.String(), nullable=True),
        sa.Column("picture_path", sa.String(), nullable=True),
        sa.Column("picture_type", sa.String(), nullable=False),
        sa.Column("picture_size", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pushed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["family_id"], ["campaign_text.id"], name=op.f("fk_campaign_text_family_id_campaign_text")
        ),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_campaign_text_merchant_id_merchant")),
        sa.ForeignKeyConstraint(
            ["newer_id"], ["campaign_text.id"], name=op.f("fk_campaign_text_newer_id_campaign_text")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_text")),
    )
    with op.batch_alter_table("campaign_text", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_campaign_text_family_id"), ["family_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_campaign_text_merchant_id"), ["merchant_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_campaign_text_picture_token"), ["picture_token"], unique=False)

    op.create_table(
        "campaign_wording",
        sa.Column("text_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("titles", sa.JSON(), nullable=False),
        sa.Column("footer", sa.String(), nullable=False),
        sa.Column("sms", sa.String(), nullable=False),
        sa.Column("dlt", sa.JSON(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["merchant_id"], ["merchant.id"], name=op.f("fk_campaign_wording_merchant_id_merchant")
        ),
        sa.ForeignKeyConstraint(
            ["text_id"],
            ["campaign_text.id"],
            name=op.f("fk_campaign_wording_text_id_campaign_text"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_wording")),
        sa.UniqueConstraint("text_id", "locale", name=op.f("uq_campaign_wording_text_id_locale")),
    )
    with op.batch_alter_table("campaign_wording", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_campaign_wording_merchant_id"), ["merchant_id"], unique=False)

    op.create_table(
        "campaign_code",
        sa.Column("text_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("broadcast_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["broadcast_id"],
            ["broadcast.id"],
            name=op.f("fk_campaign_code_broadcast_id_broadcast"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_campaign_code_customer_id_customer")),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_campaign_code_merchant_id_merchant")),
        sa.ForeignKeyConstraint(
            ["text_id"], ["campaign_text.id"], name=op.f("fk_campaign_code_text_id_campaign_text"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_code")),
        sa.UniqueConstraint("text_id", "code", name=op.f("uq_campaign_code_text_id_code")),
    )
    with op.batch_alter_table("campaign_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_campaign_code_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(
            "ix_campaign_code_free",
            ["text_id", "id"],
            unique=False,
            sqlite_where=sa.text("customer_id IS NULL"),
            postgresql_where=sa.text("customer_id IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_campaign_code_merchant_id"), ["merchant_id"], unique=False)

    with op.batch_alter_table("template", schema=None) as batch_op:
        batch_op.add_column(sa.Column("footer", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("template", schema=None) as batch_op:
        batch_op.alter_column("footer", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("template", schema=None) as batch_op:
        batch_op.drop_column("footer")

    with op.batch_alter_table("campaign_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_campaign_code_merchant_id"))
        batch_op.drop_index(
            "ix_campaign_code_free",
            sqlite_where=sa.text("customer_id IS NULL"),
            postgresql_where=sa.text("customer_id IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_campaign_code_customer_id"))

    op.drop_table("campaign_code")
    with op.batch_alter_table("campaign_wording", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_campaign_wording_merchant_id"))

    op.drop_table("campaign_wording")
    with op.batch_alter_table("campaign_text", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_campaign_text_picture_token"))
        batch_op.drop_index(batch_op.f("ix_campaign_text_merchant_id"))
        batch_op.drop_index(batch_op.f("ix_campaign_text_family_id"))

    op.drop_table("campaign_text")
