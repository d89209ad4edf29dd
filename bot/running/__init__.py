"""Starting the whole system on one machine, and leaving nothing behind."""

from bot.places import ROOT

__all__ = ["ROOT", "CannotRun"]


class CannotRun(Exception):
    """The system cannot start: one sentence for the person who typed the command, saying what to do."""
