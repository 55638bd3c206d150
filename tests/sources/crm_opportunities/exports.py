"""A small export, and mappings of it."""

from pathlib import Path

from answerable.sources.crm_opportunities.mapping import Mapping, read_mapping

DEALS = """\
owner,stage,closed,amount
Ada,Won,2025-01-01,100
Ada,Won,2025-01-31,50
Ada,Lost,2025-02-10,0
Ada,Won,2025-03-05,30
Ben,Won,2025-02-01,70
Ben,Open,,
Ben,Won,2025-03-31,20
"""
TEAMS = """\
name,manager,office,quota
Ada,Mia,North,120
Ben,Mia,North,80
Cem,Noa,South,90
"""
SMALLEST = """\
[opportunities]
file = "deals.csv"
person = "owner"
close_date = "closed"
value = "amount"
stage = "stage"
won = ["Won"]
[teams]
file = "teams.csv"
person = "name"
manager = "manager"
[target]
fixed = 100
"""
MANAGER = 'manager = "manager"\n'
MAPPING = SMALLEST.replace(MANAGER, MANAGER + 'unit = "office"\n[expectation]\nunit = "EUR"\n')


def mapped(old: str = "", new: str = "") -> Mapping:
    """The mapping of the small export, with one thing changed."""
    return read_mapping(MAPPING.replace(old, new) if old else MAPPING, "mapping.toml")


def written(folder: Path, deals: str = DEALS, teams: str = TEAMS) -> Path:
    """The small export, or another one, in a folder."""
    (folder / "deals.csv").write_text(deals, encoding="utf-8")
    (folder / "teams.csv").write_text(teams, encoding="utf-8")
    return folder
