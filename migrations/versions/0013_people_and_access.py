"""People of a shop, their sessions and what they did; scopes of keys; whose a conversation is."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

# What a key could do before there were scopes.
FIRST_SCOPES = '["events.read", "events.write", "orders.read"]'


def upgrade() -> None:
    op.create_table(
        "log_in_attempt",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_in_attempt")),
    )
    with op.batch_alter_table("log_in_attempt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_log_in_attempt_at"), ["at"], unique=False)
        batch_op.create_index("ix_log_in_attempt_from", ["address", "at"], unique=False)
        batch_op.create_index("ix_log_in_attempt_of", ["account", "at"], unique=False)

    op.create_table(
        "staff_member",
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("letter_keys", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_staff_member_merchant_id_merchant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_member")),
        sa.UniqueConstraint("merchant_id", "email", name=op.f("uq_staff_member_merchant_id_email")),
    )
    with op.batch_alter_table("staff_member", schema=None) as batch_op:
        batch_op.create_index("ix_staff_member_email", ["email"], unique=False)
        batch_op.create_index(batch_op.f("ix_staff_member_merchant_id"), ["merchant_id"], unique=False)

    op.create_table(
        "audit_entry",
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("api_key_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["api_key_id"], ["api_key.id"], name=op.f("fk_audit_entry_api_key_id_api_key")),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_audit_entry_merchant_id_merchant")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_audit_entry_staff_id_staff_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_merchant_id"), ["merchant_id"], unique=False)
        batch_op.create_index("ix_audit_entry_of", ["merchant_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_entry_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "staff_link",
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_staff_link_merchant_id_merchant")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_staff_link_staff_id_staff_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_link")),
        sa.UniqueConstraint("digest", name=op.f("uq_staff_link_digest")),
    )
    with op.batch_alter_table("staff_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_link_merchant_id"), ["merchant_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_staff_link_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "staff_session",
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_staff_session_merchant_id_merchant")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_staff_session_staff_id_staff_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_session")),
        sa.UniqueConstraint("digest", name=op.f("uq_staff_session_digest")),
    )
    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_session_merchant_id"), ["merchant_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_staff_session_staff_id"), ["staff_id"], unique=False)

    with op.batch_alter_table("api_key", schema=None) as batch_op:
        batch_op.add_column(sa.Column("scopes", sa.JSON(), nullable=False, server_default=FIRST_SCOPES))
    with op.batch_alter_table("api_key", schema=None) as batch_op:  # the mapping gives new rows theirs
        batch_op.alter_column("scopes", server_default=None)

    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("assignee_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_index(batch_op.f("ix_conversation_assignee_id"), ["assignee_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_conversation_assignee_id_staff_member"), "staff_member", ["assignee_id"], ["id"]
        )

    with op.batch_alter_table("merchant", schema=None) as batch_op:
        batch_op.add_column(sa.Column("agents_see_all", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("agents_see_numbers", sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table("merchant", schema=None) as batch_op:
        batch_op.alter_column("agents_see_all", server_default=None)
        batch_op.alter_column("agents_see_numbers", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("merchant", schema=None) as batch_op:
        batch_op.drop_column("agents_see_numbers")
        batch_op.drop_column("agents_see_all")

    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_conversation_assignee_id_staff_member"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_conversation_assignee_id"))
        batch_op.drop_column("assignee_id")

    with op.batch_alter_table("api_key", schema=None) as batch_op:
        batch_op.drop_column("scopes")

    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_session_staff_id"))
        batch_op.drop_index(batch_op.f("ix_staff_session_merchant_id"))

    op.drop_table("staff_session")
    with op.batch_alter_table("staff_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_link_staff_id"))
        batch_op.drop_index(batch_op.f("ix_staff_link_merchant_id"))

    op.drop_table("staff_link")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entry_staff_id"))
        batch_op.drop_index("ix_audit_entry_of")
        batch_op.drop_index(batch_op.f("ix_audit_entry_merchant_id"))

    op.drop_table("audit_entry")
    with op.batch_alter_table("staff_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_member_merchant_id"))
        batch_op.drop_index("ix_staff_member_email")

    op.drop_table("staff_member")
    with op.batch_alter_table("log_in_attempt", schema=None) as batch_op:
        batch_op.drop_index("ix_log_in_attempt_of")
        batch_op.drop_index("ix_log_in_attempt_from")
        batch_op.drop_index(batch_op.f("ix_log_in_attempt_at"))

    op.drop_table("log_in_attempt")
