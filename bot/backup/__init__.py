"""A copy of everything that cannot be made again, in one file, and the way back from it."""


class CannotBackUp(Exception):
    """A backup cannot be made, or not be put back: one sentence for the person who typed the command."""
