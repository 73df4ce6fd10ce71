"""Planning who works when and who is on call."""
