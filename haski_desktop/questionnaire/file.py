"""Answers from a file: a JSON object with one answer for each item."""

import os

import msgspec

from haski_desktop.engine.analysis import SkinQuestionnaire
from haski_desktop.errors import HaskiError, printable
from haski_desktop.questionnaire.items import ANSWERS, Answer, Item
from haski_desktop.questionnaire.rule import skin_type

MAX_BYTES = 65_536


class _Answers(msgspec.Struct, forbid_unknown_fields=True):
    shine_t_zone: Answer
    shine_cheeks: Answer
    tightness: Answer
    pores: Answer
    flaking: Answer
    stinging: Answer


def read_answers(path: str) -> SkinQuestionnaire:
    """The answers in the file at ``path``, scored.

    Raises:
        HaskiError: ``skin_answers_invalid``: it can't be read, or is no JSON object with
            exactly one of the known answers for each item.
    """
    try:
        if not os.path.isfile(path):
            there = os.path.exists(path)
            raise OSError("it is no file" if there else "there is no such file")  # noqa: TRY301
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise ValueError("it is too large")  # noqa: TRY301
        given = msgspec.json.decode(data, type=_Answers)
    except (OSError, ValueError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise HaskiError(
            "skin_answers_invalid",
            f"The answers in “{printable(path)}” can't be used: {printable(reason)}.",
            f"Give one of {', '.join(ANSWERS)} for each of {', '.join(Item)}.",
        ) from error
    return skin_type({item: getattr(given, item.value) for item in Item})
