/** What can be put side by side: a version, the file as it is saved, what runs here, what the other router has. */

/** The sides that have a name; every other one is the number of a version. */
export const namedSides = ['saved', 'running', 'backup'] as const;

/** One side of a comparison; a number is that of a version. */
export type Side = (typeof namedSides)[number] | number;

/** The side that a text names; nothing when it names none. */
export function parseSide(text: string): Side | undefined {
  const named = namedSides.find((side) => side === text);
  return named ?? parseVersionNumber(text);
}

/** The number of a version as it is written in an address or on a command line; nothing when it is none. */
export function parseVersionNumber(text: string): number | undefined {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
