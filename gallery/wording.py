"""Words that people type, made fit to be shown: one form, one line, nothing invisible that acts."""

import re
import unicodedata

# Embeddings, overrides and isolates reorder the text around them; the harmless marks may stay.
_BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
# The accents of Latin, Greek and Cyrillic: other scripts have marks that make another letter of it.
_ACCENTS = re.compile("[\u0300-\u036f]")
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2
_VISIBLE = frozenset("LNPS")


def tidy(words: str) -> str:
    """NFC, without control characters and bidirectional controls, white space runs as one space."""
    spaced = "".join(" " if char.isspace() else char for char in _BIDI_CONTROLS.sub("", words))
    kept = "".join(char for char in spaced if unicodedata.category(char) not in {"Cc", "Cs"})
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def fold(words: str) -> str:
    """Words as they are compared: without case, accents and compatibility forms; equal Hangul is equal."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", words).casefold())
    return unicodedata.normalize("NFC", _ACCENTS.sub("", apart))


def in_xml(words: str) -> str:
    """Words without the characters that no XML may have, escaped or not."""
    return _NO_XML.sub("", words)


def is_visible(words: str) -> bool:
    """Whether at least one letter, digit, punctuation mark or symbol is in it."""
    return any(unicodedata.category(char)[0] in _VISIBLE for char in words)
