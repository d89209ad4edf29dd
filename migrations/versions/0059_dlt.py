"""What is registered for SMS in India: the entity, its headers, and a template for each sentence and locale."""

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dlt_template",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("header", sa.String(), nullable=False),
        sa.Column("template_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_dlt_template_merchant_id_merchant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dlt_template")),
        sa.UniqueConstraint("merchant_id", "key", "locale", name=op.f("uq_dlt_template_merchant_id_key_locale")),
    )
    with op.batch_alter_table("dlt_template", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dlt_template_merchant_id"), ["merchant_id"], unique=False)
    with op.batch_alter_table("merchant", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sms_to_india", sa.String(), nullable=False, server_default="foreign"))
        batch_op.add_column(sa.Column("dlt_entity_id", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("dlt_headers", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("dlt_consent_id", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("merchant", schema=None) as batch_op:
        for name in ("dlt_consent_id", "dlt_headers", "dlt_entity_id", "sms_to_india"):
            batch_op.drop_column(name)
    op.drop_table("dlt_template")
