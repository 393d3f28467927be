# Carries out what the host lays into /out, one order after another, and ends when the host has gone.
cd /root
rm -f /usr/sbin/policy-rc.d # on a machine without an init system it keeps packages from starting anything
for card in eth0 eth1; do
  ip link add "$card" type veth peer name "peer-$card"
  ip link set "$card" up
  ip link set "peer-$card" up
done
ip link set lo up
ip address add 10.0.2.50/24 dev eth0
ip address add 10.0.3.15/24 dev eth1

number=1
while :; do
  while [ ! -e "/out/order-$number" ]; do
    [ -n "$(find /out/host -newermt '1 minute ago')" ] || exit 1
    sleep 0.2
  done
  bash -e "/out/order-$number" >"/out/stdout-$number" 2>"/out/stderr-$number" </dev/null
  echo "$?" >/out/unfinished
  mv /out/unfinished "/out/status-$number"
  number=$((number + 1))
done
