"""What an entry is called in the reader's language; imports nothing of ours."""

from django.utils.translation import get_language


def names(entry):
    """The English and the Russian name of any entry or reference."""
    if hasattr(entry, "name"):
        return entry.name, entry.original_name
    return entry.title, getattr(entry, "original_title", "")


def named_plain(entry):
    """An entry's name in the reader's language where there is one."""
    return named_plain_for(get_language(), entry)


def named_plain_for(reader, entry):
    """The same for a reader of this language."""
    english, russian = names(entry)
    return russian if russian and reader == "ru" else english
