"""Several commands at once, without `symphony up`."""

import pytest

from symphony.cli.locks import Held, Lock

pytestmark = pytest.mark.slow


def test_two_commands_at_once_share_the_database_that_the_first_started(made_home):
    first, second = (
        made_home.begin("account", "reset-password", number) for number in ("one", "two")
    )

    for process, number in ((first, "one"), (second, "two")):
        said = process.stdout.read()
        assert process.wait(60) == 1
        assert f"There is no account with the staff number {number}." in said
    assert made_home.processes() == []


def test_a_lock_is_held_by_one_and_its_holder_is_known(tmp_path):
    with Lock(tmp_path / "lock").take(command="first"):
        with pytest.raises(Held) as held:
            Lock(tmp_path / "lock").take()
        assert held.value.holder["command"] == "first"
        assert Lock(tmp_path / "lock").is_held()

    assert not Lock(tmp_path / "lock").is_held()
    Lock(tmp_path / "lock").take().release()


def test_a_shared_lock_keeps_out_only_who_wants_it_alone(tmp_path):
    first, second = (Lock(tmp_path / "lock").take(shared=True) for _ in range(2))

    with pytest.raises(Held):
        Lock(tmp_path / "lock").take()
    first.release()
    second.release()
    Lock(tmp_path / "lock").take().release()
