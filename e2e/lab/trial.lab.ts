import { lab } from './host/lab.js';
import { tried } from './scenarios/trial.js';

lab('trial', 'A change that nobody confirms', [tried]);
