/** Files for tests that want a console in a certain state. */

/** Two virtual servers and a backup router: nothing wrong, not even advice. */
export const healthyFile = `serial_no = 12
primary = 10.0.0.2
service = lvs
backup_active = 1
backup = 10.0.0.3
heartbeat = 1
heartbeat_port = 539
keepalive = 6
deadtime = 18
network = nat
nat_router = 192.168.10.254 eth1:1
nat_nmask = 255.255.255.0
debug_level = NONE
virtual shop {
     active = 1
     address = 10.0.2.100 eth0:1
     vip_nmask = 255.255.255.0
     port = 80
     send = "GET / HTTP/1.0\\r\\n\\r\\n"
     expect = "HTTP"
     use_regex = 0
     load_monitor = none
     scheduler = wlc
     protocol = tcp
     timeout = 6
     reentry = 15
     quiesce_server = 0
     server node1 {
         address = 192.168.10.11
         active = 1
         weight = 1
     }
     server node2 {
         address = 192.168.10.12
         active = 0
         weight = 2
     }
}
virtual mail {
     active = 0
     address = 10.0.2.101 eth0:2
     port = 25
     load_monitor = none
     scheduler = rr
     protocol = tcp
     timeout = 6
     reentry = 15
     server post1 {
         address = 192.168.10.21
         active = 1
         weight = 1
     }
}
`;

/** Values that are refused, broken and unwise; the blocks are sound, so every panel can mend its own. */
export const wrongValues = healthyFile
  .replace('keepalive = 6', 'keepalive = six')
  .replace('deadtime = 18', 'deadtime = 1')
  .replace('address = 10.0.2.100 eth0:1', 'address = 10.0.2.300 eth0')
  .replace('scheduler = rr', 'scheduler = fastest')
  .replace('weight = 2', 'weight = -1');

/** A brace too few and a word nobody knows: the panels show it and keep their hands off. */
export const brokenStructure = healthyFile
  .replace('virtual mail {', 'virtual mail')
  .replace('heartbeat = 1', 'hartbeat = 1');
