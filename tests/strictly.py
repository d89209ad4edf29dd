"""News as a test of one field wants them: a detail that was passed over is raised, as if it had lost the whole."""

from __future__ import annotations

from bot.domain.news import News, Odd, Unreadable


def strictly(news: tuple[News, ...]) -> tuple[News, ...]:
    """The news, if nothing was odd about them; raises Unreadable for the first detail that was."""
    for one in news:
        if isinstance(one, Odd):
            raise Unreadable(one.field, one.problem)
    return news
