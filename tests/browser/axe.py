"""axe in a page: what it finds against accessibility. The page has to bypass the site's policy, which forbids it."""

import json
from importlib.resources import files

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
#: The rules that look at colours. They cost four times what all others do, and are the only ones a theme matters to.
COLOURS = ["color-contrast", "link-in-text-block"]
IN_COLOUR = {"runOnly": COLOURS}
COLOURLESS = {"rules": {rule: {"enabled": False} for rule in COLOURS}}


def violations(page, within=None, **options):
    """What axe finds in the page, or in what the selector names: pairs of a rule and the elements against it."""
    # A click that leads on returns before the next page is whole.
    page.wait_for_load_state()
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(AXE)
    # Without `preload` it does not fetch style sheets again that only say where an element stands.
    options = {"preload": False, "resultTypes": ["violations"], **options}
    found = page.evaluate(
        f"axe.run({json.dumps(within) if within else 'document'}, {json.dumps(options)})"
        ".then(result => result.violations)"
    )
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found]
