/** The words of a `virtual_server`, the old spelling and the new one. Source: keepalived.conf(5), VIRTUAL SERVER. */

import { maskOfPrefix } from '../../lvscf/kinds/addresses.js';
import type { DraftService, Method } from '../draft.js';
import type { ReportedLine } from '../report.js';
import {
  limitedTo,
  methods,
  persistenceLimits,
  prefixOf,
  schedulerOf,
  secondsOf,
  wholeNumber,
} from '../values.js';
import type { Statement } from './tree.js';
import { type Place, sealFate, type Vocabulary } from './words.js';

/** The longest that lvs.cf counts. */
export const largest = 2147483647;

/** What is gathered of a service while its statements are read. */
export interface Gathered {
  method: Method | undefined;
  protocol: string;
  scheduler: NonNullable<DraftService['values']['scheduler']>;
  persistent: number;
  pmask: string | undefined;
  quiesce: boolean;
  virtualHost: string | undefined;
  delay: number;
  sorry: readonly string[] | undefined;
  sorryLine: number;
}

/** Reads `lvs_method` and `lb_kind`. */
export function methodOf(text: string, keyword: string, said: ReportedLine): Method | undefined {
  const method = methods.get(text.toLowerCase());
  if (method === undefined) said.say('unknown', 'value_wrong', { word: keyword, value: text });
  return method;
}

/**
 * The words of a virtual server; the old spelling and the new one mean the same.
 * @param where how comments call it
 */
export function serviceVocabulary(gathered: Gathered, where: string): Vocabulary {
  const scheduler = ({ words: [word = '', ...flags], line }: Statement, { report }: Place) => {
    gathered.scheduler = schedulerOf(word, report.at(line));
    if (flags.length > 0) report.at(line).say('changed', 'option_left', { option: flags.join(' ') });
  };
  const method = ({ words: [word = ''], line, keyword }: Statement, { report }: Place) => {
    gathered.method = methodOf(word, keyword, report.at(line));
  };
  return {
    delay_loop: ({ words: [word = ''], line, keyword }, { report }) => {
      const seconds = secondsOf(word);
      if (seconds === undefined)
        report.at(line).say('unknown', 'value_wrong', { word: keyword, value: word });
      else {
        gathered.delay = limitedTo(seconds, { keyword: 'timeout', min: 1, max: largest }, report.at(line));
        if (String(seconds) !== word)
          report
            .at(line)
            .say('changed', 'rounded', { keyword: 'timeout', found: word, value: gathered.delay });
      }
    },
    lb_algo: scheduler,
    lvs_sched: scheduler,
    lb_kind: method,
    lvs_method: method,
    protocol: ({ words: [word = ''] }) => {
      gathered.protocol = word.toLowerCase();
    },
    persistence_timeout: ({ words: [word], line, keyword }, { report }) => {
      const seconds = word === undefined ? 360 : wholeNumber(word);
      if (seconds === undefined)
        report.at(line).say('unknown', 'value_wrong', { word: keyword, value: word ?? '' });
      else gathered.persistent = limitedTo(seconds, persistenceLimits, report.at(line));
    },
    persistence_granularity: ({ words: [word = ''], line, keyword }, { report }) => {
      const prefix = prefixOf(word);
      if (prefix === undefined) report.at(line).say('unknown', 'value_wrong', { word: keyword, value: word });
      else gathered.pmask = maskOfPrefix(prefix);
    },
    sorry_server: ({ words, line }) => {
      gathered.sorry = words;
      gathered.sorryLine = line;
    },
    inhibit_on_failure: () => {
      gathered.quiesce = true;
    },
    virtualhost: (statement, place) => {
      gathered.virtualHost = statement.words[0];
      sealFate('note', statement, place, where);
    },
    quorum: (statement, place) => {
      if (statement.words[0] === '1') place.report.at(statement.line).say('kept', 'console_does', {});
      else sealFate('quorum', statement, place, where);
    },
    hysteresis: 'quorum',
    quorum_up: 'quorum',
    quorum_down: 'quorum',
    alpha: 'does',
    warmup: 'does',
    omega: 'note',
    ops: 'note',
    lvs_flags: 'drop',
    persistence_engine: 'note',
    sorry_server_inhibit: 'note',
    sorry_server_lvs_method: 'note',
    ha_suspend: 'decides',
    retry: 'decides',
    delay_before_retry: 'decides',
    connect_timeout: 'decides',
    smtp_alert: 'mail',
    snmp_name: 'drop',
    log_all_failures: 'does',
    flags: 'drop',
    'sh-port': 'drop',
    'sh-fallback': 'drop',
    'mh-port': 'drop',
    'mh-fallback': 'drop',
    'flag-1': 'drop',
    'flag-2': 'drop',
    'flag-3': 'drop',
  };
}
