/** What stands in an archive, for whoever opens it without the console. */
export const archiveReadme = `An archive of LVS Console
=========================

Everything that is needed to set up this console again, on this machine or on another one:

  lvs.cf             the configuration of the routers
  history/           every version of it, with an index
  console.json       the settings of the console
  access/            who may log in (passwords as hashes), the groups, the two allowlists
  ssh/               where the backup router is, and its host key
  push/              what was pushed last, and the receipts
  manifest.json      the SHA-256 of each of these files

Set up a console with it:   lvs-console rebuild FILE

Or by hand: unpack it with "tar -xzf FILE" and copy what you need to where the console has its files, usually
/etc/lvs-console and /var/lib/lvs-console.

Not in it are private keys, passphrases, certificates and the audit log. What is in it lets nobody in by itself,
but keep it as you keep a file of password hashes.
`;
