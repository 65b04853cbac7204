#!/bin/sh
# Pin every package with its hashes, for all supported Pythons and systems.
# No package index is named in the result: whoever installs uses their own.
set -eu
cd "$(dirname "$0")/.."
compile() {
    uv pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links \
        --no-annotate --custom-compile-command "make lock" "$@"
}
compile --universal --python-version 3.11 pyproject.toml -o packaging/locks/run.txt
compile --universal --python-version 3.11 pyproject.toml --group test \
    -c packaging/locks/run.txt -o packaging/locks/test.txt
compile --universal --python-version 3.11 pyproject.toml --group package \
    -c packaging/locks/run.txt -o packaging/locks/package.txt
# For LiteRT's predecessor, which is tested without its successor.
compile --python-version 3.11 --python-platform x86_64-manylinux_2_36 pyproject.toml \
    --extra tflite-runtime --group test --no-emit-package ai-edge-litert \
    -o packaging/locks/tflite-runtime.txt
# Training needs torch's CPU build, which differs between indexes: it is installed
# first and by version, and left out of the lock. To compile this file, UV_FIND_LINKS
# must name a place with that build; the other one drags in several GB of CUDA.
compile --python-version 3.11 --python-platform x86_64-manylinux_2_39 --group pyproject.toml:ml \
    --no-emit-package torch -o packaging/locks/ml.txt
