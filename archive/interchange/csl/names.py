"""Names as CSL has them: a person has a family and a given name, an organisation is one literal."""

from archive.interchange.text import one_line


def names(lines):
    """Names kept one a line: “Family, Given”, or an organisation, which has no comma."""
    return [name(line) for line in lines.splitlines() if line.strip(" \t,")]


def name(line):
    family, comma, given = (one_line(piece) for piece in line.partition(","))
    if comma and family and given:
        return {"family": family, "given": given}
    return {"literal": family or given}


def speaker_name(speaker, language):
    """A person of the archive. A Russian name ends with as many words of family name as the English one has."""
    if language != "ru" or not speaker.original_name:
        return name(speaker.sort_name)
    words = one_line(speaker.original_name).split()
    family, comma, _given = speaker.sort_name.partition(",")
    family_words = len(family.split()) if comma else 1
    if len(words) <= family_words:
        return {"literal": " ".join(words)}
    return {"family": " ".join(words[-family_words:]), "given": " ".join(words[:-family_words])}
