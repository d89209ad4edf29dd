"""The desk: what its people have to do with a conversation, what happened in it, what they noted."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "change",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("thing_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_change_merchant_id_merchant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
    )
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_change_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_change_merchant_id"), ["merchant_id"], unique=False)

    op.create_table(
        "note",
        sa.Column("conversation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("mentions", sa.JSON(), nullable=False),
        sa.Column("dedupe_key", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_note_conversation_id_conversation")
        ),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_note_merchant_id_merchant")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_note_staff_id_staff_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_note_dedupe_key")),
    )
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_merchant_id"), ["merchant_id"], unique=False)
        batch_op.create_index("ix_note_of", ["conversation_id", "at", "id"], unique=False)

    op.create_table(
        "stretch",
        sa.Column("conversation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_answer_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("stars", sa.Integer(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_stretch_conversation_id_conversation")
        ),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_stretch_merchant_id_merchant")),
        sa.ForeignKeyConstraint(["resolved_by"], ["staff_member.id"], name=op.f("fk_stretch_resolved_by_staff_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stretch")),
    )
    with op.batch_alter_table("stretch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stretch_merchant_id"), ["merchant_id"], unique=False)
        batch_op.create_index("ix_stretch_of", ["conversation_id", "id"], unique=False)
        batch_op.create_index(
            "uq_stretch_open",
            ["conversation_id"],
            unique=True,
            sqlite_where=sa.text("resolved_at IS NULL"),
            postgresql_where=sa.text("resolved_at IS NULL"),
        )

    op.create_table(
        "timeline_event",
        sa.Column("conversation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_timeline_event_conversation_id_conversation")
        ),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_timeline_event_merchant_id_merchant")),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_timeline_event_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timeline_event")),
    )
    with op.batch_alter_table("timeline_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_timeline_event_merchant_id"), ["merchant_id"], unique=False)
        batch_op.create_index("ix_timeline_event_of", ["conversation_id", "at", "id"], unique=False)

    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("status", sa.String(), nullable=False, server_default="open"))
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("active_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("snoozed_for", sa.String(), nullable=True))
        batch_op.drop_index(batch_op.f("ix_conversation_inbox"))
        batch_op.create_index("ix_conversation_inbox", ["merchant_id", "active_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_conversation_snoozed_until"), ["snoozed_until"], unique=False)
        batch_op.create_index("ix_conversation_status", ["merchant_id", "status", "active_at", "id"], unique=False)
        batch_op.create_index("ix_conversation_work", ["merchant_id", "waiting_since", "id"], unique=False)

    with op.batch_alter_table("conversation", schema=None) as batch_op:  # the mapping gives new rows theirs
        batch_op.alter_column("status", server_default=None)
        batch_op.alter_column("version", server_default=None)
    op.execute("UPDATE conversation SET active_at = last_inbound_at, waiting_since = needs_person_since")
    op.execute(
        "INSERT INTO stretch (merchant_id, conversation_id, why, opened_at)"
        " SELECT merchant_id, id, COALESCE(needs_person_why, ''), needs_person_since"
        " FROM conversation WHERE needs_person_since IS NOT NULL"
    )


def downgrade() -> None:
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.drop_index("ix_conversation_work")
        batch_op.drop_index("ix_conversation_status")
        batch_op.drop_index(batch_op.f("ix_conversation_snoozed_until"))
        batch_op.drop_index("ix_conversation_inbox")
        batch_op.create_index(
            batch_op.f("ix_conversation_inbox"), ["merchant_id", "last_inbound_at", "id"], unique=False
        )
        batch_op.drop_column("snoozed_for")
        batch_op.drop_column("snoozed_until")
        batch_op.drop_column("active_at")
        batch_op.drop_column("waiting_since")
        batch_op.drop_column("version")
        batch_op.drop_column("status")

    with op.batch_alter_table("timeline_event", schema=None) as batch_op:
        batch_op.drop_index("ix_timeline_event_of")
        batch_op.drop_index(batch_op.f("ix_timeline_event_merchant_id"))

    op.drop_table("timeline_event")
    with op.batch_alter_table("stretch", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_stretch_open",
            sqlite_where=sa.text("resolved_at IS NULL"),
            postgresql_where=sa.text("resolved_at IS NULL"),
        )
        batch_op.drop_index("ix_stretch_of")
        batch_op.drop_index(batch_op.f("ix_stretch_merchant_id"))

    op.drop_table("stretch")
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.drop_index("ix_note_of")
        batch_op.drop_index(batch_op.f("ix_note_merchant_id"))

    op.drop_table("note")
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_change_merchant_id"))
        batch_op.drop_index(batch_op.f("ix_change_at"))

    op.drop_table("change")
