"""Structured data of pages as JSON-LD with schema.org types, for search engines.

Only true statements with a matching type: a branching tree isn't a recipe, but each action that
lists steps is a `HowTo`. The block contains data, which browsers don't execute.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from michishirube.analysis import addresses
from michishirube.i18n import guide_words
from michishirube.markup import prose
from michishirube.model import Action, Checklist, Guide, Letter, Source, Term, Tree
from michishirube.website import listings
from michishirube.website.machine.urls import absolute
from michishirube.website.pages import Page

Thing = dict[str, Any]

# HTML parsers look for `</script` and `<!--` only, Markdown also for `&`; bidi controls reorder
# the source of the page.
_UNSAFE = re.compile("[<>&\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_TYPES = {"document": "Article", "letters": "CollectionPage", "scenarios": "CollectionPage"}


def block(guide: Guide, page: Page) -> Markup:
    """Render the script element with a page's data on one line; no text in it can close it."""
    graph = {"@context": "https://schema.org", "@graph": list(things(guide, page))}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    safe = _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return Markup(f'<script type="application/ld+json">{safe}</script>')  # noqa: S704 - see above


def things(guide: Guide, page: Page) -> Iterator[Thing]:
    """Yield all objects about a page, starting with the page itself."""
    if page.kind == "home":
        yield _site(guide) | {"description": page.search_description, **_rights(guide)}
        return
    about = list(_about(guide, page))
    shown = _page(guide, page)
    if about:
        shown["mainEntity"] = [{"@id": thing["@id"]} for thing in about]
    yield shown
    yield _trail(guide, page)
    yield from about


def _site(guide: Guide) -> Thing:
    address = absolute(guide, addresses.HOME)
    return {"@type": "WebSite", "@id": f"{address}#_site", "url": address, "name": guide.site.title}


def _page(guide: Guide, page: Page) -> Thing:
    address = absolute(guide, page.path)
    title = "headline" if page.kind == "document" else "name"
    return {
        "@type": _TYPES.get(page.kind, "WebPage"),
        "@id": f"{address}#_page",
        "url": address,
        title: page.search_title,
        "description": page.search_description,
        **_rights(guide),
        "isPartOf": _site(guide),
    }


def _rights(guide: Guide) -> Thing:
    site = guide.site
    return {
        "inLanguage": site.language,
        **({"creditText": site.author} if site.author else {}),
        **({"license": site.licence.address} if site.licence else {}),
    }


def _trail(guide: Guide, page: Page) -> Thing:
    """Return the breadcrumbs from the home page to a page."""
    said = guide_words.load(guide, "ui")
    steps = [(said["menu.home"], addresses.HOME)]
    if page.kind == "letter":
        steps.append((said["letters.name"], addresses.LETTERS))
    if page.kind == "steps":
        tree = guide.trees[page.subject]
        steps.append((str(tree.short_title), addresses.tree_page(page.subject)))
    steps.append((page.name, page.path))
    items = enumerate(steps, 1)
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": at, "name": name, "item": absolute(guide, path)}
            for at, (name, path) in items
        ],
    }


def _about(guide: Guide, page: Page) -> Iterator[Thing]:
    """Yield the objects that a page is about."""
    if page.kind == "steps":
        yield from _procedures(guide, guide.trees[page.subject])
    elif page.kind == "letter":
        yield _letter(guide, guide.letters[page.subject])
    elif page.kind == "checklist":
        yield _checklist(guide, guide.checklists[page.subject])
    elif page.kind == "glossary":
        yield _terms(guide, page)
    elif page.kind == "sources":
        yield _list(guide, page, [_source(guide, each) for each in guide.sources.values()])


def _procedures(guide: Guide, tree: Tree) -> Iterator[Thing]:
    for node in tree.nodes.values():
        if isinstance(node, Action) and node.do:
            address = absolute(guide, f"{addresses.steps_page(tree.id)}#{node.id}")
            steps = (prose.plain(step) for step in node.do)
            yield {
                "@type": "HowTo",
                "@id": address,
                "url": address,
                "name": node.title,
                "step": [{"@type": "HowToStep", "text": step} for step in steps],
            }


def _letter(guide: Guide, letter: Letter) -> Thing:
    address = absolute(guide, f"{addresses.letter_page(letter.id)}#_text")
    return {
        "@type": "CreativeWork",
        "@id": address,
        "url": address,
        "name": letter.title,
        "abstract": letter.summary,
        "audience": {"@type": "Audience", "name": letter.to},
    }


def _checklist(guide: Guide, checklist: Checklist) -> Thing:
    page = addresses.checklist_page(checklist.id)
    return {
        "@type": "ItemList",
        "@id": absolute(guide, f"{page}#_points"),
        "name": checklist.title,
        "numberOfItems": len(checklist.points),
        "itemListElement": [
            {"@type": "ListItem", "position": at, "name": point.title}
            | {"url": absolute(guide, f"{page}#{point.id}")}
            for at, point in enumerate(checklist.points, 1)
        ],
    }


def _terms(guide: Guide, page: Page) -> Thing:
    whole = absolute(guide, f"{page.path}#_terms")
    return {
        "@type": "DefinedTermSet",
        "@id": whole,
        "name": page.title,
        "url": absolute(guide, page.path),
        "hasDefinedTerm": [_term(guide, term) for term in listings.terms_in_order(guide)],
    }


def _term(guide: Guide, term: Term) -> Thing:
    # Without the definition: it is on the page and would add a third to its size.
    shown = {
        "@type": "DefinedTerm",
        "name": term.term,
        "url": absolute(guide, f"{addresses.GLOSSARY}#{term.id}"),
    }
    return shown | ({"alternateName": list(term.aliases)} if term.aliases else {})


def _list(guide: Guide, page: Page, items: list[Thing]) -> Thing:
    return {
        "@type": "ItemList",
        "@id": absolute(guide, f"{page.path}#_list"),
        "name": page.title,
        "numberOfItems": len(items),
        "itemListElement": [
            {"@type": "ListItem", "position": at, "item": item} for at, item in enumerate(items, 1)
        ],
    }


def _source(guide: Guide, source: Source) -> Thing:
    entry = absolute(guide, f"{addresses.SOURCES}#{source.id}")
    return {"@type": "CreativeWork", "name": source.title, "url": source.address or entry}
