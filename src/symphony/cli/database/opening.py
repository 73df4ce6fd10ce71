"""Opens the database for a command: starts the embedded one, or joins whoever runs it already."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg

from symphony.cli.configuration import Configuration
from symphony.cli.database import embedded, outside
from symphony.cli.database.cluster import Cluster
from symphony.cli.database.embedded import Addresses
from symphony.cli.exits import NotPossibleNow
from symphony.cli.locks import Held, Lock

# A keeper may have migrations to apply; one that is ready answers soon.
PATIENCE, PATIENCE_WHEN_READY = 180.0, 20.0

Say = Callable[[str], None]
# What a keeper does before anybody works with the database.
Prepare = Callable[[Addresses], None]


@dataclass
class Database:
    """An open database; `keeper` says whether this process keeps it running for the others."""

    addresses: Addresses
    keeper: bool
    cluster: Cluster | None = None


@contextmanager
def kept(configuration: Configuration, *, prepare: Prepare, say: Say) -> Iterator[Database]:
    """Keep the database running for as long as the block lasts (`symphony up`).

    A command that happens to be using it ends first.
    """
    lock = configuration.home.database
    try:
        lock.take(command="up")
    except Held as held:
        say(f"Waiting for another command (process {held.holder.get('pid')}) to finish ...")
        lock.take(wait=True, command="up")
    with lock:
        database = _start(configuration, say)
        try:
            prepare(database.addresses)
            lock.describe(command="up", ready=True)
            yield database
        finally:
            _stop(database)


@contextmanager
def used(configuration: Configuration, *, prepare: Prepare, say: Say) -> Iterator[Database]:
    """Use the database for one command: joined if it runs, else started and stopped again."""
    with _place(configuration) as (lock, keeper):
        if not keeper:
            yield _join(configuration)
            return
        database = _start(configuration, say)
        try:
            prepare(database.addresses)
            lock.describe(command="a command", ready=True)
            try:
                yield database
            except Exception:
                _let_others_finish(configuration, say)
                raise
            _let_others_finish(configuration, say)
        finally:
            _stop(database)


def _let_others_finish(configuration: Configuration, say: Say) -> None:
    if configuration.home.database_users.is_held():
        say("Waiting for another command that uses the database ...")
    configuration.home.database_users.take(wait=True)


def _stop(database: Database) -> None:
    if database.cluster:
        database.cluster.stop()


@contextmanager
def _place(configuration: Configuration) -> Iterator[tuple[Lock, bool]]:
    """Take the keeper's place if it is free, else a user's; yields whether it is the keeper's."""
    keeper, user = configuration.home.database, configuration.home.database_users
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        try:
            with keeper.take():
                yield keeper, True
            return
        except Held:
            pass
        try:
            with user.take(shared=True):
                # The keeper may have left just before we joined: then the place is free again.
                if keeper.is_held():
                    yield user, False
                    return
        except Held:
            pass
        time.sleep(0.1)
    raise NotPossibleNow("The database is being stopped by another command; try again.")


def _start(configuration: Configuration, say: Say) -> Database:
    if not configuration.embedded:
        return Database(outside.addresses(configuration), keeper=True)
    cluster, addresses = embedded.start(configuration.home, say=say)
    return Database(addresses, keeper=True, cluster=cluster)


def _join(configuration: Configuration) -> Database:
    """Wait until the keeper's database is up to date and answers, and return where it is."""
    began, ready_since = time.monotonic(), None
    while time.monotonic() - began < PATIENCE:
        if configuration.home.database.holder().get("ready"):
            if not configuration.embedded:
                return Database(outside.addresses(configuration), keeper=False)
            addresses = embedded.known_addresses(configuration.home)
            if addresses and _answers(addresses.staff):
                return Database(addresses, keeper=False)
            ready_since = ready_since or time.monotonic()
            if time.monotonic() - ready_since > PATIENCE_WHEN_READY:
                break
        time.sleep(0.1)
    raise NotPossibleNow("The database of the running Symphony does not answer.")


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True
