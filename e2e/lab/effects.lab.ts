import { lab } from './host/lab.js';
import { changesOfServices } from './scenarios/effects.js';
import { changesOfThePair } from './scenarios/effects-pair.js';

lab('effects', 'What a change does to live traffic', [changesOfServices]);
lab('effects-pair', 'What a change does to a pair of routers', [changesOfThePair]);
