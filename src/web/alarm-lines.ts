import { type Alarm, type AlarmCode, type AlarmParams, alarmsOf } from '../core/live/alarms.js';
import type { RoutersSeen } from '../core/live/routers.js';
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

function alarmSentence<Code extends AlarmCode>({ code, params }: Alarm, { routers }: Words): string {
  // The code and its parameters belong together; TypeScript does not follow that through the index.
  const say = routers.alarms[code as Code] as (given: AlarmParams[Code]) => string;
  return say(params as AlarmParams[Code]);
}
