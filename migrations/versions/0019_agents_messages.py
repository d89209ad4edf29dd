"""Messages of the shop's people: who wrote them, when they leave, the files with them; a person's turn in time."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attachment",
        sa.Column("conversation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("outgoing_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("content_type", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_attachment_conversation_id_conversation")
        ),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_attachment_merchant_id_merchant")),
        sa.ForeignKeyConstraint(
            ["outgoing_id"],
            ["outgoing_message.id"],
            name=op.f("fk_attachment_outgoing_id_outgoing_message"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_attachment_staff_id_staff_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("token", name=op.f("uq_attachment_token")),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attachment_conversation_id"), ["conversation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_merchant_id"), ["merchant_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_outgoing_id"), ["outgoing_id"], unique=False)

    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tended_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("returns_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("instruction", sa.String(), nullable=False, server_default=""))
        batch_op.create_index(batch_op.f("ix_conversation_returns_at"), ["returns_at"], unique=False)

    with op.batch_alter_table("conversation", schema=None) as batch_op:  # the mapping gives new rows theirs
        batch_op.alter_column("instruction", server_default=None)

    with op.batch_alter_table("outgoing_message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("send_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_outgoing_message_staff_id_staff_member"), "staff_member", ["staff_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("outgoing_message", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_outgoing_message_staff_id_staff_member"), type_="foreignkey")
        batch_op.drop_column("send_at")
        batch_op.drop_column("staff_id")

    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conversation_returns_at"))
        batch_op.drop_column("instruction")
        batch_op.drop_column("returns_at")
        batch_op.drop_column("tended_at")

    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attachment_outgoing_id"))
        batch_op.drop_index(batch_op.f("ix_attachment_merchant_id"))
        batch_op.drop_index(batch_op.f("ix_attachment_conversation_id"))

    op.drop_table("attachment")
