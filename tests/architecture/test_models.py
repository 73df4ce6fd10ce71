"""What holds for every model: fields classified, relations pointing to earlier stages."""

import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

ROOT = Path(__file__).parents[2]
OURS = [model for model in apps.get_models() if model.__module__.startswith("symphony.")]


def stages() -> list[set[str]]:
    """Return the layers of the import contract, latest first."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = contracts["contracts"][0]["layers"]
    return [{re.sub(r"[()\s]", "", name) for name in re.split("[|:]", layer)} for layer in layers]


def place(model: type[models.Model]) -> int:
    app = model.__module__.split(".")[1]
    return next(number for number, layer in enumerate(stages()) if app in layer)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_field_is_declared_personal_or_operational(model):
    fields = {
        field.name
        for field in [*model._meta.local_concrete_fields, *model._meta.local_many_to_many]
        if field.name not in {"id", "pk"}
    }
    personal, operational = model.PERSONAL_FIELDS, model.OPERATIONAL_FIELDS
    assert not personal & operational, "a field is one or the other"
    assert fields - personal - operational == set(), "add these to PERSONAL_FIELDS or the other"
    assert (personal | operational) - fields - {"id"} == set(), "these are no fields"


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_relations_point_to_the_same_or_an_earlier_stage(model):
    for field in model._meta.get_fields(include_hidden=True):
        if not (field.is_relation and field.concrete) or field.related_model is None:
            continue
        other = field.related_model
        if other in OURS:
            assert place(other) >= place(model), f"{field.name} points to a later stage"


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_no_relation_deletes_and_no_model_orders_by_itself(model):
    for field in model._meta.local_fields:
        if field.is_relation:
            assert field.remote_field.on_delete is models.PROTECT, field.name
    assert not model._meta.ordering


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_no_database_default_knows_the_time(model):
    for field in model._meta.local_fields:
        if isinstance(field, models.DateField):
            assert field.default is models.NOT_PROVIDED and not field.has_db_default()
            assert not (field.auto_now or field.auto_now_add)


def test_nothing_holds_a_file_or_an_image():
    for model in OURS:
        for field in model._meta.local_fields:
            assert not isinstance(field, models.FileField)
