/** One check of one real server costs little more than the shell that it runs in: keepalived makes hundreds. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type CheckerArguments, Place } from '../checker/run-checker.js';
import { type Goal, ms, printTable, timeJobs, times } from './measure.js';

const run = promisify(execFile);

/** Prints what each kind of check takes, with the ratio to a shell that does nothing. */
export async function benchChecker(): Promise<readonly Goal[]> {
  const place = new Place();
  try {
    const web = await place.tcp(
      () => undefined,
      (socket) => socket.end('HTTP/1.0 200 OK\r\n\r\n'),
    );
    const echo = await place.udp((text) => [text]);
    const checks: Readonly<Record<string, CheckerArguments>> = {
      'tcp, connect only': { port: web },
      'tcp, prefix': { port: web, mode: 'prefix', send: 'GET / HTTP/1.0\r\n\r\n', expect: 'HTTP' },
      'tcp, expression': { port: web, mode: 'regex', send: 'GET / HTTP/1.0\r\n\r\n', expect: '^HTTP/1' },
      'udp, prefix': { kind: 'udp', port: echo, mode: 'prefix', send: 'ping', expect: 'ping' },
      program: { kind: 'program', mode: 'equal', send: '/bin/echo OK', expect: 'OK' },
    };
    const names = ['a shell that does nothing', ...Object.keys(checks)];
    const jobs = [
      () => run('/bin/bash', ['-c', ':']),
      ...Object.values(checks).map((check) => () => place.check(check)),
    ];
    const all = (await timeJobs(jobs, { rounds: 60, warmUp: 5 })).map((one) => Math.min(...one));
    const [shell = Number.NaN] = all;
    const rows = all.map((time, index) => [names[index] ?? '', ms(time), times(time / shell)]);
    printTable('One check, its process included', [['check', 'time', 'ratio'], ...rows]);
    const largest = Math.max(...all) / shell;
    return [{ promise: 'a check takes so many times what its shell takes', measured: largest, limit: 5 }];
  } finally {
    place.remove();
  }
}
