import { stat } from 'node:fs/promises';
import { exists } from '../adapters/files/first-run.js';
import { ownNames } from '../adapters/machine/own-names.js';
import { programRunner } from '../adapters/programs/run.js';
import { keepCertificate } from '../adapters/tls/kept-certificate.js';
import { readKeyPair } from '../adapters/tls/key-pair.js';
import { isCertificateName, makeSelfSigned } from '../adapters/tls/self-signed.js';
import type { Certificate } from '../core/tls/certificate.js';
import type { Settings, TlsPlace } from '../settings.js';
import { audited } from './audited.js';

/** One that the settings name has to be there; one that could have been made on this machine need not. */
export async function openTls(place: TlsPlace, onRefused: (error: unknown) => void) {
  return (await hasCertificate(place)) ? keepCertificate(place, { onRefused }) : undefined;
}

async function hasCertificate({ certificate, key, isNamed }: TlsPlace): Promise<boolean> {
  return isNamed || (await exists(certificate)) || (await exists(key));
}

/** The certificate as it lies on the disk, if there is one. */
export async function readCertificate({ tls }: Settings): Promise<Certificate | undefined> {
  return (await hasCertificate(tls)) ? (await readKeyPair(tls)).facts : undefined;
}

/**
 * Makes a self-signed certificate for these names, for those in the settings, and for all that this machine has now,
 * but for addresses that mean something on one network only.
 */
export async function makeCertificate(settings: Settings, names: readonly string[], replace: boolean) {
  const own = [...settings.hosts, ...ownNames(), 'localhost'];
  const usable = own.filter((name) => isCertificateName(name) && !/^fe[89ab][0-9a-f]:/i.test(name));
  const all = [...new Set([...names, ...usable].map((name) => name.toLowerCase()))];
  return audited(settings, { action: 'certificate', object: all.join(', ') }, async () =>
    makeSelfSigned({
      place: settings.tls,
      names: all,
      replace,
      owner: await stat(settings.state),
      run: programRunner(),
    }),
  );
}
