/** A name server with one text record, the same for every question. Source: RFC 1035, section 4. */

import { createSocket, type Socket } from 'node:dgram';

const headLength = 12;

/** Answers with this text; not yet bound to a port. */
export function dnsServer(text: string): Socket {
  const socket = createSocket('udp4');
  socket.on('message', (query, { address, port }) => {
    if (query.length > headLength) socket.send(answerTo(query, text), port, address);
  });
  return socket;
}

function answerTo(query: Buffer, text: string): Buffer {
  const endOfName = query.indexOf(0, headLength);
  const question = query.subarray(headLength, endOfName + 1 + 4);
  const head = Buffer.from(query.subarray(0, headLength));
  head.writeUInt16BE(0x8400, 2); // an answer, with authority
  for (const [at, count] of [
    [4, 1],
    [6, 1],
    [8, 0],
    [10, 0],
  ] as const)
    head.writeUInt16BE(count, at);
  const data = Buffer.from([text.length, ...Buffer.from(text)]);
  const record = Buffer.from([0xc0, headLength, 0, 16, 0, 1, 0, 0, 0, 0, 0, data.length]); // TXT, IN, no caching
  return Buffer.concat([head, question, record, data]);
}
