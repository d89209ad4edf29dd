"""Customers of a shop, and those of a language, in the order they came."""

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.create_index("ix_customer_newest", ["merchant_id", "id"], unique=False)
        batch_op.create_index("ix_customer_newest_speaking", ["merchant_id", "locale", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.drop_index("ix_customer_newest_speaking")
        batch_op.drop_index("ix_customer_newest")
