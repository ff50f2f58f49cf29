/** Other tools read the OpenAPI documents, the API's and the control API's, without a complaint. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import SwaggerParser from '@apidevtools/swagger-parser';
import spectralCore, { type RulesetDefinition } from '@stoplight/spectral-core';
import rulesets from '@stoplight/spectral-rulesets';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createControl } from '../../mock/control/control.js';
import { createMock } from '../../mock/index.js';

type Json = Exclude<Parameters<typeof SwaggerParser.validate>[0], string>;

function createSpectral(): InstanceType<typeof spectralCore.Spectral> {
  const spectral = new spectralCore.Spectral();
  spectral.setRuleset({ extends: [[rulesets.oas as RulesetDefinition, 'recommended']] });
  return spectral;
}

async function controlDocument(): Promise<Json> {
  const control = createControl({ mock: createMock({ clients: 0 }) });
  const { body } = await control.handle({ method: 'GET', path: '/__mock/openapi.json' });
  return JSON.parse(body) as Json;
}

const clientsDocument = (): Json =>
  parse(readFileSync(join(import.meta.dirname, '../../openapi/emqx-clients.yaml'), 'utf8')) as Json;

/** The rules that a document does not keep, with the reason. */
const EXCEPTIONS = {
  clients: [
    // A schema for types only: no operation refers to it (decisions.md, 38).
    'oas3-unused-component: components.schemas.Client44',
  ],
  control: [
    // The summary of an operation is its description.
    'operation-description',
  ],
};

describe.each([
  { title: 'the clients API', read: clientsDocument, exceptions: EXCEPTIONS.clients },
  { title: 'the control API', read: controlDocument, exceptions: EXCEPTIONS.control },
])('the document of $title', ({ read, exceptions }) => {
  test('is valid for swagger-parser', async () => {
    const { paths } = await SwaggerParser.validate(await read());
    expect(paths).not.toEqual({});
  });

  test("keeps the recommended rules of Spectral's OpenAPI ruleset", async () => {
    const found = (await createSpectral().run(await read())).map(
      ({ code, path, message }) => `${code}: ${path.join('.')}: ${message}`,
    );
    const isExcepted = (problem: string): boolean =>
      exceptions.some((exception) => problem.startsWith(`${exception}: `));
    expect(found.filter((problem) => !isExcepted(problem))).toEqual([]);
    for (const exception of exceptions) {
      expect(found.some((problem) => problem.startsWith(`${exception}: `))).toBe(true);
    }
  });
});

test('a wrong document is refused by both', async () => {
  const wrong = Object.assign(clientsDocument(), { servers: [{ url: 5 }] });
  await expect(SwaggerParser.validate(structuredClone(wrong))).rejects.toThrow('servers');
  expect((await createSpectral().run(wrong)).map(({ code }) => code)).toContain('oas3-schema');
});
