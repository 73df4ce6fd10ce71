"""Keeps an installation running: the database, both sites, worker and keyholder, as one command."""
