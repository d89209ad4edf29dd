"""What is left to pay at the door, and the currency of what has gone back where it is another than the order's."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.add_column(sa.Column("refund_currency", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("to_pay", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.drop_column("to_pay")
        batch_op.drop_column("refund_currency")
