"""Starting the whole system on one machine, and leaving nothing behind."""

from pathlib import Path

# The project's own directory: Rasa's files, the model archives and both environments are here.
ROOT = Path(__file__).resolve().parents[2]


class CannotRun(Exception):
    """The system cannot start: one sentence for the person who typed the command, saying what to do."""
