"""A turn that must not count: nothing is answered, nothing is saved, and the caller tries again."""


class TurnFailed(BaseException):
    """Raised where Rasa would log an error and carry on as if nothing had happened.

    Not an `Exception` on purpose: Rasa 3.6.21 catches every Exception of an action (`MessageProcessor._run_action`)
    and of the conversation store (`FailSafeTrackerStore`), goes on without it, and saves a conversation in which
    the customer was answered though they were not. Only `channel.py` catches this one.
    """
