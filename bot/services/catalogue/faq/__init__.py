"""The shop's answers as its people write them: topics, how they changed, tables of them, the starter set, their use."""
