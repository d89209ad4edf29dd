"""A database of PostgreSQL that knows English letters alone is refused, and it is said how to make a right one."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.pool import NullPool

from bot.cli import main

NAME = "letters_of_c"


@pytest.mark.integration
def test_the_start_refuses_a_database_of_the_locale_c(postgres_url: str, tmp_path: object) -> None:
    engine = create_engine(postgres_url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {NAME} TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'"))
    url = make_url(postgres_url).set(database=NAME).render_as_string(hide_password=False)
    told = CliRunner().invoke(main, ["migrate"], env={"DATABASE_URL": url, "VAR_DIR": str(tmp_path)})
    assert told.exit_code == 1
    assert "CREATE DATABASE letters_of_c_utf8 TEMPLATE template0" in told.output
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {NAME} WITH (FORCE)"))
