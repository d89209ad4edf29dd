"""Goes on with a bulk job, a few conversations at a time, so that nobody waits long for the database."""

from __future__ import annotations

from datetime import timedelta

from bot.bootstrap import Bot
from bot.db.canned import BulkJob
from bot.domain.access import StaffRole
from bot.services.desk import bulk
from bot.services.staff import accounts
from bot.services.staff.audit import Actor
from bot.services.staff.viewing import find_view
from bot.tasks.names import BULK

LIMIT = 20
OVERDUE = timedelta(seconds=10)


def work_bulk(bot: Bot, job_id: int) -> None:
    """Do a job, or undo it, to its end."""
    with bot.database.writing.begin() as db:
        claimed = bulk.claim_job(db, job_id, bot.now())
    while claimed:
        with bot.database.writing.begin() as db:
            job = db.get_one(BulkJob, job_id)
            member = accounts.find_member(db, job.merchant_id, job.staff_id or 0)
            # As whoever opened it may now: who was made an agent meanwhile sees less.
            role = StaffRole(member.role) if member else None
            viewer = find_view(db, Actor(job.merchant_id, job.staff_id), role)
            claimed = bulk.take_step(db, viewer, job_id, bot.now())


def ring_stalled(bot: Bot) -> int:
    """Ring for jobs whose bell was lost, or whose worker died; returns how many."""
    with bot.database.reading.begin() as db:
        stalled = bulk.list_stalled(db, bot.now() - OVERDUE, LIMIT)
    for job_id in stalled:
        bot.bells.ring(BULK, job_id)
    return len(stalled)
