"""Points, coupons and reviews."""
