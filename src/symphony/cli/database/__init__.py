"""The database: the embedded one that Symphony runs itself, or an outside one that it is given."""
