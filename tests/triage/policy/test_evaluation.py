"""The page about the simulation says what the simulation prints, of the policy that is shipped."""

from pathlib import Path

import pytest

from bench import evaluation
from bench import evaluation_tables as tables
from symphony.triage import policy

PAGE = (Path(__file__).parents[3] / "docs" / "evaluation.md").read_text()


@pytest.mark.slow
@pytest.mark.parametrize("number", [3, 13])
def test_a_row_of_the_page_is_what_is_simulated_today(number):
    found = evaluation.row(
        policy.load(policy.DEFAULT), evaluation.settings()[number], people=100_000
    )

    assert f"| {' | '.join(tables.cells(found))} |" in PAGE
    assert f"| {' | '.join(tables.likelihoods(found))} |" in PAGE


def test_the_page_names_the_policy_and_every_frequency_with_its_source():
    assert f"policy {policy.DEFAULT})" in PAGE
    for share, _, source in evaluation.FREQUENCIES.values():
        assert f"| {share:.0%} | {'assumed' if source == 'assumed' else 'published'}" in PAGE


def test_facts_that_tell_nothing_catch_as_many_as_they_do_not_spare():
    setting = evaluation.Setting(odds=1.0)
    found = evaluation.row(policy.load(policy.DEFAULT), setting, people=4_000, samples=20)

    assert found["auc"] == pytest.approx(0.5, abs=0.05)
    for cut in tables.CUTS:
        one = found[cut]
        assert one["sensitivity"] + one["specificity"] == pytest.approx(1, abs=0.06)
        assert one["sensitivity_95"][0] <= one["sensitivity_95"][1]


def test_the_published_rates_have_wilsons_intervals_and_what_they_mean_at_the_base_rate():
    kirat = tables.published()["kirat_2"]

    assert (kirat["sensitivity_95"], kirat["specificity_95"]) == ([0.94, 0.991], [0.555, 0.687])
    assert (kirat["positive_value"], kirat["negative_value"]) == (0.261, 0.995)
