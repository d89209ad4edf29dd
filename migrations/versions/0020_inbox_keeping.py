"""What people keep of conversations: labels, what was seen, mentions, drafts, views; and the order of their folders."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None
_UNASSIGNED = sa.text(
    "assignee_id IS NULL AND status = 'open' AND (needs_person_since IS NOT NULL OR owner != 'assistant')"
)


def upgrade() -> None:
    op.create_table(
        "label",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("colour", sa.String(), nullable=False),
        sa.Column("goal_minutes", sa.Integer(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_label_merchant_id_merchant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_label")),
        sa.UniqueConstraint("merchant_id", "key", name=op.f("uq_label_merchant_id_key")),
    )
    with op.batch_alter_table("label", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_label_merchant_id"), ["merchant_id"], unique=False)

    op.create_table(
        "saved_view",
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("sort", sa.String(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_saved_view_merchant_id_merchant")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_saved_view_staff_id_staff_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
    )
    with op.batch_alter_table("saved_view", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_saved_view_merchant_id"), ["merchant_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_saved_view_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "conversation_label",
        sa.Column("conversation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("label_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_conversation_label_conversation_id_conversation")
        ),
        sa.ForeignKeyConstraint(
            ["label_id"], ["label.id"], name=op.f("fk_conversation_label_label_id_label"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["merchant_id"], ["merchant.id"], name=op.f("fk_conversation_label_merchant_id_merchant")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation_label")),
        sa.UniqueConstraint("conversation_id", "label_id", name=op.f("uq_conversation_label_conversation_id_label_id")),
    )
    with op.batch_alter_table("conversation_label", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conversation_label_merchant_id"), ["merchant_id"], unique=False)
        batch_op.create_index("ix_conversation_label_of", ["label_id", "conversation_id"], unique=False)

    op.create_table(
        "conversation_seen",
        sa.Column("conversation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("up_to", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_conversation_seen_conversation_id_conversation")
        ),
        sa.ForeignKeyConstraint(
            ["merchant_id"], ["merchant.id"], name=op.f("fk_conversation_seen_merchant_id_merchant")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_conversation_seen_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation_seen")),
        sa.UniqueConstraint("conversation_id", "staff_id", name=op.f("uq_conversation_seen_conversation_id_staff_id")),
    )
    with op.batch_alter_table("conversation_seen", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conversation_seen_merchant_id"), ["merchant_id"], unique=False)

    op.create_table(
        "saved_draft",
        sa.Column("conversation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_saved_draft_conversation_id_conversation")
        ),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_saved_draft_merchant_id_merchant")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_saved_draft_staff_id_staff_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_draft")),
        sa.UniqueConstraint(
            "conversation_id", "staff_id", "kind", name=op.f("uq_saved_draft_conversation_id_staff_id_kind")
        ),
    )
    with op.batch_alter_table("saved_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_saved_draft_merchant_id"), ["merchant_id"], unique=False)

    op.create_table(
        "view_pin",
        sa.Column("view_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("digit", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_view_pin_staff_id_staff_member")),
        sa.ForeignKeyConstraint(
            ["view_id"], ["saved_view.id"], name=op.f("fk_view_pin_view_id_saved_view"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_view_pin")),
        sa.UniqueConstraint("staff_id", "digit", name=op.f("uq_view_pin_staff_id_digit")),
        sa.UniqueConstraint("view_id", "staff_id", name=op.f("uq_view_pin_view_id_staff_id")),
    )
    op.create_table(
        "note_mention",
        sa.Column("note_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("conversation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_note_mention_conversation_id_conversation")
        ),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_note_mention_merchant_id_merchant")),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], name=op.f("fk_note_mention_note_id_note")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_note_mention_staff_id_staff_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_mention")),
        sa.UniqueConstraint("note_id", "staff_id", name=op.f("uq_note_mention_note_id_staff_id")),
    )
    with op.batch_alter_table("note_mention", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_mention_conversation_id"), ["conversation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_mention_merchant_id"), ["merchant_id"], unique=False)
        batch_op.create_index(
            "ix_note_mention_unread",
            ["staff_id", "conversation_id"],
            unique=False,
            sqlite_where=sa.text("read_at IS NULL"),
            postgresql_where=sa.text("read_at IS NULL"),
        )

    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.create_index(
            "ix_conversation_assigned", ["merchant_id", "status", "assignee_id", "active_at", "id"], unique=False
        )
        batch_op.create_index(
            "ix_conversation_unassigned",
            ["merchant_id", "active_at", "id"],
            unique=False,
            sqlite_where=_UNASSIGNED,
            postgresql_where=_UNASSIGNED,
        )
        batch_op.create_index("ix_conversation_window", ["merchant_id", "last_inbound_at", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.drop_index("ix_conversation_window")
        batch_op.drop_index("ix_conversation_unassigned", sqlite_where=_UNASSIGNED, postgresql_where=_UNASSIGNED)
        batch_op.drop_index("ix_conversation_assigned")

    with op.batch_alter_table("note_mention", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_note_mention_unread",
            sqlite_where=sa.text("read_at IS NULL"),
            postgresql_where=sa.text("read_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_note_mention_merchant_id"))
        batch_op.drop_index(batch_op.f("ix_note_mention_conversation_id"))

    op.drop_table("note_mention")
    op.drop_table("view_pin")
    with op.batch_alter_table("saved_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_saved_draft_merchant_id"))

    op.drop_table("saved_draft")
    with op.batch_alter_table("conversation_seen", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conversation_seen_merchant_id"))

    op.drop_table("conversation_seen")
    with op.batch_alter_table("conversation_label", schema=None) as batch_op:
        batch_op.drop_index("ix_conversation_label_of")
        batch_op.drop_index(batch_op.f("ix_conversation_label_merchant_id"))

    op.drop_table("conversation_label")
    with op.batch_alter_table("saved_view", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_saved_view_staff_id"))
        batch_op.drop_index(batch_op.f("ix_saved_view_merchant_id"))

    op.drop_table("saved_view")
    with op.batch_alter_table("label", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_label_merchant_id"))

    op.drop_table("label")
