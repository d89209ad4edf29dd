"""The code of an installation's first owner, and shops that are still being set up."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "first_code",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_first_code")),
        sa.UniqueConstraint("digest", name=op.f("uq_first_code_digest")),
    )
    with op.batch_alter_table("merchant", schema=None) as batch_op:
        # Shops that are there have told customers all along.
        batch_op.add_column(sa.Column("live", sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table("merchant", schema=None) as batch_op:
        batch_op.alter_column("live", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("merchant", schema=None) as batch_op:
        batch_op.drop_column("live")

    op.drop_table("first_code")
