"""The Front: the gallery's site on a Serve ingress, handed a pipeline to paint with."""

from ray import serve
from ray.serve.handle import DeploymentHandle
from starlette.applications import Starlette

from gallery.painting import Catalogue
from gallery.schema import bring_up_to_date
from gallery.settings import database_url
from gallery.site import create_site

from . import logs
from .limiter import OwnCount, SharedCount
from .pipeline import Pipeline
from .settings import Settings
from .sharing import fronts_to_come, require_shared


@serve.deployment
@serve.ingress()
class Front:
    """Serves the site. Not ready until the database's schema is the code's: see gallery.schema."""

    def __init__(
        self,
        settings: Settings,
        catalogue: Catalogue,
        preprocessor: DeploymentHandle,
        painter: DeploymentHandle,
    ) -> None:
        logs.join()
        fronts = fronts_to_come()
        require_shared(fronts)
        bring_up_to_date(database_url())
        self._settings, self._catalogue = settings.gallery, catalogue
        self._count = SharedCount() if fronts > 1 else OwnCount()
        self._pipeline = Pipeline(preprocessor, painter, settings=settings, catalogue=catalogue)

    def __serve_build_asgi_app__(self) -> Starlette:
        road = self._pipeline
        return create_site(self._settings, self._catalogue, road.paint, road.check, self._count.admit)
