"""A carrier that is asked: silent parcels of ours, and what Shiprocket says of each."""

from __future__ import annotations

import json
from datetime import timedelta

from werkzeug import Request, Response

from bot.bootstrap import Bot
from bot.db.orders import Order, Parcel

TRACK = "/v1/external/courier/track/awb/"


def answer(asked: Request) -> Response:
    """Shiprocket's, to a login and about a parcel that is out for delivery."""
    if asked.method == "POST":
        return Response(json.dumps({"token": "jwt", "company_id": 1}).encode())
    track = {"id": 1, "awb_code": asked.path.removeprefix(TRACK), "current_status": "Out For Delivery", "order_id": 1}
    activity = {
        "date": "2026-11-21 10:00:00",
        "status": "X-DDD3FD",
        "activity": "Out for delivery",
        "location": "Surat",
        "sr-status": "17",
        "sr-status-label": "OUT FOR DELIVERY",
    }
    data = {
        "track_status": 1,
        "shipment_status": 17,
        "shipment_track": [track],
        "shipment_track_activities": [activity],
    }
    return Response(json.dumps({"tracking_data": data}).encode())


def parcel(bot: Bot, merchant: int, customer: int, number: str, hours: float, stage: str = "in_transit") -> None:
    """A parcel of this customer that nobody has seen for so many hours."""
    seen = bot.now() - timedelta(hours=hours)
    with bot.database.writing.begin() as db:
        order = Order(
            merchant_id=merchant, customer_id=customer, number=f"N{number}", payment="paid", total=1, placed_at=seen
        )
        sent = Parcel(
            merchant_id=merchant, courier="X", tracking_number=number, stage=stage, stage_at=seen, scanned_at=seen
        )
        order.parcels = [sent]
        db.add(order)
