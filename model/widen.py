"""A trained network's weights in a wider one: it paints nearly what it painted, and has room to learn more.

New channels are copies of old ones, and whoever reads a channel reads each copy for a share of it (Net2WiderNet, Chen
et al. 2016). Shares differ from reader to reader, lest the copies learn the same for ever. Only the norms that look
over channels see that some are there twice.
"""

import re
from collections.abc import Mapping

import torch
from torch import Tensor

_LEAST_SHARE = 0.25
"""Of a channel, that one of two copies gives to a reader."""


def widened(narrow: Mapping[str, Tensor], wide: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Of the weights in `narrow`, those that have a wider counterpart of the same name in `wide`, as wide as that.

    Both: all weights of a painter, or of several networks. What differs by more than its channels is left out.
    """
    old, new = (_first_width(state) for state in (narrow, wide))
    if old >= new:
        return {}
    shared = [name for name in narrow.keys() & wide.keys() if narrow[name].shape != wide[name].shape]
    grown = {name: _grown(name, narrow, wide) for name in shared if _only_wider(narrow[name], wide[name], old, new)}
    return {name: weight for name, weight in grown.items() if weight.shape == wide[name].shape}


def _first_width(state: Mapping[str, Tensor]) -> int:
    """Channels of a painter's first layer; 0 where there is no painter."""
    return next((len(weight) for name, weight in state.items() if name.endswith("content.stem.0.weight")), 0)


def _only_wider(weight: Tensor, wanted: Tensor, old: int, new: int) -> bool:
    sizes = list(zip(weight.shape, wanted.shape, strict=False))
    return weight.ndim == wanted.ndim and all(b == a or b * old == a * new for a, b in sizes)


def _grown(name: str, narrow: Mapping[str, Tensor], wide: Mapping[str, Tensor]) -> Tensor:
    weight = _more_outputs(name, narrow[name].float(), narrow, wide)
    if weight.ndim > 1 and weight.shape[1] < wide[name].shape[1]:
        return _more_inputs(weight, wide[name].shape[1], seed=sum(name.encode()))
    return weight


def _more_outputs(name: str, weight: Tensor, narrow: Mapping[str, Tensor], wide: Mapping[str, Tensor]) -> Tensor:
    """Copies along the first axis, which is channels, or channels with several numbers for each."""
    place = _channels_of(name)
    old, new = (len(state.get(place, state[name])) for state in (narrow, wide))
    each, rest = divmod(len(weight), old)
    if len(weight) == len(wide[name]) or rest:
        return weight
    chosen = _copied(old, new)
    if ".mlp." in name:  # all channels of one number, then of the next
        return weight.unflatten(0, (each, old))[:, chosen].flatten(0, 1)
    return weight.unflatten(0, (old, each))[chosen].flatten(0, 1)


def _channels_of(name: str) -> str:
    """The convolution whose channels a weight speaks of, if it is not one itself."""
    if ".mlp." in name:
        return re.sub(r"mlp\.\d+\.\w+$", "blocks.0.conv1.weight", name)
    return re.sub(r"surfaces\.(\d+)\.\w+\.\w+$", r"up.\1.weight", name)


def _more_inputs(weight: Tensor, new: int, seed: int) -> Tensor:
    """A reader of copies: each channel's weight is shared out among it and its copies."""
    copied = _copied(weight.shape[1], new)
    drawn = torch.rand((weight.shape[0], new), generator=torch.Generator().manual_seed(seed))
    drawn = _LEAST_SHARE + (1 - 2 * _LEAST_SHARE) * drawn
    total = torch.zeros(weight.shape[:2]).index_add_(1, copied, drawn)
    shares = drawn / total[:, copied]
    return weight[:, copied] * shares.view(*shares.shape, *[1] * (weight.ndim - 2))


def _copied(old: int, new: int) -> Tensor:
    """Which old channel each new one is: all of them in order, then some of them again."""
    again = torch.randperm(old, generator=torch.Generator().manual_seed(old)).repeat(-(-new // old))
    return torch.cat([torch.arange(old), again])[:new]
