"""An order turns out to be another customer's: what is still to be told of it goes to the new one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.db.claims import provided
from bot.db.links import TrackingPage
from bot.db.notices import Moment, Notice
from bot.db.orders import Order
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Customer
from bot.domain.notices import NoticeState
from bot.services.messages import taking_back


def give_to_customer(db: Session, order: Order, customer: Customer, now: datetime) -> None:
    """Give the order to the customer of its corrected phone number; what waits for the former number never leaves.

    The address was that of whoever had the former number: it is for the shop to say where the order goes now.
    """
    order.customer = customer
    order.ship_name = order.ship_address = order.ship_city = order.ship_pin = ""
    db.flush()
    of_order = select(Moment.id).where(Moment.merchant_id == order.merchant_id, Moment.order_id == order.id)
    notices = select(Notice.id).where(Notice.moment_id.in_(of_order))
    unsent = taking_back.has_not_left(OutgoingMessage.notice_id.in_(notices))
    for statement in (
        # What was composed for the former number and has not left is still to be told: to the new one.
        update(Notice)
        .where(
            Notice.id.in_(select(OutgoingMessage.notice_id).where(unsent)),
            provided(Notice.state == NoticeState.COMPOSED),
        )
        .values(state=NoticeState.PLANNED, composed_at=None),
        update(Notice)
        .where(Notice.moment_id.in_(of_order), provided(Notice.state == NoticeState.PLANNED))
        .values(customer_id=customer.id),
        update(Moment)
        .where(Moment.merchant_id == order.merchant_id, Moment.order_id == order.id)
        .values(customer_id=customer.id),
        # The former number has the page's address, and must not look on.
        delete(TrackingPage).where(TrackingPage.merchant_id == order.merchant_id, TrackingPage.order_id == order.id),
    ):
        db.execute(statement, execution_options={"synchronize_session": False})
    taking_back.take_back(db, OutgoingMessage.notice_id.in_(notices), "other_customer", now)
    db.expire_all()
