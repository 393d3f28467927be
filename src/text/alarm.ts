import type { Alarm, AlarmCode, AlarmParams } from '../core/live/alarms.js';
import type { Words } from './index.js';

/** What an alarm says. */
export function alarmSentence<Code extends AlarmCode>({ code, params }: Alarm, { routers }: Words): string {
  // The code and its parameters belong together; TypeScript does not follow that through the index.
  const say = routers.alarms[code as Code] as (given: AlarmParams[Code]) => string;
  return say(params as AlarmParams[Code]);
}
