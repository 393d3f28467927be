/**
 * Foreign configurations as one proposed lvs.cf, with a report line by line. Nothing here reads or writes a file,
 * and no text makes it throw.
 */

import { type Config, readConfig } from '../lvscf/config.js';
import { Draft } from './draft.js';
import { readAuthkeys, readHaCf, readHosts } from './heartbeat/ha-cf.js';
import { readHaresources } from './heartbeat/haresources.js';
import { readIpvsadm } from './ipvsadm/commands.js';
import { readIpvsadmDefaults } from './ipvsadm/defaults.js';
import { readTable } from './ipvsadm/table.js';
import { readKeepalived } from './keepalived/files.js';
import { largestSource, readOwnFile } from './own-file.js';
import type { Around } from './places.js';

import type { Remark } from './remark.js';
import { Report } from './report.js';
import { settle } from './settle.js';
import type { ImportKind, Source } from './source.js';

/** What comes of an import. */
export interface Imported {
  /** The proposed file, a byte string; nothing where half of it would be missing, or there is nothing in it. */
  readonly text: string | undefined;
  readonly config: Config;
  /** One for each source, in their order. */
  readonly reports: readonly Report[];
  /** What is said of all sources together. */
  readonly remarks: readonly Remark[];
}

/** Reads sources that belong together: the files of one pair of routers. */
export function importSources(sources: readonly Source[], around: Around = {}): Imported {
  const reports = sources.map(({ name, text }) => new Report(name, text));
  const draft = new Draft();
  const of = (kind: ImportKind) =>
    sources.flatMap((source, index) => {
      const report = reports[index];
      return source.kind !== kind || report === undefined
        ? []
        : [{ text: withoutTitles(lineFeeds(source.text), report), report }];
    });
  const large = sources.findIndex(({ text }) => text.length > largestSource);
  if (large !== -1) {
    reports[large]?.say('too_large', { bytes: sources[large]?.text.length ?? 0, limit: largestSource });
    return nothing(reports);
  }
  const [own] = of('lvs.cf');
  if (own !== undefined) {
    for (const [index, { kind }] of sources.entries())
      if (kind !== 'lvs.cf' || reports[index] !== own.report) reports[index]?.say('lvs_cf_alone', {});
    const original = sources.find(({ kind }) => kind === 'lvs.cf');
    return { ...readOwnFile(original?.text ?? '', own.report), reports, remarks: [] };
  }
  // Files with addresses come first, because those with services need them.
  for (const { text, report } of of('hosts')) readHosts(text, draft, report);
  readKeepalived(of('keepalived.conf'), draft);
  for (const { text, report } of of('ha.cf')) readHaCf(text, draft, report);
  for (const { text, report } of of('authkeys')) readAuthkeys(text, draft, report);
  for (const { text, report } of of('ip_vs')) readTable(text, draft, report, around);
  for (const { text, report } of of('ipvsadm')) readIpvsadm(text, draft, report);
  for (const { text, report } of of('ipvsadm-default')) readIpvsadmDefaults(text, draft, report);
  for (const { text, report } of of('haresources')) readHaresources(text, draft, report);
  const settled = settle(draft, around);
  const isHalf = reports.some(({ lines }) =>
    lines.some(({ remarks }) => remarks.some(({ code }) => code === 'include')),
  );
  const isEmpty = settled.config.virtualServers.length === 0;
  return { ...settled, text: isHalf || isEmpty ? undefined : settled.text, reports };
}

function nothing(reports: readonly Report[]): Imported {
  return { text: undefined, config: readConfig(''), reports, remarks: [] };
}

/** The title of the editor that a text was copied from, blanked so that the numbers of the lines stay. */
function withoutTitles(text: string, report: Report): string {
  const lines = text.split('\n');
  return lines
    .map((line, index) => {
      if (!/^\s*GNU nano +[0-9]/.test(line)) return line;
      report.at(index + 1).say('lost', 'editor_title', {});
      return '';
    })
    .join('\n');
}

function lineFeeds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
