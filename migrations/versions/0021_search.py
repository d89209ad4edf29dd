"""The search: the words of what was written, by both sides and in notes, and by what names and numbers are found."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS = sa.Text().with_variant(TSVECTOR(), "postgresql")
# Vowel signs are letters here: SQLite's own choice would take Indic words to pieces. No two places may be told apart by
# case or accents alone; the key of a word has settled that already.
FTS = """
    CREATE VIRTUAL TABLE search_words USING fts5(
        words, content='search_entry', content_rowid='id',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    )
"""
TRIGGERS = (
    "CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN"
    " INSERT INTO search_words (rowid, words) VALUES (new.id, new.words); END",
    "CREATE TRIGGER search_entry_gone AFTER DELETE ON search_entry BEGIN"
    " INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', old.id, old.words); END",
)
TRIGRAMS = (
    ("ix_customer_name_key", "customer", "name_key"),
    ("ix_identity_part", "identity", "value"),
    ("ix_orders_number_part", "orders", "number_key"),
)


def upgrade() -> None:
    op.create_table(
        "search_entry",
        sa.Column("merchant_id", ROW_ID, nullable=False),
        sa.Column("conversation_id", ROW_ID, nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("thing_id", ROW_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", WORDS, nullable=False),
        sa.Column("id", ROW_ID, nullable=False),
        sa.ForeignKeyConstraint(["merchant_id"], ["merchant.id"], name=op.f("fk_search_entry_merchant_id_merchant")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_search_entry_conversation_id_conversation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("side", "thing_id", name=op.f("uq_search_entry_side_thing_id")),
    )
    op.create_index(op.f("ix_search_entry_conversation_id"), "search_entry", ["conversation_id"])
    op.create_index("ix_search_entry_newest", "search_entry", ["merchant_id", "at", "id"])
    op.create_table(
        "search_mark",
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("up_to", ROW_ID, nullable=False),
        sa.Column("seen_id", ROW_ID, nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", ROW_ID, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_mark")),
        sa.UniqueConstraint("side", name=op.f("uq_search_mark_side")),
    )
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("name_key", sa.String(), nullable=True))
    unkeyed = sa.text("name_key IS NULL")
    op.create_index("ix_customer_unkeyed", "customer", ["id"], sqlite_where=unkeyed, postgresql_where=unkeyed)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        op.create_index("ix_search_entry_words", "search_entry", ["words"], postgresql_using="gin")
        for name, table, column in TRIGRAMS:
            op.create_index(name, table, [column], postgresql_using="gin", postgresql_ops={column: "gin_trgm_ops"})
    else:
        for statement in (FTS, *TRIGGERS):
            op.execute(statement)


def downgrade() -> None:
    op.drop_table("search_mark")
    op.drop_table("search_entry")  # with its triggers, before what they write to
    if op.get_bind().dialect.name == "postgresql":
        for name, table, _ in TRIGRAMS:
            op.drop_index(name, table)
    else:
        op.execute("DROP TABLE search_words")
    op.drop_index("ix_customer_unkeyed", "customer")
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.drop_column("name_key")
