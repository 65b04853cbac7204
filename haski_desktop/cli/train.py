"""``haski train``: a question of one's own from a folder of labelled photos."""

import argparse
import sys
from pathlib import Path

from haski_desktop.cli.exit_status import ExitStatus
from haski_desktop.cli.output import progress_bar, report_error
from haski_desktop.cli.tables import as_text
from haski_desktop.engine.installed import find_model
from haski_desktop.engine.model import open_bundle
from haski_desktop.errors import HaskiError, ModelError
from haski_desktop.evaluation.bundles import check_new
from haski_desktop.evaluation.labelled import read_classes
from haski_desktop.evaluation.tables import training_blocks
from haski_desktop.evaluation.train import gather, train, write
from haski_desktop.paths import default_model


def run(options: argparse.Namespace) -> int:
    """Learn the question, write a bundle that asks it, and return the exit status."""
    folder = Path(options.folder)
    question = options.question or folder.resolve().name
    model = find_model(options.model)
    try:
        check_new(Path(options.out))
        bundle = open_bundle(model or default_model())
        photos = read_classes(folder)
        hidden = True if options.quiet else None
        with progress_bar(total=len(photos), disable=hidden) as bar:
            examples = gather(photos, model, lambda: bar.update(1))
        head, spec, report = train(examples, question, options.right)
        write(bundle, head, spec, report, Path(options.out))
    except ModelError as error:
        report_error(error)
        return ExitStatus.NO_MODEL
    except HaskiError as error:
        report_error(error)
        return ExitStatus.USAGE
    sys.stdout.write(as_text(training_blocks(report, options.out)))
    return ExitStatus.PHOTO_FAILED if report.failed else ExitStatus.OK
