import { defineConfig } from 'vitest/config';

/** Each project is one part of the test command: `vitest run --project NAME`. */
export default defineConfig({
  test: {
    environment: 'node',
    pool: 'threads',
    // Real engines and servers are mostly waited for; on two processors one worker would leave one idle.
    maxWorkers: 2,
    // Only what hangs takes so long: a busy machine takes ten times what a quiet one does.
    testTimeout: 90_000,
    hookTimeout: 90_000,
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/web/**', 'test/checker/**', 'test/keepalived/**', 'test/ssh/**', 'test/package/**'],
        },
      },
      { extends: true, test: { name: 'web', include: ['test/web/**/*.test.ts'] } },
      {
        extends: true,
        test: { name: 'keepalived', include: ['test/{checker,keepalived}/**/*.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'package',
          include: ['test/package/**/*.test.ts'],
          globalSetup: 'test/package/setup.ts',
        },
      },
      { extends: true, test: { name: 'ssh', include: ['test/ssh/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'lab',
          include: ['e2e/lab/*.lab.ts'],
          globalSetup: 'e2e/lab/host/setup.ts',
        },
      },
    ],
  },
});
