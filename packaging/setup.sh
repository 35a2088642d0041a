#!/bin/sh
# Makes a fresh clone ready: system packages (when root), npm packages, build. Safe to run again: it does only what is missing.
#   setup.sh           to run the station
#   setup.sh --test    also what the tests need
#   setup.sh --archive also the storage engine the archive tests need (--test has it as well)
#   setup.sh --usb     also what the guest with USB cameras needs
#   setup.sh --bench   also the peers the benchmark compares with
# A command behind it runs as soon as the sources are built, while what is native is still being compiled.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }

node -e 'const [a,b]=process.versions.node.split(".").map(Number); process.exit(a>20||(a===20&&b>=19)?0:1)' 2>/dev/null || {
  say "Node.js 20.19 or later is needed. 需要 Node.js 20.19 或更高版本。"; exit 1; }

compiler="python3 make g++"
packages="ffmpeg bubblewrap fonts-noto-cjk"
engine="ceph-mon ceph-osd radosgw ceph-common postgresql"
guest="qemu-system-x86 busybox-static cpio xz-utils kmod e2fsprogs fdisk dosfstools exfatprogs mtp-tools umtp-responder"
purpose=
case "${1:-}" in --*) purpose=$1; shift ;; esac
case "$purpose" in
  --test) packages="$packages chromium poppler-utils qpdf strace nbdkit libnbd-bin fuse3 openssl sqlite3 util-linux procps $engine $guest" ;;
  --archive) packages="$packages $engine" ;;
  --usb) packages="$packages $guest" ;;
  --bench) packages="$packages $engine $guest rsync rclone android-file-transfer gphoto2 chromium" ;;
esac
# Names of those among the arguments that are not installed.
lacking() {
  for p in "$@"; do
    dpkg-query -W -f='${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || printf ' %s' "$p"
  done
}
install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2; }

# shellcheck disable=SC2086 # lists of package names, here and below
missing=$(lacking $compiler $packages)
others=
if [ -n "$missing" ]; then
  if [ "$(id -u)" = 0 ]; then
    say "installing:$missing"
    apt-get update -qq >&2
    # npm compiles with these; the others come while it does.
    compilers=$(lacking $compiler)
    [ -z "$compilers" ] || install $compilers
    install $missing &
    others=$!
  else
    say "not root: please install$missing"
    say "  sudo apt-get install --no-install-recommends$missing"
    [ -z "$purpose" ] || exit 1
  fi
fi

# Native packages are compiled where no prebuilt binary can be had; the headers that came with Node spare a download.
prefix=$(node -p 'require("path").dirname(require("path").dirname(process.execPath))')
if [ -e "$prefix/include/node/node.h" ]; then npm_config_nodedir=$prefix; export npm_config_nodedir; fi

compiling=
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  say "installing npm packages"
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2
fi
# SQLite is one file of C, which keeps one core busy for a minute or two.
if [ ! -e node_modules/better-sqlite3/build/Release/better_sqlite3.node ]; then
  say "compiling native packages"
  npm rebuild --loglevel=error >&2 &
  compiling=$!
fi
node packaging/build.mjs
failed=0
[ $# = 0 ] || "$@" || failed=1
[ -z "$others" ] || wait "$others"
# Unpacked by the core that does not compile; what boots it would do it otherwise.
case "$purpose" in --test | --usb | --bench) sh packaging/guest/build.sh > /dev/null || failed=1 ;; esac
[ -z "$compiling" ] || wait "$compiling"
exit "$failed"
