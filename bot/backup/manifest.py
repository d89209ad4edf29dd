"""What the last entry of a backup says of the whole: what is in it, of when, and how the rows are put back."""

from __future__ import annotations

from collections.abc import KeysView, Mapping
from pathlib import PurePosixPath
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, NonNegativeInt

DATABASE, MEDIA, SPOOL, TAUGHT, SECRETS, DEMO = "database", "media", "spool", "teaching", "secrets", "demo"
DRAFT = ".restoring"  # where something is made ready to be put in its place
PLACES = frozenset({DATABASE, MEDIA, SPOOL, TAUGHT, SECRETS, DEMO})


class _Told(BaseModel):
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)


class Entry(_Told):
    """One entry: the checksum of its bytes and how many they are."""

    sha256: str
    bytes: NonNegativeInt


class ShapeTold(_Told):
    """bot.db.snapshot.RowShape, as it stands in the manifest."""

    columns: Mapping[str, list[str]]
    counted: Mapping[str, int]


class Manifest(_Told):
    """What a backup says of itself. `sealed`: something that its SECRET_KEY opens; `shape`: of PostgreSQL's rows."""

    made_at: AwareDatetime
    made_by: str
    kind: Literal["sqlite", "postgresql"]
    version: str = Field(alias="schema", pattern=r"^[0-9]{4}$")
    sealed: str
    with_secrets: bool
    entries: Mapping[str, Entry]
    shape: ShapeTold | None = None


def find_foreign(manifest: Manifest) -> str | None:
    """The first entry that has no place among those of a backup, None where all have one."""
    names = manifest.entries.keys()
    return next((name for name in names if not _has_place(name) or _is_below_another(name, names)), None)


def _has_place(name: str) -> bool:
    """Whether a name is a plain one below one of our folders: no way up, no root, nothing a disk reads otherwise."""
    path = PurePosixPath(name)
    plain = str(path) == name and not {"..", DRAFT} & set(path.parts) and name.isprintable()
    return plain and len(path.parts) > 1 and path.parts[0] in PLACES


def _is_below_another(name: str, names: KeysView[str]) -> bool:
    return any(str(folder) in names for folder in PurePosixPath(name).parents)
