"""Strokes that come along with a painting are those of its drawing: what is replayed to everybody was looked at."""

from gallery.inking import compare
from gallery.phrases import Phrase
from gallery.problems import Expired, FieldError, InvalidField, NotFound
from gallery.store import Store
from gallery.submission import Submission

_OTHERS = Phrase("They draw something else than what was painted: send those of this drawing, or none.")


def require_own_strokes(store: Store, submission: Submission) -> None:
    """Raises InvalidField where a submission's strokes draw something else than the sketch of its painting."""
    if submission.strokes is None or not submission.strokes.has_ink:
        return
    try:
        sketch = store.painting(submission.painting).sketch
        kept = store.image(sketch.sha256, ext=sketch.ext)
    except (NotFound, Expired):
        return  # whoever hangs it is told why that cannot be
    if compare(submission.strokes.model_dump(), kept).is_another:
        raise InvalidField(
            Phrase("Please correct the fields named below and send it again."), errors=[FieldError("strokes", _OTHERS)]
        )
