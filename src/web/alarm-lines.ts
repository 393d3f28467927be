import { type Alarm, alarmsOf } from '../core/live/alarms.js';
import type { RoutersSeen } from '../core/live/routers.js';
import { alarmSentence } from '../text/alarm.js';
import type { Words } from '../text/index.js';

/** One thing that is wrong, in words. */
export interface AlarmLine {
  readonly text: string;
  readonly tone: Alarm['tone'];
}

/** What is wrong with the routers, the worst first. */
export function alarmLines(seen: RoutersSeen, words: Words): readonly AlarmLine[] {
  return alarmsOf(seen).map((alarm) => ({ text: alarmSentence(alarm, words), tone: alarm.tone }));
}
