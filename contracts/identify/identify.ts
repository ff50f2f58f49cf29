import type { Exchange } from '../http/exchange.js';
import { foreignSign, refuseForeign } from '../http/answers/foreign-answer.js';
import type { Target } from '../http/target.js';
import { rangesText, RELEASES, releasesIn } from '../profiles/release-numbers.js';
import { openSession, type SessionOptions } from '../runner/session.js';
import { BrokenAnswer } from '../shared/errors.js';
import { PLAIN, type Probe, PROBES } from './probes.js';
import { knownReleaseOf, readStatedVersion, type StatedVersion } from './stated-version.js';

/** How the broker answered one probe. */
export interface Observation {
  readonly behaviour: string;
  readonly answer: string;
  /** The releases that answer so, e.g. `4.3.12 to 4.3.22, 4.4.0 to 4.4.19`; '' for none. */
  readonly releases: string;
  /** The curl line that shows it. */
  readonly curl: string;
}

/** What a broker says that it is, and what it behaves like. */
export interface Identity {
  readonly target: string;
  /** Absent where the broker does not say. */
  readonly stated?: StatedVersion;
  /** Why the broker does not say which version it is. */
  readonly problem?: string;
  readonly observations: readonly Observation[];
  /** The releases of EMQX 4 whose behaviour fits every observation, as ranges; '' for none. */
  readonly fits: string;
  /** Where the behaviour is not that of the stated version. */
  readonly contradictions: readonly string[];
  /** 0: behaves as it says, or says nothing; 1: a contradiction; 3: not EMQX 4. */
  readonly exitCode: 0 | 1 | 3;
}

/**
 * Asks a broker for its version and compares its behaviour with that of every release of EMQX 4.
 * Sends about a dozen GETs.
 * @throws UsageError BrokerUnreachable Interrupted
 */
export async function identifyBroker(
  target: Target,
  options: SessionOptions = {},
): Promise<Identity> {
  const session = await openSession(target, options);
  try {
    const answer = await readStatedVersion(session.api);
    const stated = 'problem' in answer ? undefined : answer;
    const plain = await session.api.send(PLAIN);
    refuseForeign(plain);
    const observed: Observed[] = [];
    for (const probe of PROBES) {
      if (probe.request.authorization !== undefined && !session.target.credentials) continue;
      const found = await observe(probe, plain, session);
      if (found) observed.push(found);
    }
    const fits = RELEASES.filter((each) => observed.every(({ among }) => among.includes(each)));
    const claims = stated?.versions.map((version) => knownReleaseOf(version, stated.product)) ?? [];
    const contradictions = claims.flatMap((claim) =>
      claim === undefined ? [] : contradictionsTo(claim.release, observed),
    );
    const isEmqx4 = claims.length > 0 ? claims.every((claim) => claim) : fits.length > 0;
    return {
      target: session.target.baseUrl,
      ...(stated ? { stated } : 'problem' in answer && { problem: answer.problem }),
      observations: observed.map(({ probe: { behaviour }, answer: got, among, curl }) => ({
        behaviour,
        answer: got,
        releases: rangesText(among),
        curl,
      })),
      fits: rangesText(fits),
      contradictions: [...new Set(contradictions)],
      exitCode: contradictions.length > 0 ? 1 : isEmqx4 ? 0 : 3,
    };
  } finally {
    await session.close();
  }
}

interface Observed {
  readonly probe: Probe;
  readonly answer: string;
  readonly among: readonly string[];
  readonly curl: string;
}

async function observe(
  probe: Probe,
  plain: Exchange,
  { api }: Awaited<ReturnType<typeof openSession>>,
): Promise<Observed | undefined> {
  try {
    const exchange = probe.request === PLAIN ? plain : await api.send(probe.request);
    const sign = foreignSign(exchange);
    // No release is meant by it, and none is excluded.
    if (sign !== undefined)
      return { probe, answer: `${sign}, not of the broker`, among: RELEASES, curl: exchange.curl };
    const answer = probe.read(exchange, plain);
    if (answer === undefined) return undefined;
    const among = Object.hasOwn(probe.answers, answer) ? probe.answers[answer] : undefined;
    return {
      probe,
      answer,
      among: among === undefined ? [] : releasesIn(among),
      curl: exchange.curl,
    };
  } catch (error) {
    // An answer that breaks off says nothing about the release.
    if (error instanceof BrokenAnswer) return undefined;
    throw error;
  }
}

const contradictionsTo = (release: string, observed: readonly Observed[]): readonly string[] =>
  observed
    .filter(({ among }) => !among.includes(release))
    .map(({ probe: { behaviour, answers }, answer, among }) => {
      const own = Object.keys(answers).find((each) =>
        releasesIn(answers[each] ?? '').includes(release),
      );
      const as = among.length > 0 ? `as ${rangesText(among)} answer` : 'as no release answers';
      return `${behaviour}: ${answer}, ${as}; EMQX ${release}: ${own ?? 'another answer'}`;
    });
