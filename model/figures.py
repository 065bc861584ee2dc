"""What the figures of model.evaluate are called, which way is better, and what they say."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Meaning:
    """better: "higher", "lower", "near 1", or "" for a figure that only explains another."""

    label: str
    better: str
    explained: str
    digits: int = 2


OF_PICTURES = {
    "fid": Meaning("FID", "lower", "Distance of the recogniser's features to those of held-back paintings of other "
                   "subjects, as two Gaussians. Biased by the count: read it against the real paintings' column.", 1),
    "kid_x1000": Meaning("KID × 1000", "lower", "The same by an unbiased kernel distance; about 0 for real "
                         "paintings.", 1),
    "density": Meaning("density", "higher", "How densely held-back paintings lie around a picture (k = 5); 1: as real "
                       "ones do."),
    "coverage": Meaning("coverage", "higher", "Share of held-back paintings that have a picture in their "
                        "neighbourhood (k = 5)."),
    "cats": Meaning("cat recognised", "higher", "Share of the pictures in whose first five classes of ImageNet is a "
                    "domestic cat."),
    "agreement": Meaning("subject agreement", "higher", "Cosine of the recogniser's features with those of the held-"
                         "back coloured original, minus the same with another subject's original."),
    "agreement_own": Meaning("… with the own original", "", "The first of the two."),
    "lines_kept": Meaning("lines kept", "higher", "Share of the drawing's centrelines with an edge of the picture "
                          "within half a stroke and two pixels, minus the same for another drawing's lines."),
    "lines_found": Meaning("… own lines", "", "The first of the two."),
    "lines_chance": Meaning("… another drawing's", "", "The second: what busy texture gets by chance."),
    "edge_f1": Meaning("edge F1", "higher", "Harmonic mean of that share and of the share of the picture's edges that "
                       "lie on lines."),
    "calm": Meaning("calm", "near 1", "Energy of fine detail where nothing was drawn, relative to real paintings; "
                    "above 1 noisy, below 1 smoother than paint."),
}  # fmt: skip

OF_STYLES = {
    "style_guessed": Meaning("style guessed", "higher", "Share of pictures whose style is told by palette and texture, "
                             "after having seen the styles on other drawings."),
    "style_as_real": Meaning("style guessed from real paintings", "higher", "The same, having seen only real paintings "
                             "of the ways that the styles are named after."),
    "styles_apart": Meaning("closest two styles", "higher", "Distance of their palettes and textures, relative to the "
                            "mean distance between real ways of painting."),
    "reference": Meaning("distance to the reference", "lower", "Distance of palette and texture to the painting whose "
                         "style was taken, relative to that to a painting of another way."),
}  # fmt: skip

OF_COST = {
    "parameters": Meaning("weights for painting, million", "lower", "Content encoder and decoder."),
    "macs_first": Meaning("first painting, billion multiplications", "lower", "Content encoder and decoder, once."),
    "macs_further": Meaning("each further style, billion multiplications", "lower", "Decoder alone."),
    "ms_first": Meaning("first painting here, ms", "lower", "Mean on this machine, with the threads named above.", 0),
    "ms_further": Meaning("each further style here, ms", "lower", "The same.", 0),
}
