"""CSL items for the tests of styles and formats, some of them meant to break things."""

SPEECH = {
    "id": "congress-11-debate-army-speech-3-p2",
    "type": "speech",
    "title": "The Red Army: closing word, paragraph 2, 11th Congress of the RCP(b)",
    "author": [{"family": "Trotsky", "given": "Leon"}],
    "issued": {"date-parts": [[1922, 3, 30]]},
    "container-title": "Congress Archive",
    "event-title": "11th Congress of the RCP(b)",
    "event-place": "Moscow",
    "page": "123",
    "URL": "https://archive.example/congresses/11/debates/army/#speech-3-p2",
    "version": "2026-11-24T10:15:03Z",
    "language": "en",
}
BOOK = {
    "id": "source-pss-45",
    "type": "book",
    "title": "Полное собрание сочинений, т. 45",
    "author": [{"family": "Ленин", "given": "В. И."}],
    "issued": {"date-parts": [[1970]]},
    "publisher": "Политиздат",
    "publisher-place": "Москва",
    "language": "ru",
}
ARTICLE = {
    "id": "source-letter",
    "type": "article-journal",
    "title": "The Letter of the Twenty-Two",
    "author": [{"family": "Allen", "given": "Barbara C."}, {"literal": "A Collective"}],
    "issued": {"date-parts": [[2007]]},
    "container-title": "The NEP Era",
    "page": "21-54",
    "language": "en",
}
EDITED = {
    "id": "source-resolutions",
    "type": "book",
    "title": "Resolutions and Decisions",
    "editor": [{"family": "Gregor", "given": "Richard"}],
    "issued": {"date-parts": [[1974]]},
    "publisher": "Toronto",
    "language": "en",
}
UNSIGNED = {
    "id": "source-gse",
    "type": "entry-encyclopedia",
    "title": "Eleventh Congress",
    "container-title": "Great Soviet Encyclopedia",
    "URL": "https://encyclopedia.example/eleventh",
    "accessed": {"date-parts": [[2026, 1, 5]]},
    "language": "en",
}
FILE = {
    "id": "source-fond-48",
    "type": "manuscript",
    "title": "Stenogram of the closed sitting",
    "genre": "Archive file",
    "archive_location": "РГАСПИ, ф. 48, оп. 1, д. 5",
    "issued": {"date-parts": [[1922]]},
    "language": "en",
}

#: Texts that would break out of a format that trusted them.
HOSTILE = [
    "<script>alert(1)</script>",
    '<span class="nocase">x</span> & "quotes" \'too\'',
    "{{unbalanced {braces}",
    "}\n@book{evil, title={x}}",
    "\\input{/etc/passwd} 100% $x_1^2$ #7 ~tilde & co",
    "ends with a backslash\\",
    "line\nER  - \nTY  - BOOK\nTI  - injected",
    "line\r\nER  - \r\nTY  - BOOK",
    "sep\u2028ER  - \u2028TY  - BOOK\x85ER  - ",
    "\x00\x07\x1b[31m\ufeff\u202egnp.exe",
    "\ue001marks\ue002 of \ue003our own",
    "Ленин «Что делать?» — „наше“ ё",
    "a" * 600,
    "{0} %s %(x)s {{ x }} {% now %}",
]
