"""Lists of people that a shop gives as files, and the language of the words that somebody agreed to."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audience_file",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("coding", sa.String(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("channels", sa.JSON(), nullable=False),
        sa.Column("consent_source", sa.String(), nullable=False),
        sa.Column("consent_words", sa.String(), nullable=False),
        sa.Column("consent_locale", sa.String(), nullable=False),
        sa.Column("consent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("read_to", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("wrong", sa.JSON(), nullable=False),
        sa.Column("faults", sa.JSON(), nullable=False),
        sa.Column("newcomers", sa.Integer(), nullable=False),
        sa.Column("stopped", sa.Integer(), nullable=False),
        sa.Column("resolved_to", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_audience_file_merchant_id_merchant")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_audience_file_staff_id_staff_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audience_file")),
        sa.UniqueConstraint("merchant_id", "digest", "day", name=op.f("uq_audience_file_merchant_id_digest_day")),
    )
    with op.batch_alter_table("audience_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audience_file_merchant_id"), ["merchant_id"], unique=False)

    op.create_table(
        "audience_row",
        sa.Column("file_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_audience_row_customer_id_customer")),
        sa.ForeignKeyConstraint(
            ["file_id"], ["audience_file.id"], name=op.f("fk_audience_row_file_id_audience_file"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_audience_row_merchant_id_merchant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audience_row")),
        sa.UniqueConstraint("file_id", "customer_id", name=op.f("uq_audience_row_file_id_customer_id")),
        sa.UniqueConstraint("file_id", "phone", name=op.f("uq_audience_row_file_id_phone")),
    )
    with op.batch_alter_table("audience_row", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audience_row_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index("ix_audience_row_in_order", ["file_id", "number"], unique=False)
        batch_op.create_index(batch_op.f("ix_audience_row_merchant_id"), ["merchant_id"], unique=False)

    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.add_column(sa.Column("locale", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_column("locale")

    with op.batch_alter_table("audience_row", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audience_row_merchant_id"))
        batch_op.drop_index("ix_audience_row_in_order")
        batch_op.drop_index(batch_op.f("ix_audience_row_customer_id"))

    op.drop_table("audience_row")
    with op.batch_alter_table("audience_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audience_file_merchant_id"))

    op.drop_table("audience_file")
