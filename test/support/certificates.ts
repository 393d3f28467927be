/** Certificates for tests, as the console itself makes them, and one whose days are chosen. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { programRunner } from '../../src/adapters/programs/run.js';
import type { KeyPairPlace } from '../../src/adapters/tls/key-pair.js';
import { makeSelfSigned } from '../../src/adapters/tls/self-signed.js';

/** The names that the tests' certificates are good for. */
export const certifiedNames = ['router1.test', 'localhost', '127.0.0.1', '::1'];

/** Where a console keeps the certificate that was made for it. */
export function certificateIn(state: string): KeyPairPlace {
  return { certificate: join(state, 'tls', 'certificate.pem'), key: join(state, 'tls', 'key.pem') };
}

/** Makes one, in place of any that is there. */
export async function makeTestCertificate(place: KeyPairPlace, names: readonly string[] = certifiedNames) {
  const owner = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  return makeSelfSigned({ place, names, replace: true, owner, run: programRunner() });
}

/** Signs the certificate again, for other days: two texts such as `2020-02-01`. */
export function redate({ certificate, key }: KeyPairPlace, from: string, until: string): void {
  const folder = `${certificate}.redated`;
  mkdirSync(folder);
  const config = join(folder, 'ca.conf');
  const request = join(folder, 'request');
  writeFileSync(join(folder, 'index'), '');
  writeFileSync(
    config,
    `[ca]
default_ca = once
[once]
database = ${join(folder, 'index')}
new_certs_dir = ${folder}
rand_serial = yes
default_md = sha256
policy = any
[any]
commonName = supplied
[req]
distinguished_name = subject
prompt = no
[subject]
CN = router1.test
`,
  );
  const openssl = (...words: string[]) => execFileSync('openssl', words, { stdio: 'pipe' });
  const moment = (day: string) => `${day.replaceAll('-', '')}000000Z`;
  openssl('req', '-new', '-key', key, '-config', config, '-out', request);
  openssl(
    ...['ca', '-selfsign', '-batch', '-notext', '-config', config, '-keyfile', key, '-in', request],
    ...['-startdate', moment(from), '-enddate', moment(until), '-out', certificate],
  );
  rmSync(folder, { recursive: true });
}
