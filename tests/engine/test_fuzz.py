"""A few of the damaged photos that `make fuzz` makes by the thousand."""

from collections import Counter

import pytest

from tests.engine import fuzz


@pytest.mark.parametrize("kind", fuzz.FORMATS)
def test_damaged_photos_are_coded_errors(kind: str) -> None:
    tally: Counter[str] = Counter()
    assert [(number, rule) for number, _, rule in fuzz.broken(kind, 150, tally)] == []
    assert tally.total() == 150
    assert len(tally) > 1  # some still are photos, some no longer are


def test_a_broken_rule_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A decoder that crashes, one that takes too long, one that takes too much."""
    decoder = fuzz.Decoder()
    photo = fuzz.seeds("PNG")[0]
    assert decoder.decode(photo) == ("ok", None)
    with monkeypatch.context() as patch:
        patch.setattr(fuzz, "MEMORY", 2**20)
        _, rule = decoder.decode(photo)
        assert rule is not None
        assert rule.endswith("MB of memory")
    hasty = fuzz.Decoder(seconds=0)
    assert hasty.decode(photo) == ("", "no answer")
    decoder.decode(photo)
    process = decoder._process
    assert process is not None
    process.kill()
    process.wait()
    assert decoder.decode(photo) == ("", "crashed")
    decoder.close()
