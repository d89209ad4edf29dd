"""Accounts at Twilio that are shops' own"""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "twilio_account",
        sa.Column("sid", sa.String(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", _ID, nullable=False),
        sa.Column("merchant_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_twilio_account_merchant_id_merchant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_twilio_account")),
    )
    op.create_index(op.f("ix_twilio_account_merchant_id"), "twilio_account", ["merchant_id"])
    op.create_index("ix_twilio_account_of_sid", "twilio_account", ["sid", "until"])
    with op.batch_alter_table("merchant") as batch_op:
        batch_op.add_column(sa.Column("twilio_sid", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("twilio_account_id", _ID, nullable=True))
    with op.batch_alter_table("merchant") as batch_op:
        batch_op.alter_column("twilio_sid", server_default=None)
    with op.batch_alter_table("status_event") as batch_op:
        batch_op.add_column(sa.Column("account", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("status_event") as batch_op:
        batch_op.alter_column("account", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("status_event") as batch_op:
        batch_op.drop_column("account")
    with op.batch_alter_table("merchant") as batch_op:
        batch_op.drop_column("twilio_account_id")
        batch_op.drop_column("twilio_sid")
    op.drop_index("ix_twilio_account_of_sid", table_name="twilio_account")
    op.drop_index(op.f("ix_twilio_account_merchant_id"), table_name="twilio_account")
    op.drop_table("twilio_account")
