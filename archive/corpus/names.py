"""Made-up names of people, in Latin and Cyrillic letters. No queries."""

from functools import lru_cache
from random import Random
from typing import NamedTuple

_SYLLABLES = [
    pair.split(":")
    for pair in (
        "ba:ба be:бе bo:бо va:ва ve:ве vo:во ga:га go:го da:да de:де do:до za:за ko:ко ka:ка ku:ку la:ла le:ле lo:ло "
        "ma:ма me:ме mi:ми mo:мо na:на ne:не no:но pa:па pe:пе po:по ra:ра ro:ро ru:ру sa:са se:се so:со ta:та te:те "
        "to:то fe:фе shu:шу cha:ча"
    ).split()
]
_ENDINGS = [
    pair.split(":")
    for pair in "rov:ров nov:нов lin:лин kin:кин tsky:цкий nsky:нский lenko:ленко dze:дзе nyan:нян lev:лев".split()
]
_GIVEN = [
    pair.split(":")
    for pair in (
        "Ivan:Иван Pyotr:Пётр Nikolai:Николай Aleksandr:Александр Mikhail:Михаил Sergei:Сергей Vasily:Василий "
        "Grigory:Григорий Semyon:Семён Lev:Лев Anna:Анна Vera:Вера Maria:Мария Fyodor:Фёдор Yakov:Яков Pavel:Павел"
    ).split()
]


class Name(NamedTuple):
    given: str
    family: str
    given_ru: str
    family_ru: str
    slug: str

    @property
    def whole(self):
        return f"{self.given} {self.family}"

    @property
    def whole_ru(self):
        return f"{self.given_ru} {self.family_ru}"


@lru_cache(maxsize=1_000)
def name_of(seed, number):
    """The name of the person with this number."""
    rng = Random(f"{seed} name {number}")
    parts = [*(rng.choice(_SYLLABLES) for _ in range(rng.randint(1, 2))), rng.choice(_ENDINGS)]
    family, family_ru = ("".join(part[letters] for part in parts).capitalize() for letters in (0, 1))
    given, given_ru = rng.choice(_GIVEN)
    return Name(given, family, given_ru, family_ru, f"{family.lower()}-{number}")
