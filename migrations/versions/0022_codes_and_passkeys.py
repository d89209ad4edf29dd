"""Codes of an authenticator app, passkeys, and when whoever has a session last showed who they are."""

import sqlalchemy as sa
from alembic import op

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _of_a_person(
        "passkey",
        sa.Column("credential", sa.String(), nullable=False),
        sa.Column("public_key", sa.String(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.UniqueConstraint("credential", name=op.f("uq_passkey_credential")),
    )
    _of_a_person(
        "recovery_code",
        sa.Column("digest", sa.String(), nullable=False),
        sa.UniqueConstraint("digest", name=op.f("uq_recovery_code_digest")),
    )
    for table in ("passkey", "recovery_code"):
        op.create_index(op.f(f"ix_{table}_staff_id"), table, ["staff_id"], unique=False)
    _of_a_person(
        "totp",
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.UniqueConstraint("staff_id", name=op.f("uq_totp_staff_id")),
    )
    op.create_table(
        "passkey_challenge",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("staff_id", _ID, nullable=True),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", _ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_passkey_challenge_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey_challenge")),
        sa.UniqueConstraint("digest", name=op.f("uq_passkey_challenge_digest")),
    )
    for column in ("address", "expires_at", "staff_id"):
        op.create_index(op.f(f"ix_passkey_challenge_{column}"), "passkey_challenge", [column], unique=False)
    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("proven_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE staff_session SET proven_at = created_at")
    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.alter_column("proven_at", existing_type=sa.DateTime(timezone=True), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.drop_column("proven_at")
    for table in ("passkey_challenge", "totp", "recovery_code", "passkey"):
        op.drop_table(table)


def _of_a_person(table: str, *parts: sa.Column[object] | sa.Constraint) -> None:
    op.create_table(
        table,
        sa.Column("staff_id", _ID, nullable=False),
        *parts,
        sa.Column("id", _ID, nullable=False),
        sa.Column("merchant_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f(f"fk_{table}_merchant_id_merchant")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f(f"fk_{table}_staff_id_staff_member")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_merchant_id"), table, ["merchant_id"], unique=False)
