#!/bin/sh
# First process of a guest. The host's files are its root, read-only; a layer in memory makes them writable, so
# that nothing a scenario does reaches the host. The one way out is LAB_OUT, a folder of the host seen as /out.
# The package is seen as /project, wherever a machine of the lab has files of its own. LAB_OUT, LAB_PROJECT, LAB_NODE
# and LAB_PROGRAM come from the kernel's command line. Then LAB_PROGRAM does all the rest.
set -eu
export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/ TERM=dumb

mount -t proc proc /proc
modules=/usr/lib/uml/modules/$(uname -r)
insmod "$modules/kernel/fs/overlayfs/overlay.ko"
mount -t tmpfs -o size=70% tmpfs /mnt
mkdir /mnt/upper /mnt/work /mnt/root
mount -t overlay -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work overlay /mnt/root
cd /mnt/root

mount -t proc proc proc
mount -t sysfs sysfs sys
mount --rbind /dev dev
mkdir -p dev/pts dev/shm
mount -t devpts -o ptmxmode=666 devpts dev/pts
mount -t tmpfs tmpfs dev/shm
[ -e dev/fd ] || ln -s /proc/self/fd dev/fd # bash opens /dev/fd, and nobody here has made it
mount -t tmpfs -o mode=755 tmpfs run
mkdir -p out project "lib/modules"
ln -sfn "$modules" "lib/modules/$(uname -r)"
mount -t hostfs -o "$LAB_OUT" none out
mount --bind ".$LAB_PROJECT" project

# Not only a changed root: whoever enters the namespaces of a machine of the lab arrives at their real root.
pivot_root . mnt
# Not exec: the shell stays as the first process and collects the children that others leave behind.
"$LAB_NODE" "$LAB_PROGRAM" >out/program.log 2>&1 || echo "ended with status $?" >>out/program.log
sync
echo o >/proc/sysrq-trigger # powers off; no package's poweroff is needed
sleep 60
