# Makes of a guest a machine that systemd has started, and has it carry out the orders of the host.
set -eu
mount -t tmpfs -o mode=1777 tmpfs /tmp
# It would walk through all temporary files of the host.
ln -s /dev/null /etc/systemd/system/systemd-tmpfiles-setup.service
# It would ask the host's console for a password of root.
ln -s /dev/null /etc/systemd/system/systemd-firstboot.service
cat >/etc/systemd/system/orders.service <<END
[Unit]
After=basic.target
[Service]
ExecStart=/bin/sh /out/orders.sh
KillMode=process
END
cat >/etc/systemd/system/orders.target <<END
[Unit]
Requires=basic.target
Wants=orders.service
After=basic.target
END
exec unshare --pid --fork --mount-proc /lib/systemd/systemd --unit=orders.target
