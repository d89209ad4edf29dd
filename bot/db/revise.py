"""Writes the next migration from what the tables have and the newest migration has not.

For developers: python -m bot.db.revise "0002 what it adds"
"""

from __future__ import annotations

import sys
import tempfile

from alembic import command

from bot.db.migrate import alembic_config, upgrade


def main(title: str) -> None:
    """One file in migrations/versions, named by its number and words; read it before you commit it."""
    number, _, words = title.partition(" ")
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/scratch.db"
        upgrade(url)
        config = alembic_config(url)
        config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
        command.revision(config, message=words, rev_id=number, autogenerate=True)


if __name__ == "__main__":
    main(sys.argv[1])
