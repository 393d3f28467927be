import { lab } from './host/lab.js';
import { pushed } from './scenarios/push.js';

lab('push', 'From one router to the other', [pushed]);
