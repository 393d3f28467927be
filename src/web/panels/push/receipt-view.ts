import type { FastifyRequest } from 'fastify';
import type { Running } from '../../../core/push/api.js';
import type { Receipt } from '../../../core/push/steps.js';
import type { Words } from '../../../text/index.js';
import { momentText } from '../../../text/moment.js';
import { pushSteps } from '../../steps.js';

/** A push under way. */
export function progressView({ by, since, steps }: Running, { language, words }: FastifyRequest) {
  const { running: say } = words.pushPage;
  return {
    lead: say.lead(by, momentText(Date.parse(since), language)),
    remark: steps.length === 0 ? say.elsewhere : '',
    ...pushSteps(steps, words),
  };
}

/** What was done with the other router, the last first. */
export function receiptsView(receipts: readonly Receipt[], { language, words }: FastifyRequest) {
  return receipts.map((receipt) => ({
    title: words.pushPage.receipts.what[receipt.what],
    at: momentText(Date.parse(receipt.time), language),
    tone: receipt.ok ? 'good' : 'bad',
    result: words.pushPage.receipts[receipt.ok ? 'ok' : 'failed'],
    line: words.pushPage.receipts.line(receipt.by, receipt.to, receipt.version.there),
    hashes: hashesOf(receipt, words),
    ...pushSteps(receipt.steps, words),
  }));
}

function hashesOf({ hash: { here, there } }: Receipt, { pushPage: { receipts: say } }: Words): string {
  const short = (hash: string | null) => hash?.slice(0, 12) ?? say.unknownHash;
  return say.hashes(short(here), short(there));
}
