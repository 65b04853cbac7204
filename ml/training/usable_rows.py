"""How often a row of the photo list says something usable, over the in-scope photos of a split.

    python -m ml.training.usable_rows --data DATA

Something usable is a named answer, or named possibilities ("curly to coily", "eczema or
psoriasis"), to at least one question; "no clear answer" and "can't be judged" are not.
"""

import argparse
import csv
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.results.answers import answer_words
from haski_desktop.results.sentences import short_answer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with manifest.csv")
    parser.add_argument("--model", type=Path, help="a bundle (default: the program's)")
    parser.add_argument("--split", default="val")
    parser.add_argument("--count", type=int, help="so many photos at random (default: all)")
    options = parser.parse_args()
    with open(options.data / "manifest.csv", encoding="utf-8", newline="") as file:
        rows = [
            r for r in csv.DictReader(file) if (r["split"], r["scope"]) == (options.split, "in")
        ]
    if options.count:
        rows = random.Random(0).sample(rows, min(options.count, len(rows)))  # noqa: S311
    analyzer = Analyzer.open(options.model, threads=1)

    def said(row: dict[str, str]) -> tuple[str, bool]:
        result = analyzer.analyze(options.data / row["image"])
        usable = any(answer_words(head, p) for head, p in result.predictions.items())
        return ("" if usable else short_answer(result)), usable and result.in_scope

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(said, rows))
    usable = sum(ok for _, ok in found)
    print(f"{usable} of {len(found)} rows say something usable ({usable / len(found):.1%})")
    for text, number in Counter(text for text, ok in found if not ok).most_common():
        print(f"{number:5}  {text}")
    for source, number in Counter(r["source"] for r in rows).most_common():
        good = sum(ok for r, (_, ok) in zip(rows, found, strict=True) if r["source"] == source)
        print(f"{source:20} {good:4} of {number:4} ({good / number:.0%})")


if __name__ == "__main__":
    main()
