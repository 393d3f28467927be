import { connect } from 'node:net';

/** What a connection came to. */
export interface Reached {
  readonly address: string;
  readonly port: number;
  /** `refused`: the machine is there and nothing listens. `silent`: no answer. */
  readonly answer: 'open' | 'refused' | 'silent' | 'failed';
  /** A code of the system; blank where there is none. */
  readonly system: string;
}

/** Connects once and lets go at once; nothing is sent. @param ms as long as it is waited for */
export function tryPort(address: string, port: number, ms: number): Promise<Reached> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const finish = (answer: Reached['answer'], system = '') => {
      clearTimeout(late);
      socket.destroy();
      resolve({ address, port, answer, system });
    };
    const late = setTimeout(() => finish('silent'), ms);
    socket.once('connect', () => finish('open'));
    socket.once('error', (error: NodeJS.ErrnoException) => {
      const code = error.code ?? '';
      if (code === 'ECONNREFUSED') finish('refused', code);
      else finish(code === 'ETIMEDOUT' ? 'silent' : 'failed', code);
    });
  });
}
