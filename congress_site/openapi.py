"""What the description of the API says of the whole: its title, licence, tags, and the names of vocabularies."""

#: The groups of the reference at /api/docs/, in its order.
TAGS = {
    "Front": "Where a program begins: links to every list, and what is new.",
    "Congresses": "Congresses with their sittings, agenda and figures, and the people elected and present.",
    "Debates": "Debates with those who took part, and what was said in them, speech by speech.",
    "Resolutions": "Resolutions with their clauses, and their relations to others in both directions.",
    "Speakers": "People with their names, offices, mandates, debates and speeches.",
    "Topics": "Subjects, from the broader to the narrower, with the debates and resolutions about them.",
    "Sources": "The bibliography, and every place that cites a source.",
    "Search": "Full text over everything public, in both languages.",
    "Bulk": "The whole archive as files, to take away and follow from there.",
    "Changes": "What has changed since a place in time, for whoever keeps a copy.",
    "Citing": "References to entries and to parts of them, in four styles and both languages.",
    "Writing": "For the staff, with a token or a session: entries in any status, to make, change and publish.",
    "Versions": "What readers have seen of an entry before, and what two versions differ in.",
}

SETTINGS = {
    "TITLE": "Congress Archive API",
    "DESCRIPTION": (
        "Every public page of the archive as data, at `/api/v1` + the path of the page.\n\n"
        "Reading needs no key. Errors are `application/problem+json` (RFC 9457). Within v1 nothing is renamed or "
        "removed; ignore fields that you do not know."
    ),
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "LICENSE": {"name": "CC BY-SA 4.0", "url": "https://creativecommons.org/licenses/by-sa/4.0/"},
    "EXTERNAL_DOCS": {"url": "/api/docs/", "description": "The guide for people, with a quick start."},
    "SERVERS": [{"url": "/", "description": "The archive that answers this description"}],
    "TAGS": [{"name": name, "description": description} for name, description in TAGS.items()],
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "archive.api.schema_components.share",
    ],
    "ENUM_GENERATE_CHOICE_DESCRIPTION": True,
    "ENUM_NAME_OVERRIDES": {
        name: f"archive.choices.{name}"
        for name in (
            "Body",
            "Certainty",
            "DebateKind",
            "ElectedBy",
            "LedgerChange",
            "LinkKind",
            "NameKind",
            "NoteKind",
            "Office",
            "Openness",
            "ParticipationRole",
            "PartOfDay",
            "RecordState",
            "Rendering",
            "ResolutionKind",
            "ResolutionResult",
            "Secrecy",
            "SourceKind",
            "SpeechKind",
            "Stance",
            "Vote",
        )
    },
}
