import { type Stub, STUBS_BODY } from '../../stubs/stub.js';
import { createStubSet } from '../../stubs/stub-set.js';
import type { ControlAnswer, ControlCall, ControlRoutes } from '../route.js';
import { readInput } from '../validation-error.js';

/** The stubs in force, each with its count. */
function currentStubs({ sandbox: { stubs } }: ControlCall): ControlAnswer {
  const counts = stubs.counts();
  return { json: { stubs: stubs.list.map((stub, index) => ({ stub, answered: counts[index] })) } };
}

/** Replaces the stubs until the next reset; the counts begin at 0. */
function replaceStubs(call: ControlCall, stubs: readonly Stub[]): ControlAnswer {
  const { seed, basePath } = call.mock.settings;
  call.sandbox.stubs = createStubSet({ stubs, seed, basePath });
  return currentStubs(call);
}

const givenIn = ({ body }: ControlCall): readonly Stub[] => readInput(STUBS_BODY, body).stubs;

/** The stubs of a sandbox. */
export const STUB_ROUTES: ControlRoutes = {
  'GET /stubs': currentStubs,
  'PUT /stubs': (call) => replaceStubs(call, givenIn(call)),
  'POST /stubs': (call) => {
    const all = { stubs: [...givenIn(call), ...call.sandbox.stubs.list] };
    return replaceStubs(call, readInput(STUBS_BODY, all).stubs);
  },
  'DELETE /stubs': (call) => replaceStubs(call, []),
};
