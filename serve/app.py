"""The composition root: serve_config.yaml's `import_path`.

Annotations stay real here: Ray validates `args` into the class that annotates `build`'s parameter,
and would hand over a plain dict if that were a string.
"""

from ray.serve import Application

from .catalogue import read_catalogue, release_folders, require_room
from .front import Front
from .painter import Painter
from .preprocess import Preprocessor
from .settings import Settings


def build(settings: Settings) -> Application:
    """Wires the three deployments. Raises model.release.ReleaseError or NoRoom before any of them starts."""
    folders = release_folders(settings.releases)
    catalogue = read_catalogue(folders)
    require_room(settings.max_pending, catalogue)
    painter = Painter.bind(folders, device=settings.device, cache_size=settings.painter_cache)
    return Front.bind(settings, catalogue, Preprocessor.bind(settings.decoders), painter)
