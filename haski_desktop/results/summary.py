"""Counts over the results of many photos."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from haski_desktop.engine.analysis import Analysis, Failure
from haski_desktop.engine.labels import HEADS, HeadName
from haski_desktop.results.status import is_demo


@dataclass(slots=True)
class Summary:
    """Counts over many results.

    Attributes:
        analysed: How many photos have an analysis, also one without an answer.
        failed: How many could not be analysed.
        out_of_scope: How many show neither skin nor hair.
        demo: How many results are made up.
        confident: Confident answers by head and label.
        uncertain: Uncertain answers by head.
        not_assessable: Answers by head that the photo does not allow.
    """

    analysed: int = 0
    failed: int = 0
    out_of_scope: int = 0
    demo: int = 0
    confident: dict[HeadName, Counter[str]] = field(
        default_factory=lambda: {head.name: Counter() for head in HEADS}
    )
    uncertain: Counter[HeadName] = field(default_factory=Counter)
    not_assessable: Counter[HeadName] = field(default_factory=Counter)

    @property
    def photos(self) -> int:
        """How many results there are."""
        return self.analysed + self.failed

    @classmethod
    def of(cls, results: Iterable[Analysis | Failure]) -> "Summary":
        """Count ``results``."""
        summary = cls()
        for result in results:
            summary.add(result)
        return summary

    def add(self, result: Analysis | Failure) -> None:
        """Count one more result."""
        if isinstance(result, Failure):
            self.failed += 1
            return
        self.analysed += 1
        self.demo += is_demo(result)
        if not result.in_scope:
            self.out_of_scope += 1
            return
        for name, prediction in result.predictions.items():
            if prediction.decision == "confident":
                self.confident[name][prediction.label] += 1
            elif prediction.decision == "uncertain":
                self.uncertain[name] += 1
            else:
                self.not_assessable[name] += 1
