"""The demo company is always the same one."""

from answerable.findings.demo import demo_tables


def test_the_demo_company_has_its_people_and_their_leaders():
    people = demo_tables()["people"].collect().to_polars()

    names = dict(people.select("person_id", "name").iter_rows())
    assert [names[key] for key in ("P000000", "P000017", "P000295")] == [
        "Ingrid Solberg",
        "Amara Okafor",
        "Victor Kessler",
    ]
