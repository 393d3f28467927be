/** The configurations that the tutorials and the course of our readers print, with their mistakes. */

/** The DR tutorial with two virtual machines; addresses as printed there. */
export const tutorialMaster = `global_defs {
    notification_email {
        [email protected]
    }
    notification_email_from [email protected]
    smtp_server xxx.xxx.xxx.xxx #IP du serveur smtp
    smpt_connect_timeout 30
    router_id LVS_MASTER
}

vrrp_instance VI_1 {
    state MASTER
    interface eth1
    virtual_router_id 100
    priority 100
    advert_int 1
    lvs_sync_daemon_interface eth1
    authentication {
        auth_type PASS
        auth_pass mot_de_passe
    }
    virtual_ipaddress {
        xxx.xxx.xxx.30/32 brd xxx.xxx.xxx.255 scope global
    }
}

virtual_server xxx.xxx.xxx.30 80 {
    delay_loop 6
    lb_algo wlc
    lb_kind DR
    persistence_timeout 50
    protocol TCP
${[31, 32, 33]
  .map(
    (host) => `
    real_server xxx.xxx.xxx.${host} 80 {
        weight 100

        HTTP_GET {
            url {
                path /check-lvs
                digest 3544ffe7337ce70356d9de6aeb868973
            }
            connect_timeout 3
            nb_get_retry 3
            delay_before_retry 3
        }
    }
`,
  )
  .join('')}}
`;

/** The part of the backup's file that the tutorial prints. */
export const tutorialBackup = `vrrp_instance VI_1 {
    state BAKUP #MASTER vers BACKUP
    interface eth1
    virtual_router_id 100
    priority 50 # < 100
    advert_int 1
    lvs_sync_daemon_interface eth1
    authentication {
        auth_type PASS
        auth_pass mot_de_passe
    }
    virtual_ipaddress {
        xxx.xxx.xxx.30/32 brd xxx.xxx.xxx.255 scope global
    }
}
`;

/** Its table, and the same when the second server is stopped. */
export const tutorialTable = `lvs-master# ipvsadm
IP Virtual Server version 1.2.1 (size=4096)
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn
TCP  xxx.xxx.xxx.30:www wlc persistent 50
  -> xxx.xxx.xxx.31:www           Route   100    0          0
  -> xxx.xxx.xxx.32:www           Route   100    0          0
  -> xxx.xxx.xxx.33:www           Route   100    0          0
`;
export const tutorialTableOfTwo = `lvs-master# ipvsadm
IP Virtual Server version 1.2.1 (size=4096)
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn
TCP  xxx.xxx.xxx.30:www wlc persistent 50
  -> xxx.xxx.xxx.31:www           Route   100    0          0
  -> xxx.xxx.xxx.33:www           Route   100    0          0
`;

/** The hosting tutorial: global part, instance, service, with the brace too many at its end. */
export const hosting = `global_defs {
  notification_email {
    georgette@example.com
  }
  notification_email_from lvs@example.com
  smtp_server relayhost.example.com
  smtp_connect_timeout 30
  router_id LVS
}

vrrp_sync_group VG1 {
 group {
 linuxfr
 }
}

vrrp_instance linuxfr {
 state MASTER
 interface eth0
 smtp_alert
 virtual_router_id 51
 authentication {
 auth_type PASS
 auth_pass 1111
 }
 virtual_ipaddress {
 192.168.2.9
 }
}

virtual_server 192.168.10.9 80 {
 delay_loop 6
 lb_algo rr
 lb_kind DR
 protocol TCP

 real_server 192.168.10.98 80 {
 weight 1
 TCP_CHECK {
  connect_port 80
  connect_timeout 3
  }
 }

 real_server 192.168.10.85 80 {
 weight 1
 TCP_CHECK {
  connect_port 80
  connect_timeout 3
  }
 }
}

}
`;

/** What it adds to a service. */
export const hostingOptions = `persistence_timeout 60

virtualhost supervision.fr.local

quorum 30
hysteresis 2
quorum_up "/usr/local/bin/notify.pl qourum up"
quorum_down "/usr/local/bin/start_spare_vm.pl"

sorry_server 192.168.10.55 80
`;

