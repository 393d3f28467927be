import type { FieldTexts } from '../field-text.js';
import { globalFields } from './fields/global.js';
import { serverFields } from './fields/server.js';
import { sharedFields } from './fields/shared.js';
import { virtualFields } from './fields/virtual.js';

/** What is said about each field of the file, in French. */
export const fields: FieldTexts = {
  global: { ...globalFields, ...sharedFields },
  virtual: virtualFields,
  failover: virtualFields,
  server: serverFields,
  names: {
    virtual: {
      label: 'Name',
      gloss: 'nom',
      help: 'Un mot auquel vous reconnaissez le service, par exemple HTTP ; pas un nom d’hôte. Les espaces deviennent _.',
    },
    failover: {
      label: 'Name',
      gloss: 'nom',
      help: 'Un mot auquel vous reconnaissez le service, par exemple HTTP ; pas un nom d’hôte. Les espaces deviennent _.',
    },
    server: {
      label: 'Name',
      gloss: 'nom',
      help: 'Un mot auquel vous reconnaissez la machine, par exemple web1 ; pas un nom d’hôte. Les espaces deviennent _.',
    },
  },
  unused: { text: 'Unused', gloss: 'inutilisé' },
};
