"""Tables of a shop's own as CSV: read with what is wrong by column and row, and written to be read back."""
