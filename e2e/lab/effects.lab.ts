import { lab } from './host/lab.js';
import { changesOfServices } from './scenarios/effects.js';

lab('effects', 'What a change does to live traffic', [changesOfServices]);
