import type { Unknown } from '../core/machine/reading.js';
import type { Words } from './index.js';

/** Why something on the machine is not known. */
export function unknownSentence({ because }: Words['control'], unknown: Unknown): string {
  switch (unknown.reason) {
    case 'absent':
      return because.absent(unknown);
    case 'denied':
      return because.denied(unknown);
    case 'malformed':
      return because.malformed(unknown);
    case 'failed':
      return because.failed(unknown);
  }
}
