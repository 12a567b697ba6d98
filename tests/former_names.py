"""Gives things of the small guide former names, one of each kind."""

from __future__ import annotations

from tests.conftest import Project

DRY = "content/stages/dry.yml"


def give_former_names(guide: Project) -> None:
    """Change the small guide so that something of every kind has a former name."""
    guide.replace(DRY, "title: The soil is dry", "title: The <soil> is dry\nwas: [parched]")
    guide.replace(DRY, "  rest:\n", "  rest:\n    was: [soak]\n")
    guide.replace(DRY, "label: Some do", "label: Some do\n        was: [A few]")
    guide.replace("content/letters/ask-friend.yml", "title: Ask a", "was: [call]\ntitle: Ask a")
    guide.replace(
        "content/checklists/healthy-plant.yml", "title: Is it", "was: [looks]\ntitle: Is it"
    )
    guide.replace("content/checklists/healthy-plant.yml", "id: roots", "id: roots\n    was: [root]")
    guide.replace("content/about.md", "title: About", "title: About\nwas: [us]")
    guide.replace("content/glossary.yml", "id: dry-soil", "id: dry-soil\n    was: [dust]")
    guide.replace("content/sources.yml", "handbook:", "handbook:\n  was: [book]")
    guide.replace("content/facts.yml", "A1:", "A1:\n  was: [B1]")
    guide.replace("content/fields.yml", "friend:", "friend:\n  was: [neighbour]")
    guide.replace("content/scenarios/all.yml", "id: rotten", "id: rotten\n    was: [bad]")
    guide.replace("content/fields.yml", "day:", "day:\n  was: [date]")
