/**
 * The part of Cypress' types that the example uses. In your project, remove this file: the package
 * `cypress` has its own. It is no dependency here because its installation downloads a browser.
 */
declare module 'cypress' {
  interface Config {
    env: Record<string, unknown>;
  }
  type On = (event: 'after:run', handler: () => Promise<void>) => void;

  export function defineConfig(config: {
    readonly e2e: {
      readonly baseUrl?: string;
      readonly setupNodeEvents?: (on: On, config: Config) => Promise<Config>;
    };
  }): object;
}

interface Chainable {
  its(path: string): Chainable;
  should(assertion: 'be.visible'): Chainable;
  should(assertion: 'equal', value: unknown): Chainable;
  click(): Chainable;
}

declare const Cypress: { env(name: string): unknown };
declare const cy: {
  request(url: string): Chainable;
  request(method: 'POST' | 'PUT', url: string, body?: object): Chainable;
  visit(path: string): Chainable;
  contains(selectorOrText: string, text?: string): Chainable;
};
declare function beforeEach(hook: () => void): void;
declare function it(title: string, test: () => void): void;
