"""Writes the next migration: `make migration NAME=saved_replies` makes the file and says where it is."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.config import Config
from alembic.script import Script, ScriptDirectory

from bot.db.migrate import alembic_config

NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
LONGEST = 40  # of what Alembic takes into a file's name


def main(arguments: list[str]) -> int:
    """Write the migration named on the command line and print where it is; 2 for a name that cannot be used."""
    name = arguments[0] if len(arguments) == 1 else ""
    if not NAME.fullmatch(name) or len(name) > LONGEST:
        sys.stderr.write(
            f"NAME is needed: what the migration is about, at most {LONGEST} small letters, digits and _, "
            "as in make migration NAME=saved_replies\n"
        )
        return 2
    with TemporaryDirectory() as folder:
        written = write(name, alembic_config(f"sqlite:///{Path(folder) / 'head.db'}"))
        sys.stdout.write(f"{written}\n")
    return 0


def write(name: str, config: Config) -> Path:
    """Write what the mapping has and the migrations have not, or a migration of nothing where they agree.

    The database that the configuration names is brought to the newest migration for the comparison.
    """
    command.upgrade(config, "head")
    number = 1 + max(
        (int(script.revision) for script in ScriptDirectory.from_config(config).walk_revisions()), default=0
    )
    message = f"{name.replace('_', ' ').capitalize()}."
    made = command.revision(config, message, autogenerate=True, rev_id=f"{number:04d}")
    assert isinstance(made, Script)  # one name, one file
    return Path(made.path)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
