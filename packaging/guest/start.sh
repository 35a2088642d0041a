#!/bin/sh
# Second half of the guest's boot, in the host's own tree: file systems that are the guest's own, drivers, the data disk, the agent.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8
here=$(dirname "$0")
# The plain code for SHA-256 is a quarter faster than the one for vector units, when these are emulated.
export OPENSSL_ia32cap=0
# Reading media in sandboxes is no part of what is proven here, and takes minutes: only this layer loses the program, not the machine below.
rm -f /usr/bin/bwrap
for at in /tmp /run /media /var/tmp; do mount -t tmpfs tmpfs "$at"; done
mkdir -p /dev/pts /dev/shm /data
mount -t devpts devpts /dev/pts
mount -t tmpfs tmpfs /dev/shm
mount -t cgroup2 cgroup2 /sys/fs/cgroup
modprobe -a virtio_blk virtio_console ext4 xhci_pci ehci_pci usb_storage sd_mod vfat exfat nls_ascii nls_cp437 nls_utf8 ||
  echo 'guest: not all modules could be loaded'
busybox ip link set lo up
# The first virtio disk, where there is one, is the station's: it outlives the guest.
[ ! -e /dev/vda ] || mount -t ext4 /dev/vda /data || echo 'guest: the data disk cannot be mounted'
node "$here/agent.mjs"
echo "guest: the agent ended"
poweroff -f
