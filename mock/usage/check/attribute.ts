import { BEHAVIOURS, type Behaviours, behavioursOf } from '../../core/releases/behaviours.js';
import { composeDialect, TRAITS, type Traits } from '../../core/releases/dialect-of.js';
import { releaseNamed, type DialectName } from '../../core/releases/releases.js';
import { DIFFERENCE_NAMES, type DifferenceName } from '../../../openapi/usage/differences.js';
import type { Use } from '../../../openapi/usage/usage.js';
import type { MockRequest } from '../../core/request-response.js';
import { type Change, changesIn, membersRead } from './compare.js';
import { exampleRequests } from './example-request.js';
import { type Answer, type ExampleBroker, replay } from './replay.js';

/** What differs between the documents and every broker: openapi/decisions.md has the reasons. */
const BROKER_TRAITS = {
  reading: 'how brokers check parameters',
  wording: 'status and code of a refusal',
  headAndOptions: 'HEAD and OPTIONS',
  bodyIsQuery: 'a body on GET',
  brokerPaths: 'paths that only brokers have',
  shownSecond: 'a time bound within a second',
  companions: 'paths beside /clients',
} as const satisfies Record<Exclude<DifferenceName, keyof Behaviours>, string>;

export const titleOf = (name: DifferenceName): string =>
  isBehaviour(name) ? BEHAVIOURS[name].title : BROKER_TRAITS[name];

export const isBehaviour = (name: DifferenceName): name is keyof Behaviours =>
  Object.hasOwn(BEHAVIOURS, name);

/** A dialect as the settings that can be exchanged one by one. */
interface Settings {
  readonly behaviours: Behaviours;
  readonly traits: Traits;
  readonly companions: boolean;
}

function settingsOf(name: DialectName, companions: boolean): Settings {
  const release = releaseNamed(name);
  const traits = TRAITS[release === undefined ? 'documented' : 'broker'];
  // The order of rows is arbitrary on every broker, and not compared.
  return { behaviours: behavioursOf(release), traits, companions };
}

const brokerOf = (name: DialectName, settings: Settings): ExampleBroker => ({
  dialect: composeDialect(name, settings.behaviours, settings.traits),
  companions: settings.companions,
});

const valueOf = ({ behaviours, traits, companions }: Settings, name: DifferenceName): unknown =>
  isBehaviour(name) ? behaviours[name] : name === 'companions' ? companions : traits[name];

/** `from`, with these settings of `to`. */
function mixed(from: Settings, to: Settings, names: readonly DifferenceName[]): Settings {
  const pick = (others: object): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(others).filter(([name]) => names.includes(name as DifferenceName)),
    );
  return {
    behaviours: { ...from.behaviours, ...pick(to.behaviours) },
    traits: { ...from.traits, ...pick(to.traits) },
    companions: names.includes('companions') ? to.companions : from.companions,
  };
}

/** One difference between two dialects, and what the application notices of it. */
export interface Cause {
  readonly name: DifferenceName;
  readonly changes: readonly [Change, ...Change[]];
  /** The request that shows it, and what the dialects answer. */
  readonly example: Required<MockRequest>;
  readonly answers: readonly [tested: Answer, other: Answer];
}

/**
 * What makes a release answer examples of a use differently from the dialect that it was tested with:
 * mostly one cause. None, if the application reads the same.
 */
export function explainChange(use: Use, tested: DialectName, other: DialectName): readonly Cause[] {
  const causes = new Map<DifferenceName, Cause>();
  for (const example of exampleRequests(use)) {
    for (const cause of causesOf(use, example, tested, other)) {
      if (!causes.has(cause.name)) causes.set(cause.name, cause);
    }
  }
  return [...causes.values()];
}

/** A set of settings that turns the one answer into the other, of which none can be left out. */
function causesOf(
  use: Use,
  example: Required<MockRequest>,
  tested: DialectName,
  other: DialectName,
): readonly Cause[] {
  const isUnknown = tested === 'documented' && use.with['path'] === 'not found';
  const [from, to] = [settingsOf(tested, !isUnknown), settingsOf(other, true)];
  const before = replay(use, example, brokerOf(tested, from));
  const answerWith = (settings: Settings): Answer =>
    replay(use, example, brokerOf(other, settings));
  const after = answerWith(to);
  const members = membersRead(use.reads, before);
  const [first, ...others] = changesIn(members, before, after);
  if (!first) return [];
  let names = DIFFERENCE_NAMES.filter((name) => valueOf(from, name) !== valueOf(to, name));
  const suffices = (some: readonly DifferenceName[]): boolean => {
    const answer = answerWith(mixed(from, to, some));
    return (
      changesIn(members, answer, after).length === 0 &&
      changesIn(members, before, answer).length > 0
    );
  };
  // What is asked first is what remains last: the table begins with what others depend on.
  for (const name of names.toReversed()) {
    const rest = names.filter((each) => each !== name);
    if (suffices(rest)) names = rest;
  }
  const causeOf = (name: DifferenceName): Cause => {
    // What the answer lacks while only this cause is missing.
    const rest = names.filter((each) => each !== name);
    const noticed = changesIn(members, answerWith(mixed(from, to, rest)), after).map(
      (change) => [first, ...others].find(({ member }) => member === change.member) ?? change,
    );
    const [own, ...more] = noticed;
    const changes: Cause['changes'] = own ? [own, ...more] : [first, ...others];
    return { name, changes, example, answers: [before, after] };
  };
  return namedCauses(names).map(causeOf);
}

/** A behaviour of the release explains more than what all brokers have in common. */
function namedCauses(causes: readonly DifferenceName[]): readonly DifferenceName[] {
  const behaviours = causes.filter(isBehaviour);
  return behaviours.length > 0 ? behaviours : causes;
}
