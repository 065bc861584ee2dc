"""What people say about paintings: when they hang one, change its label, or find something wrong with it."""

from collections.abc import Callable, Sequence
from typing import Annotated, Literal, Self, TypeVar, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import ErrorDetails

from gallery.consents import ConsentText
from gallery.decisions import Action, Reason
from gallery.faults import in_words
from gallery.phrases import Phrase
from gallery.problems import FieldError, InvalidField, MalformedRequest
from gallery.strokes import MAX_BYTES, Strokes
from gallery.wording import is_visible, tidy

Emotion = Literal["happy", "calm", "excited", "sad", "angry", "scared", "surprised", "proud", "love", "unsure"]
Licence = Literal["CC0-1.0", "CC-BY-4.0", "CC-BY-NC-4.0", "all-rights-reserved"]

EMOTIONS: Sequence[str] = get_args(Emotion)
LICENCES: Sequence[str] = get_args(Licence)

_ROOM_BESIDE_STROKES = 64 * 1024


def _tidied(value: object) -> object:
    return tidy(value) if isinstance(value, str) else value


def _visible(words: str) -> str:
    if not is_visible(words):
        raise ValueError(Phrase("At least one visible character."))
    return words


def _agreed(value: bool) -> bool:
    if not value:
        raise ValueError(Phrase("Please tick this: what hangs in the gallery is seen by everybody."))
    return value


Words = Annotated[str, BeforeValidator(_tidied)]
Name = Annotated[Words, AfterValidator(_visible)]
Agreed = Annotated[bool, AfterValidator(_agreed), WithJsonSchema({"type": "boolean", "const": True})]
StyleId = Annotated[int, Field(ge=0, le=2**31 - 1)]


class Submission(BaseModel):
    """The body of `POST /api/v1/artworks`. Unknown fields are refused, so that no typo is lost."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    painting: str = Field(pattern=r"^[A-Za-z0-9_-]{22}$", description="id of an unsubmitted painting")
    title: Name = Field(min_length=1, max_length=80)
    artist: Name = Field(min_length=1, max_length=40)
    emotion: Emotion | None = None
    alt: Words = Field("", max_length=300, description="the painting in words")
    licence: Licence
    consent_publish: Agreed = Field(True, strict=True, description="it is shown to everybody, else it can't be hung")
    consent_training: bool = Field(False, strict=True, description="the drawing may teach later releases")
    consent_text: ConsentText | None = Field(None, description="version and language of our words, if they were shown")
    strokes: Strokes | None = None
    offered_styles: list[StyleId] = Field([], max_length=64, description="styles to choose from")


class Revision(BaseModel):
    """The body of `PATCH /api/v1/artworks/{id}`: what is sent changes, what is left out stays."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    # Factories: what is left out has no value of its own, and the description shows none.
    title: Name = Field(default_factory=str, min_length=1, max_length=80)
    artist: Name = Field(default_factory=str, min_length=1, max_length=40)
    emotion: Emotion | None = Field(default_factory=lambda: None)
    alt: Words = Field(default_factory=str, max_length=300, description="the painting in words")
    licence: Licence = Field(default_factory=lambda: "all-rights-reserved")
    consent_training: bool = Field(
        default_factory=bool, strict=True, description="the drawing may teach later releases"
    )

    consent_text: ConsentText | None = Field(
        default_factory=lambda: None, description="version and language of our words, if they were shown"
    )

    @property
    def changes(self) -> dict[str, object]:
        """What was sent about the label, by field."""
        return self.model_dump(exclude_unset=True, exclude={"consent_text"})


class Report(BaseModel):
    """The body of `POST /api/v1/artworks/{id}/reports`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reason: Name = Field(min_length=1, max_length=1000, description="what is wrong with the artwork")


class SignIn(BaseModel):
    """The body of `POST /api/v1/session`."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    name: str = Field(min_length=1, max_length=100)
    password: str = Field(min_length=1, max_length=2048)


class Decision(BaseModel):
    """The body of `POST /api/v1/artworks/{id}/decisions`, and a moderator's form."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    action: Action
    version: str | None = Field(None, max_length=100, description="of the work that was seen, as the pages name it")
    reason: Reason | None = Field(None, description="why it is hidden; its artist is told")
    note: Words = Field("", max_length=1000, description="for the log")

    @model_validator(mode="after")
    def _hides_for_a_reason(self) -> Self:
        if (self.action == "hide") != (self.reason is not None):
            raise ValueError(Phrase("A reason goes with hiding, and with nothing else."))
        return self


Said = TypeVar("Said", bound=BaseModel)


def read_said(kind: type[Said], body: bytes) -> Said:
    """What one of these models reads, from JSON. Raises as `read_submission` does."""
    if len(body) > _ROOM_BESIDE_STROKES:
        raise InvalidField(Phrase("Say it in at most %(most)s bytes.", most=_ROOM_BESIDE_STROKES))
    return _read(lambda: kind.model_validate_json(body))


def read_submission(body: bytes) -> Submission:
    """A submission from JSON. Raises MalformedRequest (no JSON), InvalidField (with every field's fault)."""
    if len(body) > MAX_BYTES + _ROOM_BESIDE_STROKES:
        fault = FieldError("strokes", Phrase("The strokes take at most %(most)s bytes.", most=MAX_BYTES))
        raise InvalidField(Phrase("The drawing has too many strokes to be kept; send it without."), errors=[fault])
    return _read(lambda: Submission.model_validate_json(body))


def said_in_form(kind: type[Said], fields: dict[str, object]) -> Said:
    """The same from a form's fields, already named and typed as in JSON. Raises InvalidField."""
    return _read(lambda: kind.model_validate(fields))


def _read(validate: Callable[[], Said]) -> Said:
    try:
        return validate()
    except ValidationError as error:
        raise _problem(error) from None


def _problem(error: ValidationError) -> MalformedRequest | InvalidField:
    faults = error.errors(include_url=False, include_input=False)
    if any(fault["type"] == "json_invalid" for fault in faults):
        return MalformedRequest(Phrase("The body is not JSON that we can read; send one JSON object in UTF-8."))
    return InvalidField(
        Phrase("Please correct the fields named below and send it again."),
        errors=[FieldError(_path(fault), in_words(fault)) for fault in faults[:20]],
    )


def _path(fault: ErrorDetails) -> str:
    return ".".join(str(step) for step in fault["loc"]) or "body"
