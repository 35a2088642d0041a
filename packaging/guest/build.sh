#!/bin/sh
# Makes the guest that test/usb boots: Debian's own kernel, unpacked and never installed, and an initramfs with the modules it needs.
# Everything else the guest sees is the machine it runs on, shared read-only. Prints the folder with vmlinux and initrd.img.
# Cached by kernel version and the text of the scripts here; safe to run again and from several places at once.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
PATH=$PATH:/usr/sbin:/sbin

kernel=$(apt-cache depends linux-image-amd64 | sed -n 's/^  Depends: //p' | head -n 1)
[ -n "$kernel" ] || { echo "apt knows no linux-image-amd64: run apt-get update" >&2; exit 1; }
version=$(apt-cache policy "$kernel" | sed -n 's/^  Candidate: //p')
scripts=$(cat "$here/build.sh" "$here/modules.txt" "$here/init" | sha256sum | cut -c1-12)
cache=$here/../../node_modules/.cache/bwc-guest
image=$cache/$kernel-$version-$scripts
mkdir -p "$cache"
exec 9>"$cache/lock"
flock 9
if [ ! -e "$image/initrd.img" ]; then
  work=$(mktemp -d "$cache/work-XXXXXX")
  trap 'rm -rf "$work"' EXIT
  cd "$work"
  echo "guest image: unpacking $kernel $version" >&2
  apt-get -q -o APT::Sandbox::User=root download "$kernel=$version" >&2
  dpkg -x ./*.deb deb
  release=$(basename deb/boot/vmlinuz-*)
  release=${release#vmlinuz-}
  depmod -b deb "$release"

  mkdir -p root/bin root/dev root/proc root/sys root/host root/rw root/new "root/lib/modules/$release"
  cp "$(command -v busybox)" root/bin/busybox
  for name in sh mount modprobe mkdir switch_root sleep cp; do ln -s busybox "root/bin/$name"; done
  cp "$here/init" root/init
  chmod 755 root/init
  while read -r module; do
    modprobe -d deb -S "$release" --show-depends "$module"
  done < "$here/modules.txt" | sed -n 's/^insmod \([^ ]*\).*/\1/p' | sort -u > needed
  while read -r file; do
    to=root/${file#*deb/}
    mkdir -p "$(dirname "$to")"
    cp "$file" "$to"
  done < needed
  cp deb/lib/modules/"$release"/modules.order deb/lib/modules/"$release"/modules.builtin* "root/lib/modules/$release/"
  depmod -b root "$release"
  mkdir done
  (cd root && find . | cpio --quiet -o -H newc | gzip -1) > done/initrd.img
  # Unpacked here, where it takes a moment: an emulated processor takes seconds for it at each boot. Where it begins and how long it
  # is stand in the file's own header (Linux, Documentation/arch/x86/boot.rst: setup_sects, payload_offset, payload_length).
  packed=deb/boot/vmlinuz-$release
  number() { od -An -v -tu"$2" -j"$1" -N"$2" "$packed" | tr -d ' '; }
  offset=$((($(number 497 1) + 1) * 512 + $(number 584 4)))
  tail -c "+$((offset + 1))" "$packed" | head -c "$(number 588 4)" | xz -dc --single-stream > done/vmlinux
  # Older ones are of no use: the key changed.
  find "$cache" -mindepth 1 -maxdepth 1 -type d ! -name "$(basename "$work")" -exec rm -rf {} +
  mv done "$image"
fi
echo "$image"
