import { lab } from './host/lab.js';
import { directRouting, dnsOverUdp, markedPorts, passiveFtp, tunnelling } from './scenarios/methods.js';

lab('methods', 'Forwarding methods and protocols', [
  directRouting,
  tunnelling,
  markedPorts,
  passiveFtp,
  dnsOverUdp,
]);
