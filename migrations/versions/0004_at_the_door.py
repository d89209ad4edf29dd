"""What holds at the door: the courier's phone where it is told, the limit of cash on delivery, whether UPI is taken."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("parcel", schema=None) as batch_op:
        batch_op.add_column(sa.Column("courier_phone", sa.String(), server_default="", nullable=False))
    with op.batch_alter_table("merchant", schema=None) as batch_op:
        batch_op.add_column(sa.Column("cod_limit", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("upi_at_door", sa.Boolean(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("merchant", schema=None) as batch_op:
        batch_op.drop_column("upi_at_door")
        batch_op.drop_column("cod_limit")
    with op.batch_alter_table("parcel", schema=None) as batch_op:
        batch_op.drop_column("courier_phone")
