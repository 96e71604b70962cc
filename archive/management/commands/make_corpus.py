"""Fill an empty archive with made-up congresses, to measure on: the same for the same number and seed."""

import os

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from tqdm import tqdm

from archive.corpus.making import NotEmpty, make_corpus


class Command(BaseCommand):
    help = __doc__
    #: They load every page there is: half of what a command takes to start.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--speeches", type=int, required=True, help="how many speeches, from 1 on")
        parser.add_argument("--seed", default="1", help="another seed makes another archive")
        parser.add_argument("--processes", type=int, default=os.cpu_count(), help="how many processes write texts")

    def handle(self, *, speeches, seed, processes, verbosity, **options):
        if speeches < 1:
            raise CommandError("A corpus has one speech at least.")
        with tqdm(total=speeches, desc="Making", unit="speech", leave=False, disable=None) as bar:
            try:
                make_corpus(speeches, seed, processes=processes, progress=bar.update)
            except NotEmpty as error:
                raise CommandError(f"The archive holds entries already: {error}. Nothing was made.") from error
            except OperationalError as error:
                raise CommandError(f"Nothing was made: {error}. Is a site running on it?") from error
        if verbosity:
            self.stdout.write(f"{speeches} speeches are made, from the seed {seed}.")
