/** The command that sets a password; the pages and the log name it, and take effect without a restart. */
export const passwordCommand = 'npx lvs-console passwd';
