#!/bin/sh
# Try the project on a fresh machine: newcomer.sh SUITE [TARGET...]
#
# Makes a bare Debian SUITE (bookworm or trixie) with debootstrap, from the mirror of the
# system's own apt sources, clones the last commit into it and runs `make run` and
# `make test` there, or the TARGETs (words for make). Beyond Debian's smallest system it has
# what README asks of a newcomer: Python, git and make.
#
# How pip and apt reach their packages is taken over from this system. All mounts are made in
# a namespace of their own and are gone with its last process, however that ends.
#
# Exit status: that of make; 77 if this system cannot do it, with the reason.
set -eu
unset CDPATH
root=$(cd "$(dirname "$0")/.." && pwd)

skip() {
    echo "newcomer.sh: skipped, because $1" >&2
    exit 77
}

# The parts below run in the namespace, as its first process.

# Where apt finds the Debian archive: the first source of that label, without its last slash.
mirror() {
    apt-get indextargets --format '$(LABEL) $(REPO_URI)' |
        sed -n 's/^Debian //p' | sort -u | sed -n '1s:/$::p'
}

# Local folders from which pip takes packages, and its cache if the environment names one.
pip_folders() {
    pip config list 2>/dev/null | tr "='\" " '\n\n\n\n' | sed -n 's:^\(file\://\)\{0,1\}\(/.*\):\2:p'
    echo "${PIP_CACHE_DIR:-}"
}

take_over() { # FILE: copy it to the same place
    [ -e "$1" ] || return 0
    mkdir -p "$debian$(dirname "$1")"
    cp -RL "$1" "$debian$(dirname "$1")"
}

furnish() {
    take_over /etc/resolv.conf
    take_over /etc/hosts
    take_over /etc/pip.conf
    take_over /etc/xdg/pip
    take_over /etc/ssl/certs/ca-certificates.crt
    apt-config dump | grep '^Acquire::\(Check\|http\|https\|Retries\|AllowInsecure\)' \
        >"$debian/etc/apt/apt.conf.d/99newcomer" || true
    mount -t proc proc "$debian/proc"
    # Terminals are made here; without it whatever needs one fails.
    mkdir -p "$debian/dev/pts" "$debian/dev/shm"
    mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts "$debian/dev/pts"
    mount -t tmpfs tmpfs "$debian/dev/shm"
    [ -c "$debian/dev/ptmx" ] && rm "$debian/dev/ptmx"
    ln -sf pts/ptmx "$debian/dev/ptmx"
    pip_folders | sort -u | while read -r folder; do
        [ -d "$folder" ] && [ ! -d "$debian$folder" ] || continue
        mkdir -p "$debian$folder"
        mount --bind "$folder" "$debian$folder"
        [ "$folder" = "${PIP_CACHE_DIR:-}" ] || mount -o remount,bind,ro "$debian$folder"
    done
}

inside() {
    debian=$1/debian
    suite=$2
    shift 2
    # Nobody needs this system after a power cut, so it need not reach the disk.
    mkdir -p "$debian/etc/dpkg/dpkg.cfg.d"
    echo force-unsafe-io >"$debian/etc/dpkg/dpkg.cfg.d/newcomer"
    debootstrap --variant=minbase --include=ca-certificates,git,make,python3 \
        "$suite" "$debian" "$(mirror)" >"$debian/../debootstrap.log" ||
        { tail -n 20 "$debian/../debootstrap.log" >&2; exit 1; }
    furnish
    git clone --quiet --no-hardlinks "$root" "$debian/srv/haski-desktop"
    settings=$(env | sed -n '/^\(PIP_\|SSL_\|REQUESTS_\|OPENBLAS_\|HASKI_\)[A-Z_0-9]*=/p;/^[a-z]*_proxy=/p')
    old=$IFS
    IFS='
'
    # shellcheck disable=SC2086 # one word a line
    set -- env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 $settings \
        make --no-print-directory -C /srv/haski-desktop "$@"
    IFS=$old
    echo "newcomer.sh: $suite, commit $(git -C "$root" rev-parse --short HEAD)"
    chroot "$debian" "$@"
}

if [ "${1:-}" = --inside ]; then
    shift
    inside "$@"
    exit
fi

[ $# -ge 1 ] || { sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2; exit 2; }
suite=$1
shift
[ $# -ge 1 ] || set -- run test
[ "$(id -u)" = 0 ] || skip "only root can make a system to change into"
command -v apt-get >/dev/null || skip "this is no Debian, whose apt names the mirror"
if ! command -v debootstrap >/dev/null; then
    apt-get update -qq
    apt-get install -qq -y --no-install-recommends debootstrap >/dev/null ||
        skip "debootstrap is missing and can't be installed"
fi
[ -n "$(mirror)" ] || apt-get update -qq
[ -n "$(mirror)" ] || skip "apt's sources name no Debian mirror"
unshare --mount --pid --fork true 2>/dev/null || skip "this system allows no namespaces"

scratch=$(mktemp -d)
child=
clean() {
    [ -z "$child" ] || kill -KILL "$child" 2>/dev/null || true
    rm -rf "$scratch"
}
trap clean EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
# In the background, so that a signal is heard at once; interrupts stay deliverable to the tests.
env --default-signal=INT,QUIT unshare --mount --pid --fork --kill-child \
    sh "$root/packaging/newcomer.sh" --inside "$scratch" "$suite" "$@" &
child=$!
status=0
wait "$child" || status=$?
child=
exit "$status"
