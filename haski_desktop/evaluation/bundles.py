"""Copies of a model bundle with something changed, never over the old one."""

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from haski_desktop.engine.model import MANIFEST, Manifest, ModelBundle, read_verified
from haski_desktop.errors import ModelError, OutputError, printable
from haski_desktop.files import new_folder


def check_new(folder: Path) -> None:
    """Refuse a folder for a new bundle that exists already, before any work.

    Raises:
        OutputError: ``bundle_exists``, or there is no place for it.
    """
    if os.path.lexists(folder):
        raise OutputError(
            "bundle_exists",
            f"“{printable(str(folder))}” exists already.",
            "Choose another folder for the new bundle.",
        )
    try:
        os.stat(folder.absolute().parent)
    except (OSError, ValueError) as error:
        reason = error if isinstance(error, OSError) else OSError(str(error))
        raise OutputError.of(str(folder), reason) from error


def write_bundle(
    bundle: ModelBundle, manifest: Manifest, folder: Path, files: Mapping[str, bytes] | None = None
) -> None:
    """Write a copy of a bundle with another manifest.

    Args:
        bundle: Its files are copied; it stays as it is.
        manifest: The new one.
        folder: The new bundle's folder, which must not exist.
        files: Further files by name.

    Raises:
        ModelError: The bundle has no manifest of its own, or one of its files is missing
            or damaged.
        OutputError: ``bundle_exists``, or the folder can't be written.
    """
    check_new(folder)
    if not bundle.verified or bundle.foreign is not None:
        raise ModelError(
            "manifest_invalid",
            "Only a model bundle with a manifest of its own can be copied.",
            "Choose another model.",
        )
    content = {path.name: bundle.read(name) for name, path in bundle.files.items()}
    content |= {path.name: bundle.read(name) for name, path in bundle.networks.items()}
    own, kept = manifest.own_head, bundle.manifest.own_head
    if own is not None and own == kept:
        content[own.path] = read_verified(bundle.folder / own.path, own.sha256)
    content |= files or {}
    text = msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"
    try:
        with new_folder(folder) as partial:
            for name, data in {**content, MANIFEST: text}.items():
                (partial / name).write_bytes(data)
    except OSError as error:
        raise OutputError.of(str(folder), error) from error
