#!/bin/sh
# A USB camera inside the guest: uMTP-Responder behind Linux's own gadget stack, on a host controller that is only software (dummy_hcd).
#   gadget.sh make SERIAL FOLDER   once: the gadget, whose responder will show FOLDER
#   gadget.sh plug                 starts the responder and puts the gadget on the bus
#   gadget.sh unplug               takes it off, whatever is under way
set -eu
gadget=/sys/kernel/config/usb_gadget/camera
conf=/run/umtprd.conf
case $1 in
  make)
    serial=$2 folder=$3
    modprobe dummy_hcd
    modprobe libcomposite
    modprobe usb_f_fs
    mountpoint -q /sys/kernel/config || mount -t configfs configfs /sys/kernel/config
    mkdir -p "$gadget/strings/0x409" "$gadget/configs/c.1/strings/0x409" "$gadget/functions/ffs.mtp" /dev/ffs-mtp
    cd "$gadget"
    echo 0x1d6b > idVendor
    echo 0x0100 > idProduct
    echo "$serial" > strings/0x409/serialnumber
    echo BWC > strings/0x409/manufacturer
    echo 'MTP camera' > strings/0x409/product
    echo mtp > configs/c.1/strings/0x409/configuration
    ln -s functions/ffs.mtp configs/c.1/
    cat > "$conf" <<CONF
storage "$folder" "card" "ro"
manufacturer "BWC"
product "MTP camera"
serial "$serial"
firmware_version "1"
interface "MTP"
usb_vendor_id 0x1D6B
usb_product_id 0x0100
usb_class 0x6
usb_subclass 0x1
usb_protocol 0x1
usb_dev_version 0x3008
usb_functionfs_mode 0x1
usb_dev_path "/dev/ffs-mtp/ep0"
usb_epin_path "/dev/ffs-mtp/ep1"
usb_epout_path "/dev/ffs-mtp/ep2"
usb_epint_path "/dev/ffs-mtp/ep3"
usb_max_packet_size 0x200
CONF
    ;;
  plug)
    mount -t functionfs mtp /dev/ffs-mtp
    setsid umtprd -conf "$conf" > /run/umtprd.log 2>&1 < /dev/null &
    # The endpoints are there once the responder has described them.
    for _ in $(seq 100); do
      [ ! -e /dev/ffs-mtp/ep1 ] || break
      sleep 0.1
    done
    ls /sys/class/udc > "$gadget/UDC"
    ;;
  unplug)
    echo > "$gadget/UDC"
    # Left alone, uMTP-Responder starts over at some moment after the next plug, and takes the gadget off the bus again.
    for process in $(pidof umtprd); do
      kill -KILL "$process"
      while [ -e "/proc/$process/fd/0" ]; do sleep 0.1; done
    done
    umount /dev/ffs-mtp
    ;;
esac
