"""Groups stay apart: who may read them is written here, and everybody else is found out."""

import ast
from pathlib import Path

# Whoever reads or writes groups, and why.
MAY = {
    "sources/intake/groups.py": "brings them in",
    "sources/intake/uploads.py": "brings them in with a company",
    "cli/installation/importing.py": "brings them in with a company",
    "findings/fairness.py": "counts how decisions fell on them, and nothing else",
    "decisions/held.py": "gives a person their own",
    "web/areas/fairness/page.py": "asks whether there are any, and who looked",
    "web/areas/fairness/views.py": "notes that somebody looked",
}
APART = ("answerable.facts.groups", "answerable.panel.apart")


def reads_groups(tree: ast.Module) -> bool:
    """Whether a module imports what holds groups."""
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    named = [node.module or "" for node in imports]
    whole = [f"{node.module}.{alias.name}" for node in imports for alias in node.names]
    return any(name == one or name.startswith(f"{one}.") for name in (*named, *whole) for one in APART)


def test_nothing_reads_groups_but_what_counts_how_decisions_fell(product: dict[Path, ast.Module]):
    own = Path("facts/groups")

    found = {str(module) for module, tree in product.items() if reads_groups(tree) and not module.is_relative_to(own)}

    assert found == set(MAY), "Groups are for the look at fairness alone: nothing else may read them."


def test_the_engine_and_the_rules_are_given_a_company_without_them(product: dict[Path, ast.Module]):
    pure = [module for module in product if module.parts[0] in {"engine", "rules", "kernel"}]

    assert not [str(module) for module in pure if reads_groups(product[module])]
