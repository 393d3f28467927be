import { lab } from './host/lab.js';
import { consoleOnRouter } from './scenarios/console.js';
import { readBack } from './scenarios/read-back.js';

lab('console', 'The console on a router', [consoleOnRouter, readBack]);
