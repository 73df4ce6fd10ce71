"""Planned periods of action and the cases that belong to them."""
