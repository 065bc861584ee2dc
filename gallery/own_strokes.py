"""Strokes that come along with a painting are those of its drawing: what is replayed to everybody was looked at."""

from gallery.inking import compare, has_ink
from gallery.phrases import Phrase
from gallery.problems import Expired, FieldError, InvalidField, NotFound
from gallery.store import Store
from gallery.submission import Submission

_OTHERS = Phrase("They draw something else than what was painted: send those of this drawing, or none.")


def require_own_strokes(store: Store, submission: Submission) -> None:
    """Raises InvalidField where a submission's strokes draw something else than the sketch of its painting."""
    drawing = submission.strokes.model_dump() if submission.strokes else None
    if drawing is None or not has_ink(drawing):
        return
    try:
        sketch = store.painting(submission.painting).sketch
        kept = store.image(sketch.sha256, ext=sketch.ext)
    except (NotFound, Expired):
        return  # whoever hangs it is told why that cannot be
    if compare(drawing, kept).is_another:
        raise InvalidField(
            Phrase("Please correct the fields named below and send it again."), errors=[FieldError("strokes", _OTHERS)]
        )
