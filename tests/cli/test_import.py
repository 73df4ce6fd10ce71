"""`symphony import cybertipline`: the summary, the exit codes, and being stopped in the middle."""

import json
import os
import signal

import psycopg
import pytest

from tests import samples
from tests.cli.running import wait_until

pytestmark = pytest.mark.slow

MANY = 3_000


@pytest.fixture
def reports(tmp_path):
    """A folder of reports that takes some seconds to import."""
    for number in range(MANY):
        place = tmp_path / "reports" / str(number // 500)
        place.mkdir(parents=True, exist_ok=True)
        body = samples.REPORT.replace("synthetic_one", f"synthetic_{number}")
        (place / f"ct-{100_000_000 + number}.xml").write_text(body)
    return tmp_path / "reports"


def stored(home):
    """Return how many files have a receipt, from beside the running import."""
    try:
        urls = json.loads((home.path / "keys" / "database.json").read_text())
        with psycopg.connect(urls["staff"]) as connection:
            return connection.execute("SELECT count(*) FROM referrals_receipt").fetchone()[0]
    except (OSError, psycopg.Error):
        return 0


def summary(done):
    return json.loads(done.stdout.strip().splitlines()[-1])


def test_it_ends_with_one_summary_whose_parts_add_up(made_home, tmp_path):
    (tmp_path / "a.xml").write_text(samples.REPORT)
    (tmp_path / "b.xml").write_bytes(samples.JPEG)
    (tmp_path / "c.xml").symlink_to("nowhere")

    first = made_home.run("import", "cybertipline", str(tmp_path), "--json")
    second = made_home.run("import", "cybertipline", str(tmp_path))

    assert first.returncode == 0, first.stderr
    assert first.stdout == (
        '{"files": 3, "imported": 1, "known": 0, "supplemented": 0, "quarantined": 2}\n'
    )
    assert second.returncode == 0
    assert second.stdout == "3 files: 0 imported, 3 known, 0 supplemented, 0 quarantined.\n"


def test_an_empty_folder_is_nothing_to_do(made_home, tmp_path):
    done = made_home.run("import", "cybertipline", str(tmp_path), "--json")

    assert done.returncode == 0
    assert set(summary(done).values()) == {0}


def test_a_path_that_does_not_exist_is_named(made_home, tmp_path):
    done = made_home.run("import", "cybertipline", str(tmp_path), str(tmp_path / "nowhere"))

    assert done.returncode == 2
    assert f"There is no file or folder {tmp_path}/nowhere." in done.stderr
    assert stored(made_home) == 0


def test_ctrl_c_keeps_what_was_read_and_the_same_command_finishes(made_home, reports):
    running = made_home.begin("import", "cybertipline", str(reports))
    wait_until(lambda: stored(made_home), what="something was stored")
    running.send_signal(signal.SIGINT)
    said = running.stdout.read()

    assert running.wait(60) == 3, said
    assert "the same command again does the rest" in said
    assert "Traceback" not in said

    again = summary(made_home.run("import", "cybertipline", str(reports), "--json"))
    assert again["files"] == MANY
    assert again["known"] > 0
    assert again["imported"] + again["known"] == MANY


def test_a_database_that_stops_keeps_what_was_read_and_the_same_command_finishes(
    made_home, reports
):
    running = made_home.begin("import", "cybertipline", str(reports))
    wait_until(lambda: stored(made_home), what="something was stored")
    (server,) = made_home.path.rglob("postmaster.pid")
    os.kill(int(server.read_text().splitlines()[0]), signal.SIGINT)
    said = running.stdout.read()

    assert running.wait(60) == 3, said
    assert "the same command again does the rest" in said
    assert "Traceback" not in said

    again = made_home.run("import", "cybertipline", str(reports), "--json")
    assert again.returncode == 0, again.stderr
    assert summary(again)["imported"] + summary(again)["known"] == MANY
