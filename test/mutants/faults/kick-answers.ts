import { kick } from '../../../mock/core/broker-state.js';
import type { Mutant } from '../mutant.js';
import { jsonAnswer, OK } from '../seams/answer.js';
import { withAnswers } from '../seams/dialect.js';
import { kicking } from '../seams/kick.js';

/** DELETE /clients/{clientid}: what it says, and whom it takes the id for. */
export const kickAnswers: readonly Mutant[] = [
  {
    name: 'kick-answers-1',
    description: 'A kick that succeeds has code 1.',
    named: /the kick is answered with HTTP 200, code 1\b/,
    breaks: kicking((_id, engine, request) => {
      const answer = engine.handle(request);
      return answer.body === OK.body ? jsonAnswer(200, { code: 1 }) : answer;
    }),
  },
  {
    name: 'kick-answers-204',
    description: 'A kick that succeeds is HTTP 204 without a body.',
    named: /the kick is answered with HTTP 204/,
    breaks: kicking((_id, engine, request) => {
      const answer = engine.handle(request);
      return answer.body === OK.body ? { status: 204, headers: {}, body: '' } : answer;
    }),
  },
  {
    name: 'kick-not-there',
    description: 'There is no DELETE.',
    named: /there is no DELETE/,
    breaks: (engine) => (request) =>
      request.method === 'DELETE'
        ? engine.dialect.answers.notFound(request, 'inside')
        : engine.handle(request),
  },
  {
    name: 'kick-unknown-is-0',
    description: 'The kick of a client that is not there has code 0.',
    named: /kick of a client that is not there is answered with HTTP 200, code 0/,
    breaks: withAnswers({ unknownKick: () => OK }),
  },
  {
    name: 'kick-unknown-is-404',
    description: 'The kick of a client that is not there is HTTP 404.',
    named: /kick of a client that is not there is answered with HTTP 404/,
    breaks: withAnswers({ unknownKick: () => jsonAnswer(404, { code: 112, message: 'x' }) }),
  },
  {
    name: 'kick-again-crashes',
    description: 'The second kick of a client crashes the broker.',
    named: /second kick of the same client is answered with HTTP 500/,
    breaks: withAnswers({ unknownKick: () => jsonAnswer(500, { code: 102, message: 'badmatch' }) }),
  },
  {
    name: 'kick-bans-the-id',
    description: 'A kicked id can connect again, but is never shown again.',
    named: /is connected over MQTT, but the API shows no such client/,
    breaks: (engine) => {
      const banned = new Set<string>();
      const broken = kicking((id, engine, request) => {
        banned.add(id);
        return engine.handle(request);
      })(engine);
      return (request) => {
        for (const id of banned) engine.state.store.remove(id);
        return broken(request);
      };
    },
  },
  {
    name: 'kick-not-decoded',
    description: 'The id of a kick is not percent-decoded.',
    named: /stays, though it was kicked by its percent-encoded id/,
    breaks: kicking((id, engine, { path }) => {
      const raw = path.split('/').at(-1) ?? id;
      return kick(engine.state, raw).length > 0 ? OK : engine.dialect.answers.unknownKick(raw);
    }),
  },
  {
    name: 'kick-plus-is-a-space',
    description: 'A plus in the id of a kick is taken for a space.',
    named: /plus\+.* stays, though it was kicked/,
    breaks: kicking((id, engine) => {
      const read = id.replaceAll('+', ' ');
      return kick(engine.state, read).length > 0 ? OK : engine.dialect.answers.unknownKick(id);
    }),
  },
];
