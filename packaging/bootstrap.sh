#!/bin/sh
# Make a virtual environment and what it needs: bootstrap.sh VENV LOCK
#
# VENV is made if it is missing; LOCK (run, test, package, tflite-runtime or ml) names the
# packages below packaging/locks. System libraries are installed through apt when this runs as root;
# otherwise one message names the apt line. Other systems bring the libraries along.
set -eu
venv=$1
lock=$2
root=$(cd "$(dirname "$0")/.." && pwd)

# Shared library -> Debian package that holds it. Qt needs the first group to start at
# all and the second for a real window.
qt_libraries='
libGL.so.1=libgl1 libEGL.so.1=libegl1 libglib-2.0.so.0=libglib2.0-0
libxkbcommon.so.0=libxkbcommon0 libdbus-1.so.3=libdbus-1-3 libfontconfig.so.1=libfontconfig1
libxcb-cursor.so.0=libxcb-cursor0 libxkbcommon-x11.so.0=libxkbcommon-x11-0
libxcb-icccm.so.4=libxcb-icccm4 libxcb-keysyms.so.1=libxcb-keysyms1 libxcb-shape.so.0=libxcb-shape0
'

# Training's packages, and those for LiteRT's predecessor, are pinned for Python 3.11 alone.
case "$lock" in
ml | tflite-runtime) newest=11 versions='Python 3.11' ;;
*) newest=13 versions='Python 3.11, 3.12 or 3.13' ;;
esac

find_python() {
    for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11; do
        [ -n "$candidate" ] || continue
        if "$candidate" -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, $newest))" \
            2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    echo "This needs $versions; none was found. Name one: make PYTHON=path" >&2
    return 1
}

missing_packages() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
    [ "$lock" = ml ] && return
    known=$(/sbin/ldconfig -p)
    for pair in $qt_libraries; do
        case "$known" in
        *"${pair%%=*} "*) ;;
        *) echo "${pair#*=}" ;;
        esac
    done
    if [ "$lock" = package ]; then
        # Python as a shared library, which Debian keeps apart from its program.
        "$1" -c 'import ctypes, sysconfig; ctypes.CDLL(sysconfig.get_config_var("INSTSONAME"))' \
            2>/dev/null || "$1" -c 'import sys; print("libpython%d.%d" % sys.version_info[:2])'
        command -v objdump >/dev/null || echo binutils
        command -v xz >/dev/null || echo xz-utils
        command -v git >/dev/null || echo git
    fi
    if [ "$lock" = test ]; then
        command -v strace >/dev/null || echo strace
        command -v xdotool >/dev/null || echo xdotool
    fi
    if [ "$lock" = test ] || [ "$lock" = package ]; then
        command -v Xvfb >/dev/null || echo xvfb
        # Without any font Qt draws empty boxes and warns.
        [ -n "$(find /usr/share/fonts -name '*.ttf' 2>/dev/null | head -n 1)" ] || echo fonts-dejavu-core
    fi
}

python=$(find_python)
if command -v apt-get >/dev/null; then
    packages=$(missing_packages "$python" | sort -u | tr '\n' ' ')
    if [ -n "$packages" ] && [ "$(id -u)" = 0 ]; then
        echo "installing system packages: $packages"
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq
        # shellcheck disable=SC2086 # one word a package
        apt-get install -qq -y --no-install-recommends $packages >/dev/null
    elif [ -n "$packages" ]; then
        echo "Some system packages are missing. Install them, then try again:" >&2
        echo "  sudo apt-get install $packages" >&2
        exit 1
    fi
fi

echo "installing Python packages into $venv (only when they change)"
[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
pip="$venv/bin/python -m pip --disable-pip-version-check --quiet install"
if [ "$lock" = ml ]; then
    $pip torch==2.13.0
    $pip --no-deps --require-hashes -r "$root/packaging/locks/ml.txt"
elif [ "$lock" = tflite-runtime ]; then
    # Without LiteRT, which the program would prefer and therefore demands.
    $pip --no-deps --require-hashes -r "$root/packaging/locks/tflite-runtime.txt"
else
    $pip --require-hashes -r "$root/packaging/locks/$lock.txt"
fi
