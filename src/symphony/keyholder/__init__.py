"""The keyholder: a process of its own that opens one sealed box for one committed audit entry."""
