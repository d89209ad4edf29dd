"""A customer's orders: found, proved, viewed, cancelled, confirmed, refunded."""
