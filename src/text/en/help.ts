/** The HELP page: what each panel is for. The fields come from the catalogue of fields. */
export const help = {
  contents: 'Contents',
  sections: {
    control: [
      'Shows what this machine has: the engine and whether it runs, packet forwarding, the IPVS modules, the kernel’s routing table and the processes. Looking changes nothing; only the buttons under ENGINE do, and each says before what it does. Both boxes stay empty until LVS is started.',
      'Before APPLY, the panel says of each change what it does to what runs: nothing, the weight only, connections that break and how many there are now, addresses that move, a heartbeat that starts anew. What breaks something stands first and is marked. Afterwards LAST ACTION shows what became of each service and its connections beside what was said, and marks what came otherwise. PUSH and the comparison of versions say the same before; on the command line: lvs-console apply --dry-run.',
      'LIVE ROUTING TABLE follows the kernel once a second while somebody looks, and stands beside what lvs.cf wants: a server whose check has not passed is out or quiesced, one without new clients is drained, and what nobody asked for is named as well. Without scripts, REFRESH or Update information now shows newer numbers. CONNECTIONS below it lists who is connected to what, to be searched by address, port, name or state.',
      'ENGINE LOG shows the processes of the engine with their age, and the last lines of its log, of this router or of the other one.',
      'WHAT TO RUN says what people have to run themselves on each machine for this configuration: modules, forwarding and firewall rules on the routers; routes, hidden addresses and tunnels on the real servers, in the files of each kind of system, with how to check it and how to undo it. On the command line: lvs-console recipes. Under Preflight it says how much of that is done on both routers, as they tell it, now and after a start of the machine: what is not done comes first, with what sets it right; what cannot be seen is not known, with the reason. Looking changes nothing. On the command line: lvs-console preflight.',
      'Auto update loads the panel again at the interval you give, in seconds; less than 10 is not accepted, because the page would change under your hands. It ends when you leave the panel. With the box unticked, the interval is that of the live table alone: 1 second at the fastest, which is what it does without an interval. A page in the background asks for nothing.',
      'TRY does what APPLY does, for a while: it keeps keepalived.conf and lvs.cf as they were when what runs was applied, reads them back, and only then applies. Unless somebody presses CONFIRM at the head of any page before the time is over, both go back by themselves; also when the console has ended, the connection is cut, or the router starts anew. What was tried stays among the versions. An lvs.cf that is saved again meanwhile is left as it is. GO BACK NOW ends it at once. While it is pending, nothing else is applied, started or stopped. On the command line: lvs-console apply --trial 5, lvs-console confirm, and lvs-console confirm --go-back.',
    ],
    graphs: [
      'Connections, new connections and bytes per second, and weights, of each virtual server and real server: the last hour each 10 seconds, the last day each minute with the lowest and the highest value of the minute. Choose a virtual server to see its real servers beside each other, and one of them to see it alone. Where nothing was measured the graph is grey, and the table says unknown: that is never 0.',
      '"graphs" in console.json says what is measured while nobody looks: "connections" (the default; connections and weights of this router, read from the kernel without starting a program), "all" (also bytes, and the other router), or "off". What was measured is kept over a restart of the console, for up to 500 services and real servers.',
    ],
    drawing: [
      'The cluster from the clients to the real servers, made anew each second from lvs.cf, the kernel and what the routers have. Colour, sign and words say the same; a line that is whole is a way that packets take now, a broken one is a way that they do not. Boxes lead to their panels, by mouse or keyboard.',
      'Eight virtual servers are in one drawing. Where a virtual server has more than six real servers, those with trouble are shown and the others are counted. The table has all of them.',
    ],
    events: [
      'What happened and why, newest first: a real server that went out or came back, with the reason that its check gave; a virtual server without any real server that answers; which router became active; the engine that started, read its configuration again or ended; and beside it who saved, applied, pushed, tried or gave a temporary weight. What both routers tell is on one time line. Search by subject, router and virtual server, or look around a moment: the graphs lead to it.',
      'keepalived tells its events to a small program of LVS Console on each router, lvs-notify, which keeps the last few thousand in /var/lib/lvs-console-router/events, also while no console runs. It is set up by APPLY. "webhook" in console.json has the console tell another program of what goes wrong and what is well again.',
    ],
    'temporary-weights': [
      'DRAIN takes a real server out of the choice for new clients, and lets those that are there finish: watch its connections go to zero in LIVE ROUTING TABLE, whose rows lead here. SET WEIGHT gives it another share, from 0 to 253. PUT BACK ends both. lvs.cf is not changed and the engine is not reloaded: the check of the real server reports the weight, from the next one on, and the answer says how many seconds that takes at most. A failure still takes the server out, and it comes back with its temporary weight.',
      'Both routers are told, so that a failover changes nothing, and each says whether it has taken it. A temporary weight outlasts a reload, APPLY and a restart of the router; with an end in minutes it ends by itself, also when the console does not run. While any is in force, the head of every page says so. Before the last real server that works for a virtual server is drained, its name has to be typed. A server whose weight in lvs.cf is above 253 cannot have one, nor can one that pulse checks. On the command line: lvs-console drain, lvs-console weight and lvs-console put-back.',
    ],
    routers: [
      'Both routers side by side, looked at every ten seconds while somebody looks at this page: which one is active by its own account, the engine with its version, whether the process that runs the checks does, the VRRP state, the addresses that its devices really have, and whether what runs is what its lvs.cf says. Below, both kernels are compared service by service. A router that does not answer keeps what it said last, with the time and the reason.',
      'Alarms stand first, here and on CONTROL/MONITORING: two active routers, or none; an engine or a checking process that does not run; addresses on a router that is not active, or missing on the one that is; different lvs.cf files; an lvs.cf that was not applied; kernels that disagree. On the command line: lvs-console status --router both.',
    ],
    'global-settings': [
      'The addresses of the primary router and the network type: how packets reach the real servers. NAT rewrites addresses, and the real servers use the NAT router address as their gateway; Direct Routing and Tunneling leave addresses alone, and the real servers answer the clients themselves.',
      'Floating addresses are configured here and nowhere else: not in the network scripts of the system.',
      'Under PACKET FILTER AND FORWARDING, each router can be had to set up for itself at APPLY what it needs beside the engine: the rules that give packets their firewall marks, as for HTTP and HTTPS under one mark, or for FTP with its data ports; and forwarding. Both are off at first. The rules are shown line by line before anything makes them, a push brings the settings to the backup, and no rule of the router’s own is ever touched. On the command line: lvs-console render packet-filter FILE.',
    ],
    redundancy: [
      'The backup router, and the heartbeat by which it notices that the primary is dead. ENABLE opens the fields, DISABLE switches the backup off and keeps its values, RESET fills in the defaults and waits for ACCEPT.',
    ],
    connection: [
      'How this console reaches the other router: over SSH, to an account that starts LVS Console there. First give the address and press ACCEPT. FETCH HOST KEY shows the key of the router; compare its fingerprint with what the router prints at its own console, then CONFIRM. Nothing is sent before, and nothing when the key is another one later.',
      'MAKE KEY makes a key for this console and shows the line for ~/.ssh/authorized_keys there; with the password of the account, LET KEY IN puts it there. The line lets this key start our program and nothing else. TEST goes through every step and says what helps where one fails.',
      'A router without LVS Console can only be copied to: give the path of lvs.cf there. Nobody checks the file there, and APPLY has to be done there by hand.',
    ],
    push: [
      'PUSH copies lvs.cf to the other router. The new file lies beside the old one until it was checked there, then takes its place in one step; the old one is kept. It is read back and compared byte for byte, and applied there, unless you untick that. A connection that breaks leaves the old file or the new one, never half of one, and the next push completes it. DRY RUN stops before anything is changed.',
      'The line at the head of every page says how things stand: in sync, how many changes there are to push, changed there, unreachable and since when, with the age of what is known. On the command line: lvs-console push, and lvs-console push --dry-run.',
      'A file there that was not pushed from here is never replaced unasked: keep ours, take theirs, or tick object by object what is to be taken from there. While the backup is the active router, edit there, and take its file from here once the primary is back.',
      'TRY pushes and applies on both routers for a while. Each of them keeps what it ran and goes back by itself, also when the two cannot reach each other any more. CONFIRM asks the other router first: where it does not answer, neither is confirmed, and both go back at their time. On the command line: lvs-console push --trial 5.',
    ],
    'virtual-servers': [
      'The services that clients connect to, one row each. Choose a row, then EDIT, DELETE or (DE)ACTIVATE it. STATUS is what the file says, up or down: not whether the servers are alive.',
      'A caption sorts what is shown, FILTER shows the rows that have every word you give: part of a name, a port, or an address (10.0.0.1 is not 10.0.0.13). MOVE UP and MOVE DOWN change the order in the file, with the comments right above; the first of two virtual servers with one address and port is the one that runs. COPY makes the same virtual server under another name, down, with its real servers.',
      'SEVERAL AT ONCE lists every virtual server with its real servers. Tick rows, or filter and TICK ALL, then ACTIVATE, DEACTIVATE, SET WEIGHT or DELETE: to take one machine out of every virtual server, filter by its address. The next page shows what would change and what that does to live traffic; ACCEPT saves all of it as one version. What somebody else changed meanwhile is shown again first.',
      'A change that takes much away asks for a name before it is saved, wherever it is made: the last real server of a service that answers clients, more than a third of the services that do, or the address of the router that you are connected through. The page says what would happen; type the name that it shows. A service without a working real server, or one that is down, may go unasked.',
      'Several people may edit at the same time. Changes of different things are all saved without a question. Where somebody else changed the same thing while your form was open, nothing is overwritten: the page shows field by field what it was, what stands in the file now and by whom, and what you typed, and saves what you choose. What somebody else deleted comes back with BRING BACK.',
    ],
    'virtual-server': [
      'One service: name, address, port and how requests are shared. Complete this page and press ACCEPT before you go to the other two.',
    ],
    'real-servers': [
      'The machines that answer for this virtual server. The address is given without a port; the weight is a share compared with the other servers.',
      'COPY opens the form of a new real server with all that the chosen one has but its name. SAME AS … takes over the real servers of another virtual server: those that are missing here, or all of them in place of those that are here. It shows first what that changes.',
    ],
    'monitoring-scripts': [
      'How the health of the real servers is checked: a text that is sent and the beginning of the answer that is expected, or a program of your own.',
      'TEST has the checker of the engine try the check once, against one real server or all, from this router or from the other one, and with what is typed: nothing is saved for it, and no server is taken out or brought back. It shows how long connecting took, the bytes that were sent and received as text and in hexadecimal, and what decided. REAL SERVER has the same for what is saved. Only real servers of lvs.cf are tried, each step for 10 seconds at most, and a Sending Program only where APPLY would let it run. On the command line: lvs-console probe.',
      'READY-MADE CHECKS fills in Sending Program and Expect for what a text cannot ask: a web page with its status, its digest and its certificate, also over TLS, mail servers, name servers, LDAP and PostgreSQL. They are done by lvs-ask, a small program that APPLY puts on the router beside the checker; it prints OK, or one line that says why not, which TEST shows. TAKE THE DIGEST NOW asks the real servers for the page and fills in its MD5 or SHA-256. Importing a keepalived.conf makes such checks of SSL_GET, HTTP_GET with digest, SMTP_CHECK and DNS_CHECK. MySQL has none: its server counts every connection that ends before somebody has logged in, and shuts the router out after some of them.',
    ],
    import: [
      'Makes an lvs.cf of what other tools have: keepalived.conf of the primary and of the backup router, the rules or commands of ipvsadm with /etc/default/ipvsadm, the three files of heartbeat with /etc/hosts, the table of the kernel, or another lvs.cf. Files that belong together are pasted together; REVIEW reads them and saves nothing.',
      'The report says of each line whether it was kept, changed, put into a comment, left out or not understood, and why. What lvs.cf cannot say stands in comments at its head. Secrets are taken over nowhere. The proposed file may still be changed; ACCEPT puts it in place of the present one, as a new version that VERSIONS can take back. What runs does not change before APPLY.',
      'On the command line: lvs-console import FILE...',
    ],
    export: [
      'The other way round: this configuration as keepalived.conf, as rules of ipvsadm with /etc/default/ipvsadm, as the three files of heartbeat, or as an lvs.cf in the layout of the original tool. Beside each file stands what it cannot say. The page is for administrators.',
      'The secret in authkeys is made anew each time, and kept nowhere: take one file to both routers. On the command line: lvs-console render keepalived, ipvsadm, packet-filter, ha.cf, authkeys, haresources, ipvsadm-default or lvs.cf.',
    ],
    wizard: [
      'Makes the virtual servers of a usual case out of a few answers: web, web with TLS, FTP, DNS, mail or a database, each with its real servers, its check, and where it needs one a firewall mark with persistence. REVIEW shows the lines, what is worth knowing, and what has to be run on each machine; nothing is saved before ACCEPT. CHANGE goes back to the questions with all that was typed. What is made can be edited on its panels like anything else.',
      'Real servers are given by their addresses, with blanks between them. A machine that another virtual server has already keeps its name; web1=10.0.0.11 gives one, and 10.0.0.11:8080 a port of its own.',
    ],
    file: [
      'The text of lvs.cf with every problem at its line. Lines that the panels do not show are kept as they are; a line that cannot be understood is removed or corrected here.',
      'A text is put together with what others saved while you typed. Only where both changed the same virtual server, real server or part of the head do you choose whose version is saved.',
    ],
    versions: [
      'Every saved state of lvs.cf with its number, time, user, address, panel and what it changed; changes made outside the console are noticed and kept, too. COMPARE shows two of them side by side, or one with what is saved, what runs on this router (running) or what the other router has (backup): in words first, with what each difference does to live traffic, then as text.',
      'RESTORE brings a version back as a new one, with all its bytes, or one virtual server, one real server or the head of the file alone. It shows first what would change, and refuses what would bring new errors into the file. What was deleted is found by its name and comes back in the same way. What runs does not change before APPLY.',
      'UNDO, below every page and beside the message about a save, takes the last change back; REDO makes it again. A note says to others why; a pin keeps a version for ever. The others are all kept for 90 days, then one a day. On the command line: lvs-console history, lvs-console diff and lvs-console restore.',
    ],
    audit: [
      'Who changed or tried to change what, when, from where, and how it ended: saves with each key, passwords that were set or tried in vain, what the engine was told, on these pages and on the command line. A password, or a hash of one, is never recorded.',
      'The search takes parts of names. The state tells whether a line was changed or is gone: each line carries the hash of the one before it. On the router, lvs-console audit prints the log, and lvs-console audit verify checks it.',
    ],
    allowlist: [
      'Which addresses are answered at all, before any password is asked for: one list for everything, one for the pages behind the password. Their words are Apache’s, such as Allow from 172.16.57. A line that is not understood lets in this machine only, and is named.',
      'The page tries both lists on any address, your own first. Lists that would shut you out have to be confirmed. Who has shut himself out edits the two files on the router: they count as soon as they are saved.',
    ],
    api: [
      'All that the pages do, for programs, at /api/v1: the same rules, roles and passwords, an ETag for each block so that nobody overwrites what somebody else has changed, and dry runs that say what a change does before it is made. The page JSON INTERFACE lists what can be asked, with examples for curl and Ansible. On the command line: lvs-console api.',
    ],
    jump: [
      'The box in the head of every page finds virtual servers and real servers by name, address, port and firewall mark, panels by their names, and fields by their labels and keywords. One hit opens at once; several are listed. HTTP/web1 is the real server web1 of the virtual server HTTP, and 10.0.0.13 finds every virtual server that it works for.',
    ],
    password: [
      'How the password of the console is changed, and which role you have.',
      'The roles are in a group file beside the password file, htgroup, in Apache’s form: a line admin: and the names of those who may change everything, a line viewer: and the names of those who may only look. Without that file everybody is an administrator; with it, whoever is not under admin, or is under viewer, looks only. It counts as soon as it is saved, and lvs-console passwd --list shows each user’s role.',
    ],
  },
};
