import { lab } from './host/lab.js';
import { agrees } from './scenarios/live.js';

lab('live', 'What the console shows', [agrees]);
