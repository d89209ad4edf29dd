"""A message on its way: checked, rendered, delivered, signed back in, opted out."""
