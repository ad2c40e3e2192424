"""Spans of a turn's text that are not speech: "(Laughter.)", "(inaudible)", "(Off-mike.)", "[sic]"."""

import re

from core.records import AnnotationRecord
from core.vocabulary import AnnotationKind

_BRACKETED = re.compile(r"\([^()\n]{1,120}\)|\[[^\[\]\n]{1,120}\]")
# From the State Department's, the White House's and the Mexican presidency's transcripts, in this order.
_KINDS = (
    (AnnotationKind.INAUDIBLE, re.compile(r"inaudible|indiscernible|unintelligible|inentendible|\bgarbled", re.I)),
    (AnnotationKind.LAUGHTER, re.compile(r"\blaugh(?:ter|s|ing)?\b|\bchuckl|\brisas?\b", re.I)),
    (AnnotationKind.APPLAUSE, re.compile(r"\bapplau|\baplauso|\bcheer", re.I)),
    (AnnotationKind.CROSSTALK, re.compile(r"cross-?\s?talk|simultaneous|chit-?chat|overlapping|\bvoces\b", re.I)),
    (AnnotationKind.OFF_MIKE, re.compile(r"off-?\s?mi(?:ke|c)|fuera de micr[oó]fono", re.I)),
    (
        AnnotationKind.INTERPRETATION,
        re.compile(
            r"interpret|translat|traduc|^\W*(?:in|speaks?|speaking|spoken in|en|from) (?:english|french|"
            r"spanish|arabic|[a-z]+(?:ese|ian|ish|ic|an|in|i))\W*$",
            re.I,
        ),
    ),
    (AnnotationKind.PAUSE, re.compile(r"\bpause|\bbreak\b|\bsilence|\bmoment of|\bpausa\b", re.I)),
    (AnnotationKind.CORRECTION, re.compile(r"^\W*sic\W*$|\bcorrect(?:ed|ion)\b", re.I)),
    (
        AnnotationKind.OTHER,
        re.compile(
            r"^\W*(?:points?|gestures?|gesturing|nods?|referring|holds?|turns?|sighs?|coughs?|in progress|"
            r"via|music|reads?|shows?|makes?|claps?|"
            r"sneezes?|whispers?|phone|audio|video|technical|no (?:audio|response|translation)|begin|end|"
            r"inicia|finaliza|recess|joined)\b",
            re.I,
        ),
    ),
)


def find_annotations(text: str) -> tuple[AnnotationRecord, ...]:
    """In the order of the text; `start` counts code points of it. What a speaker says in brackets is no annotation."""
    if "(" not in text and "[" not in text:
        return ()
    found = []
    for match in _BRACKETED.finditer(text):
        inner = match[0][1:-1]
        for kind, pattern in _KINDS:
            if pattern.search(inner):
                found.append(AnnotationRecord(kind=kind, start=match.start(), text=match[0]))
                break
    return tuple(found)
