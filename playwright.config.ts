import { defineConfig } from '@playwright/test';
import { findProgram } from './test/support/system-packages.js';

/** Each test starts a console of its own (e2e/support/console.ts), so tests run side by side in any order. */
export default defineConfig({
  testDir: 'e2e',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  // Only what hangs takes so long; a walk through the whole console has three times as much.
  timeout: 180_000,
  reporter: 'list',
  use: {
    browserName: 'chromium',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: findProgram('chromium') ?? 'chromium',
      chromiumSandbox: false, // it cannot start as root, which continuous integration often is
      args: ['--disable-dev-shm-usage', '--host-resolver-rules=MAP lvs.test 127.0.0.1'],
    },
  },
});
