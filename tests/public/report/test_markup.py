"""The form's pages as they are sent: sound HTML, and nothing from elsewhere."""

import re
import shutil

import pytest

from tests.public import browsing
from tests.public.report.filling import Filling


def sources_of(filling):
    """Every page of a report, each with what is wrong with it where something can be."""
    found = [filling.open().source, filling.press("Continue").source]
    filling.begin()
    while filling.step != "check":
        found.append(filling.source)
        if filling.step not in ("call", "advice", "comfort"):
            empty = {name: [] for name in filling.answers.get(filling.step, {})}
            step = filling.step
            found.append(filling.press("Continue", **empty).source)
            if filling.step != step:
                filling.press("Back")
        filling.answer()
    found.append(filling.source)
    found.append(filling.press("Send my report").source)
    return found


@pytest.mark.parametrize("door", ["child", "worried", "professional", "survivor", "own_behaviour"])
def test_every_page_is_sound_and_asks_nobody_else_for_anything(visitor, tmp_path, door):
    happened = ["says_will_share"] if door == "child" else ["threat_to_share"]
    filling = Filling(
        visitor,
        door,
        danger={"danger_now": "yes"},
        happened={"happened": happened},
        self_harm={"self_harm": "yes"},
        identity={"identity": "named"},
        come_back={"come_back": "yes"},
    )
    sources = sources_of(filling)

    for source in sources:
        for address in re.findall(r"(?:src|srcset|action)=\"([^\"]+)\"", source):
            assert address.startswith("/"), address
        assert "style=" not in source
    if shutil.which("node") and browsing.CHECKER.exists():
        named = {f"page-{number}": source for number, source in enumerate(sources)}
        assert browsing.markup_faults(tmp_path, named) == ""