/** Its check of a web page. */
export const hostingWebCheck = `HTTP_GET
{
  url
  {
    path /test_vie.php
    digest 5f1a4b7e269b7f5ddf6bbce06856c1e8
    status_code 200
  }
  connect_port 80
  connect_timeout 3
}
`;

/** Its check by a program. */
export const hostingProgram = `MISC_CHECK
{
    misc_path "/usr/local/bin/test_ldap.pl 192.168.10.72"
    misc_timeout 15
    # misc_dynamic
}
`;

/** Its commands while a service runs. */
export const hostingCommands = `# ajout du serveur 192.168.10.44
# à l'adresse virtuelle 192.168.10.9:80
 ipvsadm -a -t 192.168.10.9:80 -r 192.168.10.75

# retrait du serveur 192.168.10.44
# de l'adresse virtuelle 192.168.10.9:80
 ipvsadm -d -t 192.168.10.9:80 -r 192.168.10.75
`;

/** The table that it shows. */
export const hostingTable = `# ipvsadm -ln
  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn
TCP  192.168.10.9:443 rr persistent 1
  -> 192.168.10.70:443            Route   1      0          0
  -> 192.168.10.85:443            Route   1      0          0
TCP  192.168.10.9:80 rr persistent 50
  -> 192.168.10.70:80             Route   1      416        136
  -> 192.168.10.85:80             Route   1      48         91
`;

/** The commands of the first lab. */
export const lab1 = `[root@centos6 ~]# ipvsadm -A -t 10.0.2.100:80 -s rr
[root@centos6 ~]# ipvsadm -a -t 10.0.2.100:80 -r 10.0.3.100:8080 -m -w 1
[root@centos6 ~]# ipvsadm -a -t 10.0.2.100:80 -r 10.0.3.150:8080 -m -w 1
[root@centos6 ~]# ipvsadm
[root@centos6 ~]# ipvsadm -Ln
[root@centos6 ~]# ipvsadm -E -t 10.0.2.100:80 -s rr -p 600
[root@centos6 ~]# ipvsadm --set 1800 0 0
[root@centos6 ~]# ipvsadm -Lnc
`;

/** The table of the first lab, with names for ports. */
export const lab1Table = `IP Virtual Server version 1.2.1 (size=4096)
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port Forward Weight ActiveConn InActConn
TCP  10.0.2.100:http rr
  -> 10.0.3.100:webcache Masq 1 0 0
  -> 10.0.3.150:webcache Masq 1 0 0
`;

/** Later, with numbers, in the columns of the command; and then with persistence. */
export const lab1Used = `[root@centos6 ~]# ipvsadm -Ln
IP Virtual Server version 1.2.1 (size=4096)
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn
TCP  10.0.2.100:80 rr
  -> 10.0.3.100:8080              Masq    1      0          3
  -> 10.0.3.150:8080              Masq    1      0          3
`;
export const lab1Persistent = `*[root@centos6 ~]# ipvsadm -Ln
IP Virtual Server version 1.2.1 (size=4096)
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port Forward Weight ActiveConn InActConn
TCP  10.0.2.100:80 rr persistent 600
  -> 10.0.3.100:8080 Masq 1 0 0
  -> 10.0.3.150:8080 Masq 1 0 0
`;

/** The course on heartbeat: two web servers. */
export const courseHaCf = `bcast enp0s3
deadtime 5
keepalive 1
node DebianWeb1 DebianWeb2
`;
export const courseAuthkeys = 'auth1\n1 md5 motdepasse\n';
export const courseOtherAuthkeys = 'auth1\n1 sha1 MaClefSecrete\n';
export const courseHaresources = 'DebianWeb1 IPaddr::192.168.56.10        apache2\n';
export const courseHosts = `127.0.0.1    localhost
127.0.1.1    DebianWeb1
192.168.56.12 DebianWeb2

# The following lines are desirable for IPv6 capable hosts
::1          localhost ip6-localhost ip6-loopback
ff02::1      ip6-allnodes
ff02::2      ip6-allrouters
`;
export const courseOtherHosts = `127.0.0.1    localhost
127.0.1.1    DebianWeb2
192.168.56.11 DebianWeb1
`;

