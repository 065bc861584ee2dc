"""What pydantic finds wrong with a field, in words for the person who filled it in."""

from pydantic_core import ErrorDetails

from gallery.phrases import Phrase


def in_words(fault: ErrorDetails) -> Phrase:
    """A sentence on one fault; its context must not have been left out."""
    context = fault.get("ctx", {})
    match fault["type"]:
        case "missing":
            return Phrase("Fill this in.")
        case "string_too_short" if context["min_length"] == 1:
            return Phrase("Fill this in.")
        case "string_too_long":
            return Phrase("Write at most %(most)s characters.", most=context["max_length"])
        case "literal_error":
            return Phrase("Choose one of %(choices)s.", choices=context["expected"])
        case "value_error" if isinstance(said := context["error"].args[0], Phrase):
            return said
    return Phrase.roughly(fault["msg"].rstrip(".").capitalize() + ".", Phrase("Something is not right here."))
