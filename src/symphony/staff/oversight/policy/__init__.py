"""The triage policy: read by all who decide by it, changed by two supervisors."""
