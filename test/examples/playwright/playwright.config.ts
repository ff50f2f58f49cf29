import { defineConfig } from '@playwright/test';

const { CHROMIUM_PATH } = process.env; // yours: without it, Playwright starts its own browser

export default defineConfig<object, { mockOptions: { clients: number } }>({
  fullyParallel: true,
  workers: 1,
  reporter: 'list',
  outputDir: '../../../reports/playwright',
  tsconfig: './tsconfig.playwright.json', // yours: not needed
  use: {
    baseURL: 'http://app.test',
    mockOptions: { clients: 3 },
    launchOptions: {
      ...(CHROMIUM_PATH !== undefined && { executablePath: CHROMIUM_PATH }),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    },
  },
});
