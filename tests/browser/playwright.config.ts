import { defineConfig } from '@playwright/test';
import { launch, phone } from './support/browser.ts';

/**
 * The suite runs in full on SQLite; the main story also on PostgreSQL, where a cluster is offered
 * (`WAYMARK_TEST_POSTGRES_URL`, which `make test` sets).
 */
const postgres = process.env.WAYMARK_TEST_POSTGRES_URL;

export default defineConfig({
  testDir: '.',
  outputDir: '../../target/browser',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  globalSetup: './support/demo.ts',
  reporter: [['list']],
  use: { ...phone, launchOptions: launch, trace: 'retain-on-failure' },
  projects: [
    { name: 'sqlite', use: {} },
    ...(postgres ? [{ name: 'postgres', testMatch: 'main-story.spec.ts', use: {} }] : []),
  ],
});
