/**
 * Cypress: the mock runs in the process of Cypress. This example is compiled but not run in this
 * project: Cypress downloads its own browser when it is installed, which our tests cannot do.
 * `cypress-style.test.ts` runs the same requests.
 */
import { defineConfig } from 'cypress';
import { startMock } from 'emqx-clients-kit';

export default defineConfig({
  e2e: {
    baseUrl: 'http://localhost:5173', // yours: the front end, which calls http://127.0.0.1:8081
    async setupNodeEvents(on, config) {
      const mock = await startMock({ port: 8081, clients: 50, apps: false });
      on('after:run', () => mock.close());
      config.env['control'] = mock.controlUrl;
      return config;
    },
  },
});
