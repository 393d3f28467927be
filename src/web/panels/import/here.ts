import type { Source } from '../../../core/import/source.js';
import { classicText } from '../../../core/ipvs/classic.js';
import type { IpvsTable } from '../../../core/ipvs/table.js';
import type { EnginePlaces } from '../../../core/keepalived/places.js';
import { isKnown, type Reading } from '../../../core/machine/reading.js';
import { type ConfigSource, type EditingNeeds, isMissing } from '../../editing.js';
import { isAsked } from './form.js';

/** What IMPORT is given. */
export interface ImportNeeds extends EditingNeeds {
  readonly keepalivedFile: (path: string) => Promise<Reading<string>>;
  readonly enginePlaces: () => Promise<EnginePlaces>;
  readonly routingTable: () => Promise<Reading<IpvsTable>>;
  readonly ticksPerSecond: () => Promise<number | undefined>;
}

/** What was asked for from this machine, as far as it is there. */
export async function fromHere(body: unknown, needs: ImportNeeds): Promise<readonly Source[]> {
  const found: Source[] = [];
  if (isAsked(body, 'keepalived')) {
    const { configuration } = await needs.enginePlaces();
    const file = await needs.keepalivedFile(configuration);
    if (isKnown(file)) found.push({ name: configuration, kind: 'keepalived.conf', text: file.value });
  }
  if (isAsked(body, 'table')) {
    const [table, ticks] = await Promise.all([needs.routingTable(), needs.ticksPerSecond()]);
    if (isKnown(table))
      found.push({ name: 'ipvsadm -Ln', kind: 'ip_vs', text: classicText(table.value, ticks) });
  }
  return found;
}

/** The present file; a missing one is empty. */
export async function presentText(configFile: ConfigSource): Promise<string> {
  try {
    return (await configFile.read()).text;
  } catch (error) {
    if (isMissing(error, configFile.path)) return '';
    throw error;
  }
}
