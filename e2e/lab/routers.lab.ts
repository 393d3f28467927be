import { lab } from './host/lab.js';
import {
  cutOff,
  failsBack,
  killed,
  longConnection,
  powerLoss,
  stopped,
  unplugged,
} from './scenarios/routers.js';

lab('routers', 'Routers that stop, die and return', [
  stopped,
  failsBack,
  killed,
  unplugged,
  cutOff,
  powerLoss,
  longConnection,
]);
