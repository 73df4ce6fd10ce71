"""The first page after signing in: what waits for this person, by their role."""

from symphony.staff.home.page import page, root

__all__ = ["page", "root"]
