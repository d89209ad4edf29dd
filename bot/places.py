"""Where the files lie that are no Python of ours: in a checkout beside the packages, in a wheel within one."""

from __future__ import annotations

import os
from pathlib import Path

# Made when a wheel is built (pyproject.toml).
SHIPPED = Path(__file__).resolve().parent / "shipped"
IS_SHIPPED = SHIPPED.is_dir()
# Rasa's files, training messages, migrations.
ROOT = SHIPPED if IS_SHIPPED else SHIPPED.parents[1]


def find_models(root: Path) -> Path:
    """The folder of the models: beside the sources of a checkout, and in VAR_DIR where a wheel is installed."""
    if root == SHIPPED:
        return Path(os.environ.get("VAR_DIR") or "var").absolute() / "models"
    return root / "models"
