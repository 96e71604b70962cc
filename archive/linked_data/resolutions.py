"""A resolution as legislation: who passed it and when, its clauses, and what it does to others."""

from archive.choices import LinkKind, ResolutionResult
from archive.linked_data.nodes import iso, named_node, node, references
from archive.templatetags.archive_prose import plain
from archive.templatetags.archive_text import named_plain

#: The property of each relation: to confirm is to cite, since schema.org has no more for it.
_RELATIONS = {
    LinkKind.AMENDS: "legislationChanges",
    LinkKind.REPEALS: "legislationRepeals",
    LinkKind.IMPLEMENTS: "legislationEnsuresImplementationOf",
    LinkKind.CONFIRMS: "citation",
    LinkKind.CITES: "citation",
}


def resolution_node(resolution, site):
    """A resolution as of `public_resolution`."""
    adopted = resolution.result == ResolutionResult.ADOPTED
    return named_node(
        resolution,
        site,
        description=plain(resolution.summary),
        legislationType=str(resolution.get_kind_display()),
        legislationDate=iso(resolution.adopted_on),
        legislationPassedBy=_passed_by(resolution.congress, site) if adopted else None,
        creativeWorkStatus=str(resolution.get_result_display()),
        about=references(resolution.public_topics, site),
        recordedAt=references(resolution.public_debates, site),
        hasPart=[_clause(clause, site) for clause in resolution.public_clauses],
        **_relations(resolution, site),
    )


def _passed_by(congress, site):
    """Only a person or an organisation passes something: the congress as the body it is, not as the event."""
    return node("Organization", name=named_plain(congress), url=site.address(congress))


def _clause(clause, site):
    return node("Legislation", name=clause.heading or str(clause), position=clause.position, url=site.address(clause))


def _relations(resolution, site):
    found = {}
    for link in resolution.public_links:
        to = references([link.to], site) if link.to else [node("Legislation", name=link.outside_title)]
        found.setdefault(_RELATIONS[link.kind], []).extend(to)
    return found
