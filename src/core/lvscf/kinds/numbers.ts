import { type Finding, type Kind, onlyWord, plainWords, type Reading } from '../kind.js';
import type { Word } from '../lines.js';
import { knownServices } from './well-known-ports.js';

/** How the C library reads a number: its base by the prefix, its value cut to 32 bits. */
export interface CNumber {
  readonly value: number;
  /** The value did not fit and was cut. */
  readonly cut: boolean;
  /** Written with a leading zero, so read in base 8. */
  readonly octal: boolean;
}

const pattern = /^[ \t\v\f\n\r]*([+-]?)(0[xX][0-9a-fA-F]+|[0-9]+)$/;

/**
 * Reads a number in C notation; nothing when other characters stand in it.
 * Source: lvs-cf format, section 5.
 */
export function cNumber(text: string, signed = true): CNumber | undefined {
  if (text === '') return { value: 0, cut: false, octal: false };
  const match = pattern.exec(text);
  if (!match) return undefined;
  const [, sign, digits = ''] = match;
  const octal = /^0[0-9]/.test(digits);
  if (octal && /[89]/.test(digits)) return undefined;
  const magnitude = BigInt(octal ? `0o${digits.slice(1)}` : digits);
  const exact = sign === '-' ? -magnitude : magnitude;
  const long = clamp(exact, -(2n ** 63n), 2n ** 63n - 1n);
  const value = Number(signed ? BigInt.asIntN(32, long) : BigInt.asUintN(32, long));
  return { value, cut: BigInt(value) !== exact, octal };
}

function clamp(value: bigint, min: bigint, max: bigint): bigint {
  if (value < min) return min;
  return value > max ? max : value;
}

function readNumber(word: Word, keyword: string, signed: boolean): Reading<number> {
  const number = cNumber(word.text, signed);
  const value = word.text;
  if (number === undefined) {
    return {
      findings: [
        { code: 'number_expected', severity: 'refused', daemonCode: 10, params: { keyword, value } },
      ],
    };
  }
  if (number.cut) {
    const params = { keyword, value, read: number.value };
    return {
      value: number.value,
      findings: [{ code: 'number_overflow', severity: 'broken', params }],
    };
  }
  if (word.raw === String(number.value)) return { value: number.value, findings: [] };
  const misread = (number.octal && Number(value) !== number.value) || value === '';
  const params = { keyword, value: word.raw, read: number.value };
  return {
    value: number.value,
    findings: [{ code: 'number_form', severity: misread ? 'broken' : 'advice', params }],
  };
}

function outside(keyword: string, value: number, min: number, max: number): Finding[] {
  if (value >= min && value <= max) return [];
  return [{ code: 'number_range', severity: 'broken', params: { keyword, value, min, max } }];
}

function withRange(reading: Reading<number>, keyword: string, min: number, max: number): Reading<number> {
  const { value, findings } = reading;
  if (value === undefined || findings.some(({ code }) => code === 'number_overflow')) return reading;
  return { value, findings: [...findings, ...outside(keyword, value, min, max)] };
}

/** The largest number that the reader takes unchanged. */
export const largestNumber = 2147483647;

/** A whole number between two limits, which the daemon or the kernel has; the reader itself checks none. */
export function number(min: number, max: number = largestNumber, signed = true): Kind<number> {
  return {
    expects: { kind: 'number', min, max },
    words: 1,
    read: (words, keyword) => withRange(readNumber(onlyWord(words), keyword, signed), keyword, min, max),
    write: String,
    inputs: [{ control: 'text', size: 10, numeric: true }],
    show: (value) => [String(value)],
    typed: plainWords,
  };
}

/** A firewall mark: a number that the daemon keeps without a sign; 0 is none. */
export const mark: Kind<number> = {
  ...number(0, largestNumber, false),
  expects: { kind: 'mark', min: 0, max: largestNumber },
};

/** 0 or 1. */
export const flag: Kind<boolean> = {
  expects: { kind: 'flag', choices: ['0', '1'] },
  words: 1,
  read: (words, keyword) => {
    const reading = readNumber(onlyWord(words), keyword, true);
    const { value } = reading;
    if (value === 0 || value === 1) return { value: value === 1, findings: reading.findings };
    const daemonCode = value === undefined ? 10 : 11;
    const params = { keyword, value: onlyWord(words).raw };
    return { findings: [{ code: 'flag_expected', severity: 'refused', daemonCode, params }] };
  },
  write: (value) => (value ? '1' : '0'),
  inputs: [{ control: 'choice', choices: ['1', '0'] }],
  show: (value) => [value ? '1' : '0'],
  typed: plainWords,
};

const portInput = { control: 'text', size: 6, numeric: true } as const;
const portLimits = { min: 0, max: 65535 } as const;

/** A port as a number only: the reader takes no service name here. */
export const portNumber: Kind<number> = {
  ...number(portLimits.min, portLimits.max),
  expects: { kind: 'port', ...portLimits },
  inputs: [portInput],
};

/**
 * A port as a number, or a service name that the machine looks up as tcp whatever the protocol is.
 * Source: lvs-cf format, section 5.
 */
export const port: Kind<number> = {
  ...portNumber,
  read: (words, keyword) => {
    const word = onlyWord(words);
    const value = word.text;
    if (cNumber(value) !== undefined) return portNumber.read(words, keyword);
    const known = knownServices.get(value);
    if (known !== undefined) {
      const params = { keyword, value, port: known };
      return { value: known, findings: [{ code: 'service_name', severity: 'advice', params }] };
    }
    if (/^[a-z][a-z0-9.+_-]*$/.test(value)) {
      return { findings: [{ code: 'service_unresolved', severity: 'broken', params: { keyword, value } }] };
    }
    const params = { keyword, value };
    return { findings: [{ code: 'service_unknown', severity: 'refused', daemonCode: 9, params }] };
  },
};
