"""The samples of the styles being served: a handful of images, encoded once and kept in memory."""

from gallery.painting import Catalogue
from gallery.pictures import encode_sample
from gallery.works import Picture


class Samples:
    """What every style looks like. Raises OSError for a sample that is no image."""

    def __init__(self, catalogue: Catalogue):
        encoded = {style.id: encode_sample(style.sample) for style in catalogue.styles}
        self._pictures: dict[int, Picture] = {style: sample.picture for style, sample in encoded.items()}
        self._bytes = {sample.picture.url: sample.data for sample in encoded.values()}

    def url(self, style: int) -> str:
        """Where the sample of a style is served. Raises KeyError for an unknown style."""
        return self._pictures[style].url

    def data(self, url: str) -> bytes | None:
        """The bytes served at an address, None when no sample is there."""
        return self._bytes.get(url)
