import type { FieldTexts } from '../field-text.js';
import { globalFields } from './fields/global.js';
import { serverFields } from './fields/server.js';
import { sharedFields } from './fields/shared.js';
import { virtualFields } from './fields/virtual.js';

/** What is said about each field of the file. */
export const fields: FieldTexts = {
  global: { ...globalFields, ...sharedFields },
  virtual: virtualFields,
  failover: virtualFields,
  server: serverFields,
  names: {
    virtual: {
      label: 'Name',
      gloss: '',
      help: 'A word by which you recognise the service, for example HTTP; not a host name. Blanks become _.',
    },
    failover: {
      label: 'Name',
      gloss: '',
      help: 'A word by which you recognise the service, for example HTTP; not a host name. Blanks become _.',
    },
    server: {
      label: 'Name',
      gloss: '',
      help: 'A word by which you recognise the machine, for example web1; not a host name. Blanks become _.',
    },
  },
  unused: { text: 'Unused', gloss: '' },
};
