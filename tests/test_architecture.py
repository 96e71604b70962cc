"""The import rules of docs/architecture.md, checked on every test run."""

import ast
import re
from pathlib import Path

from django.test import SimpleTestCase

ROOT = Path(__file__).resolve().parent.parent
ARCHIVE = ROOT / "archive"

#: These write of loaded records elsewhere than in a template, and word it as templates do.
WRITERS = {"calendars", "cards", "feeds", "linked_data"}
#: What each part of ``archive`` may import, besides itself.
MAY_IMPORT = {
    "accounts": {"choices", "models", "workflow"},
    "apps": {"accounts", "caching", "following", "ledger", "search"},
    "breaker": set(),
    "caching": {"following", "ledger", "models", "redis", "replicas"},
    "cdn": {"caching", "ledger", "models"},
    "baking": {"caching", "ledger", "models"},
    "choices": set(),
    "dates": set(),
    "comparing": {"dates", "models", "naming"},
    "differences": set(),
    "corpus": {"choices", "dates", "models", "querysets", "search"},
    "dumps": {"interchange", "ledger", "locks", "selectors"},
    "mirroring": {"choices", "dumps", "following", "interchange", "locks", "models", "workflow"},
    "markup": set(),
    "naming": set(),
    "paging": {"prepared"},
    "patience": set(),
    "prepared": set(),
    "prose": set(),
    "redis": {"breaker"},
    "replicas": {"breaker"},
    "routes": set(),
    "figures": {"choices", "dates", "models", "naming"},
    "previews": {"api", "choices", "models", "workflow"},
    "querysets": {"choices", "dates"},
    "models": {"choices", "dates", "querysets"},
    "filters": {"choices", "dates", "models", "prepared"},
    "selectors": {"choices", "dates", "models", "paging", "prepared"},
    "limits": {"models", "patience", "redis"},
    "locks": set(),
    "following": {"models"},
    "search": {"choices", "following", "models", "prepared", "prose", "replicas", "selectors"},
    "workflow": {"choices", "dates", "following", "models", "search"},
    "ledger": {"choices", "following", "models", "patience", "replicas", "selectors", "workflow"},
    "interchange": {"choices", "dates", "following", "models", "search", "selectors", "workflow"},
    "admin": {"accounts", "choices", "dates", "differences", "following", "models", "paging", "search", "workflow"},
    "api": {
        "accounts",
        "choices",
        "comparing",
        "dates",
        "dumps",
        "figures",
        "filters",
        "interchange",
        "ledger",
        "limits",
        "linked_data",
        "models",
        "paging",
        "prepared",
        "routes",
        "search",
        "selectors",
        "workflow",
    },
    "views": {
        "api",
        "choices",
        "comparing",
        "dates",
        "differences",
        "figures",
        "filters",
        "interchange",
        "models",
        "paging",
        "search",
        "selectors",
    }
    | WRITERS,
    "sitemaps": {"selectors"},
    "calendars": {"templatetags"},
    "cards": {"templatetags"},
    "linked_data": {"choices", "naming", "templatetags"},
    "feeds": {"selectors", "templatetags"},
    "templatetags": {"choices", "dates", "markup", "naming", "prose", "search"},
    "management": {
        "accounts",
        "cdn",
        "baking",
        "choices",
        "corpus",
        "dumps",
        "interchange",
        "ledger",
        "mirroring",
        "models",
        "search",
        "workflow",
    },
    "urls": {"routes", "views"},
}
#: These reach records only through selectors.
OUTLETS = {"api", "views", "figures", "sitemaps", "templatetags"} | WRITERS
#: The one thing a page takes from the API: how an error below /api/ is said.
VIEWS_MAY_TAKE_FROM_API = {("errors.py", "problems")}
PREVIEWS_MAY_TAKE_FROM_API = {("answering.py", "problems"), ("shared.py", "problems")}


def modules():
    """Yield the part of the archive and the path of each module."""
    for path in sorted(ARCHIVE.rglob("*.py")):
        part = path.relative_to(ARCHIVE).parts[0].removesuffix(".py")
        if part not in {"__init__", "migrations"}:
            yield part, path


def imported(path):
    """Yield what a module imports of ours, as (part, submodule)."""
    for node in ast.walk(ast.parse(path.read_text())):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            steps = name.split(".")
            if steps[0] == "archive" and len(steps) > 1:
                yield steps[1], steps[2] if len(steps) > 2 else ""


def taken_from_api(part):
    """What the modules of a part import from the API, as (module, submodule)."""
    return {
        (path.name, submodule)
        for other, path in modules()
        if other == part
        for name, submodule in imported(path)
        if name == "api"
    }


class ArchitectureTests(SimpleTestCase):
    def test_imports_follow_the_table(self):
        for part, path in modules():
            with self.subTest(module=str(path.relative_to(ARCHIVE))):
                self.assertIn(part, MAY_IMPORT, "a new part needs a line in the table")
                parts = {name for name, _ in imported(path)}
                self.assertLessEqual(parts, MAY_IMPORT[part] | {part})

    def test_pages_take_nothing_from_the_api_but_its_way_to_say_an_error(self):
        self.assertEqual(taken_from_api("views"), VIEWS_MAY_TAKE_FROM_API)
        self.assertEqual(taken_from_api("previews"), PREVIEWS_MAY_TAKE_FROM_API)

    def test_outlets_read_through_selectors(self):
        for part, path in modules():
            if part in OUTLETS:
                with self.subTest(module=str(path.relative_to(ARCHIVE))):
                    tree = ast.walk(ast.parse(path.read_text()))
                    names = {node.attr for node in tree if isinstance(node, ast.Attribute)}
                    self.assertFalse(names & {"objects", "_default_manager", "_base_manager"})

    def test_public_templates_do_not_follow_managers(self):
        # `debate.speeches.all` and `.count` include drafts and cost a query each.
        pattern = re.compile(r"\{[{%][^}]*\.(all|count|exists|first|last)\b(?<!paginator\.count)")
        for path in sorted((ROOT / "templates").rglob("*.html")):
            if "admin" not in path.parts:
                with self.subTest(template=path.name):
                    self.assertNotRegex(path.read_text(), pattern)

    def test_templates_hold_no_inline_script_or_style(self):
        # Data of the type application/ld+json is never run, so the policy lets it stand.
        pattern = re.compile(
            r"<script(?![^>]*\bsrc=)(?! type=\"application/ld\+json\">)|<style|\sstyle=|\son\w+=|javascript:",
            re.IGNORECASE,
        )
        for path in sorted((ROOT / "templates").rglob("*.html")):
            with self.subTest(template=path.name):
                self.assertNotRegex(path.read_text(), pattern)

    def test_modules_stay_small(self):
        for path in [*(path for _, path in modules()), *(ROOT / "congress_site").glob("*.py")]:
            with self.subTest(module=str(path.relative_to(ROOT))):
                self.assertLessEqual(len(path.read_text().splitlines()), 300)
