"""A shop, and each of its people, has one answer and one macro of a name."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

_TABLES = ("canned_reply", "macro")
_SHOPS = sa.text("staff_id IS NULL")


def upgrade() -> None:
    for table in _TABLES:
        _rename_repeated(table)
        op.create_index(
            f"uq_{table}_of_shop",
            table,
            ["merchant_id", "name"],
            unique=True,
            sqlite_where=_SHOPS,
            postgresql_where=_SHOPS,
        )
        op.create_index(f"uq_{table}_of_person", table, ["staff_id", "name"], unique=True)


def downgrade() -> None:
    for table in _TABLES:
        op.drop_index(f"uq_{table}_of_person", table_name=table)
        op.drop_index(f"uq_{table}_of_shop", table_name=table)


def _rename_repeated(table: str) -> None:
    """Two that were made at the same moment: the later one gets its number behind its name."""
    kept = sa.table(table, sa.column("id"), sa.column("merchant_id"), sa.column("staff_id"), sa.column("name", sa.Text))
    first = kept.alias("first")
    same = sa.select(sa.literal(1)).where(
        first.c.merchant_id == kept.c.merchant_id,
        first.c.name == kept.c.name,
        sa.func.coalesce(first.c.staff_id, 0) == sa.func.coalesce(kept.c.staff_id, 0),
        first.c.id < kept.c.id,
    )
    number = sa.cast(kept.c.id, sa.Text)
    op.execute(kept.update().where(sa.exists(same)).values(name=kept.c.name + " (" + number + ")"))
