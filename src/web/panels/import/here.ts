import type { Source } from '../../../core/import/source.js';
import { namesFile, type UsualFile, usualFiles } from '../../../core/import/usual-files.js';
import { classicText } from '../../../core/ipvs/classic.js';
import type { IpvsTable } from '../../../core/ipvs/table.js';
import type { EnginePlaces } from '../../../core/keepalived/places.js';
import { isKnown, type Reading, type Unknown } from '../../../core/machine/reading.js';
import { type ConfigSource, type EditingNeeds, readIfThere } from '../../editing.js';
import { isAsked } from './form.js';

/** What IMPORT is given. */
export interface ImportNeeds extends EditingNeeds {
  /** A file of a tool that runs routers, whoever wrote it; a byte string. */
  readonly keepalivedFile: (path: string) => Promise<Reading<string>>;
  readonly enginePlaces: () => Promise<EnginePlaces>;
  readonly routingTable: () => Promise<Reading<IpvsTable>>;
  readonly ticksPerSecond: () => Promise<number | undefined>;
}

/** What was asked for from this machine. */
interface FoundHere {
  readonly sources: readonly Source[];
  /** Why the others are not known. */
  readonly missing: readonly Unknown[];
}

/** Takes what was asked for from this machine. */
export async function fromHere(body: unknown, needs: ImportNeeds): Promise<FoundHere> {
  const sources: Source[] = [];
  const missing: Unknown[] = [];
  const take = <Value>(reading: Reading<Value>, sourceOf: (value: Value) => Source) => {
    if (isKnown(reading)) sources.push(sourceOf(reading.value));
    else missing.push(reading);
  };
  if (isAsked(body, 'keepalived')) {
    const { configuration } = await needs.enginePlaces();
    take(await needs.keepalivedFile(configuration), (text) => {
      return { name: configuration, kind: 'keepalived.conf', text };
    });
  }
  if (isAsked(body, 'table')) {
    const [table, ticks] = await Promise.all([needs.routingTable(), needs.ticksPerSecond()]);
    take(table, (value) => ({ name: 'ipvsadm -Ln', kind: 'ip_vs', text: classicText(value, ticks) }));
  }
  if (isAsked(body, 'files')) sources.push(...(await usualFilesHere(needs)));
  return { sources, missing };
}

/** The files of heartbeat and ipvsadm that are here; none of them has to be. */
export async function usualFilesHere({
  keepalivedFile: read,
}: Pick<ImportNeeds, 'keepalivedFile'>): Promise<readonly Source[]> {
  const sourceAt = async ({ path, kind }: UsualFile): Promise<readonly Source[]> => {
    const reading = await read(path);
    return isKnown(reading) ? [{ name: path, kind, text: reading.value }] : [];
  };
  const found = (await Promise.all(usualFiles.map(sourceAt))).flat();
  const isOfHeartbeat = found.some(({ kind }) => kind === 'ha.cf');
  return isOfHeartbeat ? [...found, ...(await sourceAt(namesFile))] : found;
}

/** The present file; a missing one is empty. */
export async function presentText(configFile: ConfigSource): Promise<string> {
  return (await readIfThere(configFile))?.text ?? '';
}
