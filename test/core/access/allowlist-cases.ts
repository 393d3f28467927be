/** Decisions on which this allowlist and Apache agree: each was asked of Apache HTTP Server 2.4 as a `.htaccess`. */

/** A file of rules, the addresses it lets in and the ones it refuses. */
export interface AllowlistCase {
  readonly rules: string;
  readonly allowed: readonly string[];
  readonly refused: readonly string[];
}

const guide = 'Order deny,allow\nDeny from all\nAllow from';

export const agreed: readonly AllowlistCase[] = [
  // The three examples of the guide, section 2.4
  {
    rules: 'Order deny,allow\nAllow from all',
    allowed: ['127.0.0.1', '8.8.8.8', '2001:db8::1'],
    refused: [],
  },
  { rules: `${guide} 127.0.0.1`, allowed: ['127.0.0.1'], refused: ['127.0.0.2', '10.0.0.1', '::1'] },
  {
    rules: `${guide} 192.168.1.100\nAllow from 172.16.57`,
    allowed: ['192.168.1.100', '172.16.57.0', '172.16.57.255'],
    refused: ['192.168.1.10', '192.168.1.101', '172.16.58.1', '172.16.5.7', '127.0.0.1'],
  },
  // Order: the last named wins, and decides where no line matches
  { rules: 'Order deny,allow\nDeny from 10', allowed: ['11.0.0.1'], refused: ['10.1.2.3'] },
  { rules: 'Order allow,deny\nAllow from 10', allowed: ['10.1.2.3'], refused: ['11.0.0.1', '127.0.0.1'] },
  {
    rules: 'Order deny,allow\nAllow from 10\nDeny from 10.1',
    allowed: ['10.1.2.3', '10.2.2.3'],
    refused: [],
  },
  { rules: 'Order allow,deny\nAllow from 10\nDeny from 10.1', allowed: ['10.2.2.3'], refused: ['10.1.2.3'] },
  { rules: 'Order allow,deny\nAllow from all\nDeny from all', allowed: [], refused: ['10.1.2.3', '::1'] },
  { rules: 'Order deny,allow\nAllow from all\nDeny from all', allowed: ['10.1.2.3', '::1'], refused: [] },
  { rules: 'Order allow,deny', allowed: [], refused: ['127.0.0.1'] },
  { rules: 'Order deny,allow', allowed: ['8.8.8.8'], refused: [] },
  { rules: 'Order allow,deny\nOrder deny,allow', allowed: ['8.8.8.8'], refused: [] },
  { rules: 'Deny from all\nAllow from 10', allowed: ['10.0.0.1'], refused: ['11.0.0.1'] },
  // How it may be written
  {
    rules:
      '# hosts\n\n  oRdEr Deny,Allow\r\n\tDENY FROM ALL\n allow\tfrom 10.1.2.3   10.2 192.0.2.0/24\n  # end',
    allowed: ['10.1.2.3', '10.2.200.1', '192.0.2.9'],
    refused: ['10.1.2.4', '192.0.3.1'],
  },
  { rules: `${guide} 10.1.`, allowed: ['10.1.2.3'], refused: ['10.10.2.3', '101.1.1.1'] },
  // Networks
  { rules: `${guide} 10.0.0.0/8`, allowed: ['10.255.0.1'], refused: ['11.0.0.1'] },
  { rules: `${guide} 192.168.1.77/24`, allowed: ['192.168.1.1'], refused: ['192.168.2.1'] },
  { rules: `${guide} 192.168.1.77/32`, allowed: ['192.168.1.77'], refused: ['192.168.1.76'] },
  { rules: `${guide} 128.0.0.0/1`, allowed: ['200.1.1.1'], refused: ['127.0.0.1'] },
  { rules: `${guide} 172.16.57.0/255.255.255.128`, allowed: ['172.16.57.127'], refused: ['172.16.57.128'] },
  // IPv6
  { rules: `${guide} ::1`, allowed: ['::1'], refused: ['::2', '127.0.0.1'] },
  { rules: `${guide} 2001:db8::/32`, allowed: ['2001:db8:ffff::1'], refused: ['2001:db9::1', '32.1.13.184'] },
  { rules: `${guide} fe80::/10`, allowed: ['febf::1'], refused: ['fec0::1'] },
  { rules: `${guide} 2001:DB8::A:0:0:1`, allowed: ['2001:db8:0:0:a::1'], refused: ['2001:db8::a:1'] },
  { rules: `${guide} 10`, allowed: ['::ffff:10.1.2.3'], refused: ['::10.1.2.3'] },
  { rules: `${guide} all`, allowed: ['1.2.3.4', '2001:db8::1'], refused: [] },
  // Require
  {
    rules: 'Require ip 172.16.57 10.0.0.0/8 2001:db8::/32',
    allowed: ['172.16.57.1', '10.0.0.1'],
    refused: ['11.0.0.1'],
  },
  { rules: 'Require ip 10\nRequire ip 11', allowed: ['10.0.0.1', '11.0.0.1'], refused: ['12.0.0.1'] },
  { rules: 'Require local', allowed: ['127.0.0.1', '127.9.9.9', '::1'], refused: ['10.0.0.1', '::2'] },
  { rules: 'rEQUIRE local\nRequire ip 10', allowed: ['127.0.0.1', '10.0.0.1'], refused: ['11.0.0.1'] },
  { rules: 'Require all granted', allowed: ['8.8.8.8'], refused: [] },
  { rules: 'Require all denied', allowed: [], refused: ['8.8.8.8', '127.0.0.1'] },
  { rules: 'Require all denied\nRequire ip 10', allowed: ['10.0.0.1'], refused: ['11.0.0.1'] },
  // Both kinds: both must agree
  {
    rules: 'Order deny,allow\nDeny from 10.1\nRequire ip 10',
    allowed: ['10.2.0.1'],
    refused: ['10.1.0.1', '11.0.0.1'],
  },
];

/** Lines that this allowlist refuses and Apache too, so that no request is answered. */
export const refusedByBoth: readonly string[] = [
  'Order deny, allow',
  'Order deny',
  'Order allow,allow',
  'Allow 10',
  'Allow from',
  'Allow form 10',
  'Allow from 10.1.2.256',
  'Allow from 1.2.3.4.5',
  'Allow from 10.0.0.0/0',
  'Allow from 0.0.0.0/0',
  'Allow from ::/0',
  'Allow from 10.0.0.0/33',
  'Allow from ::1/129',
  'Allow from 10.0.0.0/',
  'Allow from 10.0.0.0/8/8',
  'Allow from 10..1',
  'Allow from 10/8',
  'Allow from 172.16.54/255.255.255.0',
  'Allow from 2130706433',
  'Allow from fe80::1%eth0',
  'Allow from 1::2::3',
  'Allow from :::',
  'Allow from 10 # the lab',
  'Alow from 10',
  'Require ip',
  'Require ip all',
  'Require ip router1.example',
  'Require all',
  'Require all maybe',
  'Require LOCAL',
  'Require nobody-knows-this',
];
