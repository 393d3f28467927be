import { lab } from './host/lab.js';
import { ownMarks } from './scenarios/marks.js';
import { directRouting, dnsOverUdp, passiveFtp, tunnelling } from './scenarios/methods.js';

lab('methods', 'Forwarding methods and protocols', [
  directRouting,
  tunnelling,
  ownMarks,
  passiveFtp,
  dnsOverUdp,
]);
