"""Versions of a shop's answers, which message was given which, and what its people wrote of products and places."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

_TOLD = sa.text("topic IS NOT NULL")
_COUNTED = ("faq_topic", "offer", "pin_area", "product")


def upgrade() -> None:
    op.create_table(
        "faq_version",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("deed", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_faq_version_merchant_id_merchant")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_faq_version_staff_id_staff_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_faq_version")),
        sa.UniqueConstraint("merchant_id", "slug", "number", name=op.f("uq_faq_version_merchant_id_slug_number")),
    )
    with op.batch_alter_table("faq_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_faq_version_deed"), ["deed"], unique=False)
        batch_op.create_index(batch_op.f("ix_faq_version_merchant_id"), ["merchant_id"], unique=False)

    for table in _COUNTED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))

    with op.batch_alter_table("product", schema=None) as batch_op:
        batch_op.add_column(sa.Column("typed", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("matches_told", sa.JSON(), nullable=False, server_default="[]"))

    # Not by copying the table: it may be the largest there is.
    op.add_column("inbound_message", sa.Column("topic", sa.String(), nullable=True))
    op.create_index(
        "ix_inbound_topic",
        "inbound_message",
        ["merchant_id", "topic", "received_at"],
        sqlite_where=_TOLD,
        postgresql_where=_TOLD,
    )


def downgrade() -> None:
    op.drop_index("ix_inbound_topic", "inbound_message")
    op.drop_column("inbound_message", "topic")

    with op.batch_alter_table("product", schema=None) as batch_op:
        batch_op.drop_column("matches_told")
        batch_op.drop_column("typed")

    for table in reversed(_COUNTED):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("version")

    op.drop_table("faq_version")
