"""How a process that makes congresses starts: it is loaded before Django is, so it imports nothing of ours."""

import gc

import django


def start(forms):
    """Make ready to make texts, with the forms of words that the first process has made; see `archive.corpus.words`."""
    django.setup()
    from archive.corpus import words

    words.FORMS.update(forms)
    # As in `making`, for as long as the process lives.
    gc.freeze()
    gc.disable()
