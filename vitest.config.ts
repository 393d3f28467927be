import { defineConfig } from 'vitest/config';

/** Each project is one part of the test command: `vitest run --project NAME`. */
export default defineConfig({
  test: {
    environment: 'node',
    pool: 'threads',
    testTimeout: 20_000,
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: ['test/web/**'] },
      },
      { extends: true, test: { name: 'web', include: ['test/web/**/*.test.ts'] } },
    ],
  },
});
