import { constants, openSync } from 'node:fs';
import { ReadStream, WriteStream } from 'node:tty';
import { run } from '../../guest/run.js';
import type { Line } from '../channels.js';

/** Opens a serial line of the guest, whose other end the host holds: bytes pass as they are. */
export async function openSerialLine(device: string): Promise<Line> {
  const file = openSync(device, constants.O_RDWR | constants.O_NOCTTY);
  await run('stty', ['-F', device, 'raw', '-echo']);
  return { input: new ReadStream(file), output: new WriteStream(file) };
}
