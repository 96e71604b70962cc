"""The programs that the guide shows run as they are, against a live server, and say what is in the archive."""

import json
import sys
import tempfile
from pathlib import Path

from archive.api import docs
from archive.api.docs import QUICK_STARTS, quick_start
from tests import factories as make
from tests.api.archive import ADDRESSES, LISTS, ArchiveTestCase
from tests.live import LiveTestCase

RUN_BY = {".sh": "sh", ".py": sys.executable, ".mjs": "node"}

SAID = """\
Eleventh Congress 1922-03-27
delegates_consultative 165 or 164
Report – Vladimir Lenin
After –
found: Report {page}/congresses/11/debates/report/
"""


class QuickStartTests(LiveTestCase, ArchiveTestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="quick-start-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def run_quick_start(self, name):
        program = self.folder / name
        program.write_text(quick_start(name, self.live_server_url), encoding="utf-8")
        return [
            line.rstrip() for line in self.run_program(RUN_BY[program.suffix], program, cwd=self.folder).splitlines()
        ]

    def test_in_a_shell_a_congress_is_read_a_list_walked_and_something_found(self):
        congress, *pages, found = map(json.loads, self.run_quick_start("begin.sh"))
        self.assertEqual(congress["title"], "Eleventh Congress")
        self.assertEqual([row["title"] for page in pages for row in page["results"]], ["Report", "After"])
        self.assertEqual(found["results"][0]["title"], "Report")

    def test_the_programs_in_python_and_javascript_say_the_same(self):
        for name in ("begin.py", "begin.mjs"):
            with self.subTest(name=name):
                self.assertEqual(self.run_quick_start(name), SAID.format(page=self.live_server_url).splitlines())

    def test_a_copy_is_kept_by_what_has_changed_alone(self):
        api = f"{self.live_server_url}/api/v1"
        first = self.run_quick_start("changes.py")
        self.assertIn(f"created {api}/speakers/lenin/", first)
        self.assertEqual(self.run_quick_start("changes.py"), [])
        self.after.slug, self.resolution.status = "afterwards", make.WITHDRAWN
        self.after.save()
        self.resolution.save()
        said = self.run_quick_start("changes.py")
        self.assertIn(f"renamed {api}/congresses/11/debates/after/", said)
        self.assertIn(f"withdrawn {api}/congresses/11/resolutions/on-the-report/", said)
        entries = json.loads((self.folder / "congress-archive.json").read_text())["entries"]
        self.assertEqual(entries[f"{api}/congresses/11/debates/afterwards/"]["title"], "After")
        host = {"host": self.live_server_url.removeprefix("http://")}
        lists = [self.client.get(ADDRESSES[name], headers=host).json() for name in LISTS if name != "speeches"]
        self.assertEqual(set(entries), {row["url"] for page in lists for row in page["results"]})

    def test_each_of_them_is_shown(self):
        programs = {
            path.name for path in Path(docs.__file__).with_name("quickstart").iterdir() if path.suffix in RUN_BY
        }
        self.assertEqual({name for _, name in QUICK_STARTS}, programs)
