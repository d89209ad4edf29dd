"""What the assistant is taught, conversations kept as tests, trainings and the models of them."""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "model_training",
        sa.Column("alone", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("share", sa.Double(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_token", sa.String(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("archive", sa.String(), nullable=False),
        sa.Column("sources", sa.String(), nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_model_training_merchant_id_merchant")),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_model_training_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_training")),
        sa.UniqueConstraint("alone", name=op.f("uq_model_training_alone")),
    )
    with op.batch_alter_table("model_training", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_model_training_merchant_id"), ["merchant_id"], unique=False)

    op.create_table(
        "kept_test",
        sa.Column("conversation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_kept_test_conversation_id_conversation")
        ),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_kept_test_merchant_id_merchant")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_kept_test_staff_id_staff_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_test")),
        sa.UniqueConstraint("conversation_id", name=op.f("uq_kept_test_conversation_id")),
    )
    with op.batch_alter_table("kept_test", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kept_test_merchant_id"), ["merchant_id"], unique=False)

    op.create_table(
        "served_model",
        sa.Column("training_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("archive", sa.String(), nullable=False),
        sa.Column("sources", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["training_id"], ["model_training.id"], name=op.f("fk_served_model_training_id_model_training")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_served_model")),
    )
    op.create_table(
        "message_mark",
        sa.Column("inbound_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("is_wrong", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["inbound_id"],
            ["inbound_message.id"],
            name=op.f("fk_message_mark_inbound_id_inbound_message"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_message_mark_merchant_id_merchant")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_message_mark_staff_id_staff_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_mark")),
        sa.UniqueConstraint("inbound_id", name=op.f("uq_message_mark_inbound_id")),
    )
    with op.batch_alter_table("message_mark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_message_mark_merchant_id"), ["merchant_id"], unique=False)

    op.create_table(
        "taught_example",
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("intent", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("source_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_taught_example_merchant_id_merchant")),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["inbound_message.id"],
            name=op.f("fk_taught_example_source_id_inbound_message"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_taught_example_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taught_example")),
        sa.UniqueConstraint("merchant_id", "key", name=op.f("uq_taught_example_merchant_id_key")),
    )
    with op.batch_alter_table("taught_example", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_taught_example_merchant_id"), ["merchant_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_taught_example_source_id"), ["source_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("taught_example", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_taught_example_source_id"))
        batch_op.drop_index(batch_op.f("ix_taught_example_merchant_id"))

    op.drop_table("taught_example")
    with op.batch_alter_table("message_mark", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_message_mark_merchant_id"))

    op.drop_table("message_mark")
    op.drop_table("served_model")
    with op.batch_alter_table("kept_test", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kept_test_merchant_id"))

    op.drop_table("kept_test")
    with op.batch_alter_table("model_training", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_model_training_merchant_id"))

    op.drop_table("model_training")
