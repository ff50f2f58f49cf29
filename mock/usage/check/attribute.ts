import { BEHAVIOURS, type Behaviours, behavioursOf } from '../../core/releases/behaviours.js';
import { composeDialect, TRAITS, type Traits } from '../../core/releases/dialect-of.js';
import { releaseNamed, type DialectName } from '../../core/releases/releases.js';
import { DIFFERENCE_NAMES, type DifferenceName } from '../../../openapi/usage/differences.js';
import type { Use } from '../../../openapi/usage/usage.js';
import { type Change, changesIn, membersRead } from './compare.js';
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

/** How a release answers a use differently from the dialect that it was tested with. */
export interface AnswerChange {
  readonly answers: readonly [tested: Answer, other: Answer];
  /** What makes the difference, and which part of it: mostly one cause. */
  readonly causes: readonly Cause[];
}

/** One difference between the dialects, and what the application notices of it. */
export interface Cause {
  readonly name: DifferenceName;
  readonly changes: readonly [Change, ...Change[]];
}

/**
 * Answers an example of a use in both dialects and finds what makes the difference: a set of
 * settings that turns the one answer into the other, of which none can be left out.
 * @returns `undefined` if the application reads the same.
 */
export function explainChange(
  use: Use,
  tested: DialectName,
  other: DialectName,
): AnswerChange | undefined {
  const isUnknown = tested === 'documented' && use.with['path'] === 'not found';
  const [from, to] = [settingsOf(tested, !isUnknown), settingsOf(other, true)];
  const [before, after] = [replay(use, brokerOf(tested, from)), replay(use, brokerOf(other, to))];
  const members = membersRead(use.reads, before);
  const [first, ...others] = changesIn(members, before, after);
  if (!first) return undefined;
  let causes = DIFFERENCE_NAMES.filter((name) => valueOf(from, name) !== valueOf(to, name));
  const suffices = (names: readonly DifferenceName[]): boolean => {
    const answer = replay(use, brokerOf(other, mixed(from, to, names)));
    return (
      changesIn(members, answer, after).length === 0 &&
      changesIn(members, before, answer).length > 0
    );
  };
  // What is asked first is what remains last: the table begins with what others depend on.
  for (const name of causes.toReversed()) {
    const rest = causes.filter((each) => each !== name);
    if (suffices(rest)) causes = rest;
  }
  const causeOf = (name: DifferenceName): Cause => {
    // What the answer lacks while only this cause is missing.
    const rest = causes.filter((each) => each !== name);
    const without = replay(use, brokerOf(other, mixed(from, to, rest)));
    const noticed = changesIn(members, without, after).map(
      (change) => [first, ...others].find(({ member }) => member === change.member) ?? change,
    );
    const [own, ...more] = noticed;
    return { name, changes: own ? [own, ...more] : [first, ...others] };
  };
  return { answers: [before, after], causes: namedCauses(causes).map(causeOf) };
}

/** A behaviour of the release explains more than what all brokers have in common. */
function namedCauses(causes: readonly DifferenceName[]): readonly DifferenceName[] {
  const behaviours = causes.filter(isBehaviour);
  return behaviours.length > 0 ? behaviours : causes;
}
