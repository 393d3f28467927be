import { lab } from './host/lab.js';
import {
  cutOff,
  failsBack,
  handedOver,
  killed,
  longConnection,
  powerLoss,
  stopped,
  unplugged,
} from './scenarios/routers.js';

lab('routers', 'Routers that stop, die and return', [
  handedOver,
  stopped,
  failsBack,
  killed,
  unplugged,
  cutOff,
  powerLoss,
  longConnection,
]);
