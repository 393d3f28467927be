import { lab } from './host/lab.js';
import {
  cutOffServer,
  killedServer,
  newDeadServer,
  quiesced,
  removedServer,
  sorryServer,
} from './scenarios/real-servers.js';

lab('real-servers', 'Real servers that fail', [
  killedServer,
  cutOffServer,
  quiesced,
  sorryServer,
  newDeadServer,
  removedServer,
]);
