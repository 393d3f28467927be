import { lab } from './host/lab.js';
import { lab1, lab2 } from './scenarios/har300.js';
import { threeWebs } from './scenarios/three-webs.js';

lab('workbook', 'The networks of the workbook and the tutorial', [lab1, lab2, threeWebs]);
