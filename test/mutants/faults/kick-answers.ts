import { kick } from '../../../mock/core/broker-state.js';
import { mutantsOf } from '../mutant.js';
import { jsonAnswer, OK } from '../seams/answer.js';
import { withAnswers } from '../seams/dialect.js';
import { kicking } from '../seams/kick.js';

/** The answers of DELETE /clients/{clientid}, and how it reads the id. */
export const kickAnswers = mutantsOf({
  'kick-answers-1': [
    'A kick that succeeds has code 1.',
    /the kick is answered with HTTP 200, code 1\b/,
    kicking((_id, engine, request) => {
      const answer = engine.handle(request);
      return answer.body === OK.body ? jsonAnswer(200, { code: 1 }) : answer;
    }),
  ],
  'kick-answers-204': [
    'A kick that succeeds is HTTP 204 without a body.',
    /the kick is answered with HTTP 204/,
    kicking((_id, engine, request) => {
      const answer = engine.handle(request);
      return answer.body === OK.body ? { status: 204, headers: {}, body: '' } : answer;
    }),
  ],
  'kick-not-supported': [
    'DELETE is not supported.',
    /does not support DELETE/,
    (engine) => (request) =>
      request.method === 'DELETE'
        ? engine.dialect.answers.notFound(request, 'inside')
        : engine.handle(request),
  ],
  'kick-unknown-is-0': [
    'The kick of an unknown client has code 0.',
    /kick of an unknown client is answered with HTTP 200, code 0/,
    withAnswers({ unknownKick: () => OK }),
  ],
  'kick-unknown-is-404': [
    'The kick of an unknown client is HTTP 404.',
    /kick of an unknown client is answered with HTTP 404/,
    withAnswers({ unknownKick: () => jsonAnswer(404, { code: 112, message: 'x' }) }),
  ],
  'kick-again-crashes': [
    'The second kick of a client crashes the broker.',
    /second kick of the same client is answered with HTTP 500/,
    withAnswers({ unknownKick: () => jsonAnswer(500, { code: 102, message: 'badmatch' }) }),
  ],
  'kick-bans-the-id': [
    'A kicked id can connect again, but is never shown again.',
    /is connected over MQTT, but the API shows no such client/,
    (engine) => {
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
  ],
  'kick-not-decoded': [
    'The id of a kick is not percent-decoded.',
    /stays, though it was kicked by its percent-encoded id/,
    kicking((id, engine, { path }) => {
      const raw = path.split('/').at(-1) ?? id;
      return kick(engine.state, raw).length > 0 ? OK : engine.dialect.answers.unknownKick(raw);
    }),
  ],
  'kick-plus-is-a-space': [
    'A plus in the id of a kick means a space.',
    /plus\+.* stays, though it was kicked/,
    kicking((id, engine) => {
      const read = id.replaceAll('+', ' ');
      return kick(engine.state, read).length > 0 ? OK : engine.dialect.answers.unknownKick(id);
    }),
  ],
});
