import { lab } from './host/lab.js';
import { lab2 } from './scenarios/har300.js';

lab('nat', 'Routers that translate addresses', [lab2]);
