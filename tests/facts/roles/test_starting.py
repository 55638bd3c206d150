"""Every template is a role in order, by the same rules as the form."""

import pytest

from answerable.facts.roles.starting import FIELDS, Template, filled, read_template, template, templates
from answerable.kernel.problems import InputRefused
from answerable.kernel.toml_text import TomlText
from answerable.rules.profiles import Expectation, FacetItem, Profile, faults

TEMPLATES = {one.name: one for one in templates()}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_passes_the_rules_of_the_form(name: str):
    profile = TEMPLATES[name].profile

    assert faults(profile) == ()
    assert {one.kind for one in profile.expectations} == {"result", "behaviour"} or name == "sales-operations-analyst"
    assert {one.facet for one in profile.facets} == {"skill", "ability", "commitment", "behaviour", "drive"}
    assert all(one.key == "" and one.target is not None for one in profile.expectations)
    assert profile.ramp_periods > 0


def test_there_are_templates_for_each_field_and_leaders_lead():
    fields = [one.field for one in templates()]

    assert (len(fields), sorted(set(fields), key=FIELDS.index)) == (16, list(FIELDS))
    assert all(one.profile.leads_people is (one.field == "Leaders") for one in templates())
    assert template("account-manager") is TEMPLATES["account-manager"]
    assert template("juggler") is None


def test_a_role_keeps_what_is_its_own_and_gets_what_is_not_there():
    own = Profile(
        "Seller",
        expectations=(Expectation("nrr", "net revenue retention", "higher", "year", target=120.0),),
        facets=(FacetItem("skill", "account planning", 2.0),),
    )

    found = filled(own, TEMPLATES["account-manager"])

    assert (found.title, found.ramp_periods) == ("Seller", 3.0)
    assert found.expectations[0] == own.expectations[0]
    assert [one.name for one in found.expectations[1:3]] == ["Gross revenue retention", "Expansion bookings"]
    assert (len(found.expectations), len(found.facets)) == (5, 8)


def test_a_file_that_is_no_toml_is_refused_with_its_line():
    text = TomlText("title = ", "broken.toml", 'title = "Seller"')

    with pytest.raises(InputRefused, match=r"broken\.toml, line 1"):
        read_template(text, "broken")


def test_numbers_are_read_as_the_form_has_them():
    text = TomlText(
        'title = "Seller"\nfield = "Sales"\nabout = "Sells."\nleads_people = false\nramp_periods = 2\n'
        'expectations = [{ name = "Calls", direction = "higher", cadence = "week", target = 40 }]\nfacets = []\n',
        "seller.toml",
        "",
    )

    found = read_template(text, "seller")

    wanted = Profile(
        "Seller", ramp_periods=2.0, expectations=(Expectation("", "Calls", "higher", "week", target=40.0),)
    )
    assert found == Template("seller", "Sales", "Sells.", wanted)
    assert isinstance(found.profile.expectations[0].target, float)
