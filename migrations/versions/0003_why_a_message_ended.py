"""Why a message was canceled or expired, in a column of its own; `held_because` is of what is held."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ENDED = "state IN ('canceled', 'expired')"


def upgrade() -> None:
    with op.batch_alter_table("outgoing_message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ended_because", sa.String(), nullable=True))
    op.execute(f"UPDATE outgoing_message SET ended_because = held_because, held_because = NULL WHERE {_ENDED}")


def downgrade() -> None:
    op.execute(f"UPDATE outgoing_message SET held_because = ended_because WHERE {_ENDED}")
    with op.batch_alter_table("outgoing_message", schema=None) as batch_op:
        batch_op.drop_column("ended_because")
