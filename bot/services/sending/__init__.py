"""The lane out: what may leave now, what becomes of it, and what a failure calls for."""
