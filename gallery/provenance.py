"""What an image file says of itself, as XMP: how it came to be, and where somebody takes it along, whose it is."""

from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from gallery.wording import in_xml

_ORIGINS = "http://cv.iptc.org/newscodes/digitalsourcetype/"
MADE_BY_AI = _ORIGINS + "compositeWithTrainedAlgorithmicMedia"
DRAWN = _ORIGINS + "digitalCreation"


@dataclass(frozen=True)
class Label:
    """What stands beside a work. licence, source: addresses; licence is empty where there is no page of it."""

    title: str
    artist: str
    words: str
    rights: str
    licence: str
    source: str


def xmp(origin: str, label: Label | None = None) -> bytes:
    """The packet for an image file. origin: MADE_BY_AI or DRAWN."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
        f' Iptc4xmpExt:DigitalSourceType="{origin}"{_attributes(label)}>{_elements(label)}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def _attributes(label: Label | None) -> str:
    if label is None:
        return ""
    said = {"xmpRights:Marked": "True", "xmpRights:WebStatement": label.licence, "dc:source": label.source}
    return (
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"'
        + "".join(f" {name}={quoteattr(value)}" for name, value in said.items() if value)
    )


def _elements(label: Label | None) -> str:
    if label is None:
        return ""
    told = (("title", label.title), ("description", label.words), ("rights", label.rights))
    alternatives = "".join(
        f'<dc:{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(in_xml(text))}</rdf:li></rdf:Alt></dc:{name}>'
        for name, text in told
    )
    artist = escape(in_xml(label.artist))
    return f"{alternatives}<dc:creator><rdf:Seq><rdf:li>{artist}</rdf:li></rdf:Seq></dc:creator>"
