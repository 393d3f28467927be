import { lab } from './host/lab.js';
import { broken, rolling, single } from './scenarios/changes.js';

lab('changes', 'Changes while clients come', [rolling, broken, single]);
