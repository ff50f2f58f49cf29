/** Every entry of the package exports the same types of the API, and those of the mock the mock's. */
import { expectTypeOf } from 'vitest';
import type * as contracts from '../../contracts/index.js';
import type * as contractsVitest from '../../contracts/vitest.js';
import type * as playwright from '../../mock/fixtures/playwright.js';
import type * as vitest from '../../mock/fixtures/vitest.js';
import type * as msw from '../../mock/hosts/msw/index.js';
import type * as mock from '../../mock/index.js';
import type * as openapi from '../../openapi/index.js';
import type * as validators from '../../openapi/validators.js';

expectTypeOf<mock.Client>().toEqualTypeOf<openapi.Client>();
expectTypeOf<msw.Client>().toEqualTypeOf<openapi.Client>();
expectTypeOf<playwright.Client>().toEqualTypeOf<openapi.Client>();
expectTypeOf<vitest.Client>().toEqualTypeOf<openapi.Client>();
expectTypeOf<contracts.Client>().toEqualTypeOf<openapi.Client>();
expectTypeOf<contractsVitest.Client>().toEqualTypeOf<openapi.Client>();
expectTypeOf<validators.Client>().toEqualTypeOf<openapi.Client>();

expectTypeOf<mock.paths>().toEqualTypeOf<openapi.paths>();
expectTypeOf<msw.components>().toEqualTypeOf<openapi.components>();
expectTypeOf<contracts.operations>().toEqualTypeOf<openapi.operations>();
expectTypeOf<contractsVitest.ClientsPage>().toEqualTypeOf<openapi.ClientsPage>();
expectTypeOf<validators.ApiError>().toEqualTypeOf<openapi.ApiError>();

expectTypeOf<msw.Mock>().toEqualTypeOf<mock.Mock>();
expectTypeOf<msw.JournalEntry>().toEqualTypeOf<mock.JournalEntry>();
expectTypeOf<msw.ScenarioOptions>().toEqualTypeOf<mock.ScenarioOptions>();
expectTypeOf<playwright.RunningSandbox>().toEqualTypeOf<mock.RunningSandbox>();
expectTypeOf<vitest.StartOptions>().toEqualTypeOf<mock.StartOptions>();
expectTypeOf<contractsVitest.Target>().toEqualTypeOf<contracts.Target>();
expectTypeOf<contractsVitest.Profile>().toEqualTypeOf<contracts.Profile>();
