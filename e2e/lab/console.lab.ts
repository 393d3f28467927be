import { lab } from './host/lab.js';
import { consoleOnRouter } from './scenarios/console.js';

lab('console', 'The console on a router', [consoleOnRouter]);
