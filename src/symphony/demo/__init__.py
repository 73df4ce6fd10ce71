"""The demonstration: invented people and reports, told through the same services as real work."""
