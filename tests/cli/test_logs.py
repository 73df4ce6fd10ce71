"""The files of the logs: the public site's lines say the hour, everybody else's the moment."""

import json
import subprocess
import sys

import pytest

from symphony.cli.logs import Output
from symphony.core.coarse import this_hour


@pytest.mark.parametrize("name", ["public", "staff", "worker"])
def test_a_line_without_a_time_of_its_own_gets_the_hour_or_the_moment(tmp_path, name):
    output = Output(tmp_path, name)
    program = [sys.executable, "-c", "print('plain words')"]
    with subprocess.Popen(program, stdout=subprocess.PIPE) as process:
        before = this_hour()
        output.follow(process)
        process.wait(30)
        # Before the block ends, which closes what the output still reads.
        output.last_line()
    output.keep("ended by itself (signal 9)")
    output.close()

    lines = [json.loads(line) for line in (tmp_path / f"{name}.log").read_text().splitlines()]
    assert [line["event"] for line in lines] == ["plain words", "ended by itself (signal 9)"]
    for line in lines:
        if name == "public":
            assert line["timestamp"] in (before, this_hour())
        else:
            assert line["timestamp"].count(":") == 3


def test_a_line_of_the_child_s_own_stays_as_it_is(tmp_path):
    output = Output(tmp_path, "public")
    program = [sys.executable, "-c", """print('{"timestamp": "2026-06-14T03Z"}')"""]
    with subprocess.Popen(program, stdout=subprocess.PIPE) as process:
        output.follow(process)
        process.wait(30)
        output.close()

    assert (tmp_path / "public.log").read_text() == '{"timestamp": "2026-06-14T03Z"}\n'
