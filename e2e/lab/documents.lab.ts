import { lab } from './host/lab.js';
import { courseOfTwoWebs, hosting, hostingChecks, hostingServices, tutorial } from './scenarios/documents.js';
import { guide } from './scenarios/guide.js';

lab('documents', 'What the documents print', [
  tutorial,
  hosting,
  hostingServices,
  hostingChecks,
  courseOfTwoWebs,
  guide,
]);
