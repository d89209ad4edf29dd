"""A second text of a broadcast and who got which, texts tried on the shop's own phones, and links of broadcasts."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "broadcast_test",
        sa.Column("broadcast_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("variant", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("outgoing_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("merchant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["broadcast_id"],
            ["broadcast.id"],
            name=op.f("fk_broadcast_test_broadcast_id_broadcast"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_broadcast_test_merchant_id_merchant")),
        sa.ForeignKeyConstraint(
            ["outgoing_id"],
            ["outgoing_message.id"],
            name=op.f("fk_broadcast_test_outgoing_id_outgoing_message"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_broadcast_test_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast_test")),
        sa.UniqueConstraint("outgoing_id", name=op.f("uq_broadcast_test_outgoing_id")),
    )
    with op.batch_alter_table("broadcast_test", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_broadcast_test_broadcast_id"), ["broadcast_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_broadcast_test_merchant_id"), ["merchant_id"], unique=False)

    with op.batch_alter_table("broadcast", schema=None) as batch_op:
        batch_op.add_column(sa.Column("second", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("untested_why", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("untested_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_broadcast_untested_by_staff_member"), "staff_member", ["untested_by"], ["id"]
        )

    with op.batch_alter_table("broadcast_recipient", schema=None) as batch_op:
        batch_op.add_column(sa.Column("variant", sa.String(), nullable=False, server_default=""))

    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("broadcast_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_index(batch_op.f("ix_link_broadcast_id"), ["broadcast_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_link_broadcast_id_broadcast"), "broadcast", ["broadcast_id"], ["id"], ondelete="SET NULL"
        )

    with op.batch_alter_table("merchant", schema=None) as batch_op:
        batch_op.add_column(sa.Column("test_numbers", sa.JSON(), nullable=False, server_default="[]"))

    for table, column in (
        ("broadcast", "untested_why"),
        ("broadcast_recipient", "variant"),
        ("merchant", "test_numbers"),
    ):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(column, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("merchant", schema=None) as batch_op:
        batch_op.drop_column("test_numbers")

    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_link_broadcast_id_broadcast"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_link_broadcast_id"))
        batch_op.drop_column("broadcast_id")

    with op.batch_alter_table("broadcast_recipient", schema=None) as batch_op:
        batch_op.drop_column("variant")

    with op.batch_alter_table("broadcast", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_broadcast_untested_by_staff_member"), type_="foreignkey")
        batch_op.drop_column("untested_by")
        batch_op.drop_column("untested_why")
        batch_op.drop_column("second")

    with op.batch_alter_table("broadcast_test", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_broadcast_test_merchant_id"))
        batch_op.drop_index(batch_op.f("ix_broadcast_test_broadcast_id"))

    op.drop_table("broadcast_test")
