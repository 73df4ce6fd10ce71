"""What holds for every template of both sites."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "src/symphony").glob("*/templates/**/*.html"))
STAFF = [path for path in TEMPLATES if "/staff/templates/" in str(path)]
TAG = re.compile(r"{%.*?%}")
FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
# Forms that change no record of the work: signing in and out, a password, colours, a search, and
# showing something hidden, which is recorded each time.
WITHOUT_TOKEN = ("accounts:", "colours_url", "search_url", "staff/accounts/", "staff/search")
WITHOUT_TOKEN += ("(recorded)",)


def named(path):
    return str(path.relative_to(ROOT / "src/symphony"))


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_nothing_in_it_needs_a_looser_content_security_policy(path):
    text = TAG.sub("", path.read_text())

    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert not re.search(r"<style\b", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert "javascript:" not in text
    assert "data:" not in text


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_it_never_trusts_text_as_markup(path):
    text = path.read_text()

    assert not re.search(r"\|\s*(safe|safeseq|urlize|urlizetrunc)\b", text)
    assert "autoescape" not in text


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_its_forms_leave_checking_to_the_server(path):
    for attributes, body in FORM.findall(path.read_text()):
        assert "novalidate" in attributes
        assert not re.search(r"<(input|textarea|select)[^>]*\srequired", body)


@pytest.mark.parametrize("path", STAFF, ids=named)
def test_a_staff_form_that_acts_carries_both_tokens(path):
    for attributes, body in FORM.findall(path.read_text()):
        if 'method="post"' not in attributes:
            continue
        assert "{% csrf_token %}" in body
        if not any(word in f"{attributes}{path}{body}" for word in WITHOUT_TOKEN):
            assert "{% once_token" in body


def test_every_class_of_ours_has_a_style():
    sass = "\n".join(path.read_text() for path in (ROOT / "frontend/sass").glob("*.scss"))
    blocks = set(re.findall(r"\.(sy-[a-z0-9-]+?)(?=__|--|[^a-z0-9-])", sass))
    parts = set(re.findall(r"&?((?:__|--)[a-z][a-z0-9-]*)", sass))

    for path in TEMPLATES:
        for name in re.findall(r"\bsy-[a-z0-9_-]*[a-z0-9]", TAG.sub("", path.read_text())):
            block, *rest = re.split(r"(?=__|--)", name)
            assert block in blocks, f"{name} in {named(path)}"
            assert set(rest) <= parts, f"{name} in {named(path)}"


def test_the_lock_of_the_front_end_names_no_address():
    lock = json.loads((ROOT / "frontend/package-lock.json").read_text())
    packages = [package for name, package in lock["packages"].items() if name]

    assert not any("resolved" in package for package in packages)
    assert all(package.get("integrity", "").startswith("sha512-") for package in packages)
