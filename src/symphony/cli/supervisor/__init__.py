"""Keeps an installation running: the database, both sites and the worker, as one command."""