/** The course on balancing: with the lines that the editor shows. */
export const courseDefaults = `GNU nano 3.2 /etc/default/ipvsadm
# ipvsadm
# if you want to start ipvsadm on boot set this to true
AUTO="true"
# daemon method (none|master|backup)
DAEMON="master"
# use interface (eth0,eth1...)
IFACE="enp0s3"
# syncid to use
# (0 means no filtering of syncids happen, that is the default)
# SYNCID="0"
`;
export const courseRules = `GNU nano 3.2 /etc/ipvsadm.rules

#Définition du service
ipvsadm -A -t 192.168.56.10:80 -s rr

#les membres du clusters
ipvsadm -a -t 192.168.56.10:80 -r 192.168.200.11:80 -m
ipvsadm -a -t 192.168.56.10:80 -r 192.168.200.12:80 -m
`;
export const courseFirstTable = `root@lb:~# ipvsadm -ln
IP Virtual Server version 1.2.1 (size=4096)
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port          Forward Weight ActiveConn InActConn
TCP  192.168.56.10:80 rr
  -> 192.168.200.11:80            Masq    1      0      0
  -> 192.168.200.12:80            Masq    1      0      0
root@lb:~#
`;
export const courseThirdServer = `${courseRules}ipvsadm -a -t 192.168.56.10:80 -r 192.168.200.13:80 -m_
`;
export const courseWeights = `GNU nano 3.2 /etc/ipvsadm.rules

#Définition du service
ipvsadm -A -t 192.168.56.10:80 -s wrr

#Les membres du clusters
ipvsadm -a -t 192.168.56.10:80 -r 192.168.200.11:80 -m -w 3
ipvsadm -a -t 192.168.56.10:80 -r 192.168.200.12:80 -m -w 1
ipvsadm -a -t 192.168.56.10:80 -r 192.168.200.13:80 -m -w 1
`;
export const courseTable = `root@lb1:~# ipvsadm -ln
IP Virtual Server version 1.2.1 (size=4096)
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port          Forward Weight ActiveConn InActConn
TCP  192.168.56.10:80 wrr
  -> 192.168.200.11:80           Masq    3      0        0
  -> 192.168.200.12:80           Masq    1      0        0
  -> 192.168.200.13:80           Masq    1      0        0
root@lb1:~#
`;

/** Both together: two routers. */
export const coursePairHaCf = `GNU nano 3.2 /etc/ha.d/ha.cf
bcast enp0s3 enp0s8
deadtime 5
keepalive 1
node lb1 lb2
`;
export const coursePairAuthkeys = `GNU nano 3.2 /etc/ha.d/authkeys
auth 1
1 md5 motdepasse
`;
export const coursePairHaresources = `GNU nano 3.2 /etc/ha.d/haresources
lb1 IPaddr::192.168.56.10      ipvsadm
lb1 IPaddr::192.168.200.250   enp0s8
`;

/** The guide’s rules for the packet filter, with its letters for addresses; the blank that misses is its own. */
export const guideMarks = `/sbin/modprobe ip_tables
/sbin/iptables -t mangle -A PREROUTING -p tcp -d n.n.n.n/32 --dport 80 -j MARK --set-mark 80
/sbin/iptables -t mangle-A PREROUTING -p tcp -d n.n.n.n/32 --dport 443 -j MARK --set-mark 80
`;
export const guidePassiveFtp = `/sbin/iptables -t mangle -A PREROUTING -p tcp -d n.n.n.n/32 --dport 21 -j MARK --set-mark 21
/sbin/iptables -t mangle -A PREROUTING -p tcp -d n.n.n.n/32 --dport 10000:20000 -j MARK --set-mark 21
`;
export const guideActiveFtp = `/sbin/iptables -t nat -A POSTROUTING -p tcp -s n.n.n.0/24 --sport 20 -j MASQUERADE
`;
export const guideForwarding = `/sbin/sysctl -w net.ipv4.ip_forward=1
/sbin/sysctl net.ipv4.ip_forward
`;
