/** The flags of every command that needs settings, for `node:util` parseArgs. */
export const settingFlags = {
  host: { type: 'string' },
  port: { type: 'string' },
  state: { type: 'string' },
  file: { type: 'string' },
  config: { type: 'string' },
} as const;

/** Their paragraph in a help text. */
export const settingFlagsUsage = `Options (each also as a variable, such as LVS_CONSOLE_PORT, or in the settings file):
  --host HOST     address to listen on; localhost is both 127.0.0.1 and ::1 (default localhost)
  --port PORT     port to listen on (default 3636)
  --state FOLDER  folder of what the console keeps for itself (default var/ in its own folder)
  --file FILE     the lvs.cf to edit (default lvs.cf in the state folder)
  --config FILE   the settings file (default /etc/lvs-console/console.json if there is one,
                  else console.json in the state folder)
`;
