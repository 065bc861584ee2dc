"""What curators say about an exhibition: its words, its dates, its walls, and what hangs where."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from gallery.phrases import Phrase
from gallery.rooms import MOST
from gallery.submission import Name, Words

MOST_ROOMS = 20
MOST_WORKS = MOST_ROOMS * MOST

Tongue = Literal["en", "ko"]
Ambience = Literal["birds", "hearth", "rain", "sea", "wind", "none"]


def _plausible(moment: datetime) -> datetime:
    if not 2000 <= moment.year < 3000:
        raise ValueError(Phrase("Choose a date of this millennium."))
    return moment


Title = Annotated[Name, Field(min_length=1, max_length=80)]
Titles = dict[Tongue, Title]
Moment = Annotated[AwareDatetime, Field(strict=True), AfterValidator(_plausible)]
ArtworkId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{22}$")]


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    @property
    def changes(self) -> dict[str, object]:
        """What was sent, by field; of a theme only what is wished."""
        return {
            name: value.model_dump(exclude_none=True) if isinstance(value, ThemeWishes) else value
            for name in self.model_fields_set
            for value in [getattr(self, name)]
        }


class ThemeWishes(_Said):
    """What a curator decides of a theme; the rest is made to fit."""

    wall: str | None = Field(None, pattern="^#[0-9a-f]{6}$")
    ambience: Ambience | None = None


class RoomPlan(_Said):
    """A room that a curator arranged by hand: the works in hanging order."""

    titles: Titles = Field({}, description="by language; without any, it is called by its feeling and colour")
    theme: ThemeWishes = ThemeWishes()
    artworks: list[ArtworkId] = Field(max_length=MOST)


class ExhibitionRevision(_Said):
    """The body of `PATCH /api/v1/exhibitions/{slug}`: what is sent changes, what is left out stays."""

    titles: Titles = Field(default_factory=dict, min_length=1, description="by language; one is enough")
    descriptions: dict[Tongue, Annotated[Words, Field(max_length=1000)]] = Field(default_factory=dict)
    opens_at: Moment = Field(default_factory=lambda: datetime.max)
    closes_at: Moment | None = Field(default_factory=lambda: None)
    theme: ThemeWishes = Field(default_factory=ThemeWishes, description="for all its rooms")
    published: bool = Field(default_factory=bool, strict=True, description="drafts are seen by curators alone")
    artworks: list[ArtworkId] = Field(
        default_factory=list, max_length=MOST_WORKS, description="these works, arranged in rooms for you"
    )
    rooms: list[RoomPlan] = Field(
        default_factory=list, max_length=MOST_ROOMS, description="works arranged by hand; before `artworks`"
    )


class NewExhibition(ExhibitionRevision):
    """The body of `POST /api/v1/exhibitions`. Without `opens_at` it opens now."""

    titles: Titles = Field(min_length=1, description="by language; one is enough")
