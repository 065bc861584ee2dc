import pytest

from serve.painter import choose_device


@pytest.mark.parametrize(
    ("wanted", "lent_gpus", "has_cuda", "device"),
    [
        ("auto", ["0"], True, "cuda"),
        ("auto", [], True, "cpu"),
        ("auto", ["0"], False, "cpu"),
        ("cpu", ["0"], True, "cpu"),
        ("cuda", [], True, "cuda"),
    ],
)
def test_a_gpu_is_used_when_ray_lent_it_and_it_is_there(
    wanted: str, lent_gpus: list[str], has_cuda: bool, device: str
) -> None:
    assert choose_device(wanted, lent_gpus=lent_gpus, has_cuda=lambda: has_cuda) == device
