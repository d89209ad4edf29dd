"""What every action shares: the turn, the visit to the database, saying, buttons, forms, interruptions."""
