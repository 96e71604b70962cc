"""The programs that the guide shows run as they are, against a live server, and say what is in the archive."""

import json
import sys
import tempfile
from pathlib import Path

from archive.api.docs import QUICK_STARTS, quick_start
from tests.api.archive import ArchiveTestCase
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
    def run_quick_start(self, name):
        with tempfile.TemporaryDirectory() as folder:
            program = Path(folder) / name
            program.write_text(quick_start(name, self.live_server_url), encoding="utf-8")
            return self.run_program(RUN_BY[program.suffix], program)

    def test_each_program_reads_a_congress_walks_a_list_and_searches(self):
        for language, name in QUICK_STARTS:
            with self.subTest(language=language):
                said = self.run_quick_start(name)
                if name.endswith(".sh"):
                    answers = [json.loads(line) for line in said.splitlines()]
                    self.assertEqual(answers[0]["title"], "Eleventh Congress")
                    debates = [row["title"] for page in answers[1:-1] for row in page["results"]]
                    self.assertEqual(debates, ["Report", "After"])
                    self.assertEqual(answers[-1]["results"][0]["title"], "Report")
                else:
                    lines = [line.rstrip() for line in said.splitlines()]
                    self.assertEqual(lines, SAID.format(page=self.live_server_url).splitlines())
