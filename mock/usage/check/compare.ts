import { isObject } from '../../core/schema.js';
import type { Use } from '../../../openapi/usage/usage.js';
import type { Answer } from './replay.js';

/** What an application reads differently in two answers. */
export interface Change {
  /** `status`, `rows`, `body`, `subscriptions`, or a member such as `meta.count`. */
  readonly member: string;
  readonly from: unknown;
  /** `undefined`: it is absent. */
  readonly to: unknown;
}

type Members = Readonly<Record<string, unknown>>;

/** Each release has a version of its own, and clocks go on. */
const OWN = /(?:^|\.)(?:version|uptime|datetime)$/;

/** The members that an application reads of an answer; `all`: those that the answer has. */
export function membersRead(reads: Use['reads'], { body }: Answer): readonly string[] {
  if (reads !== 'all') return reads;
  const answer = parse(body);
  return answer ? membersOf(answer) : [];
}

/** Of the members that the application reads, those that differ; and what the request has changed. */
export function changesIn(members: readonly string[], from: Answer, to: Answer): readonly Change[] {
  const [before, after] = [from.subscriptions, to.subscriptions];
  const changes = changesInAnswer(members, from, to);
  if (!before || !after || before.join() === after.join()) return changes;
  return [...changes, { member: 'subscriptions', from: before.length, to: after.length }];
}

function changesInAnswer(members: readonly string[], from: Answer, to: Answer): readonly Change[] {
  if (from.status !== to.status) {
    return [{ member: 'status', from: from.status, to: to.status }];
  }
  const [before, after] = [parse(from.body), parse(to.body)];
  if (!before || !after) {
    const isSame = Boolean(before) === Boolean(after);
    return isSame ? [] : [{ member: 'body', from: from.body, to: to.body }];
  }
  const readsRows = members.some((member) => member === 'data' || member.startsWith('data.'));
  const rows = [rowsIn(before)?.length, rowsIn(after)?.length];
  if (readsRows && rows[0] !== rows[1]) {
    const others = members.filter((member) => !/^data(?:\.|$)/.test(member));
    return [{ member: 'rows', from: rows[0], to: rows[1] }, ...changesOf(others, before, after)];
  }
  return changesOf(members, before, after);
}

function changesOf(members: readonly string[], before: Members, after: Members): Change[] {
  return members.flatMap((member): Change[] => {
    if (OWN.test(member)) return [];
    const [from, to] = [valueOf(before, member), valueOf(after, member)];
    return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ member, from, to }];
  });
}

function parse(body: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The rows in `data`; an object there is one row. */
function rowsIn({ data }: Members): readonly unknown[] | undefined {
  if (Array.isArray(data)) return data as readonly unknown[];
  return isObject(data) ? [data] : undefined;
}

/** All members of an answer, as a usage file names them. */
function membersOf(answer: Members): readonly string[] {
  const rows = rowsIn(answer) ?? [];
  return Object.entries(answer).flatMap(([name, value]) => {
    if (name === 'data') {
      const names = rows.flatMap((row) => (isObject(row) ? Object.keys(row) : []));
      return ['data', ...new Set(names.map((each) => `data.${each}`))];
    }
    if (isObject(value)) return Object.keys(value).map((each) => `${name}.${each}`);
    return [name];
  });
}

/** The value of a member: of `data`, a list of those of all rows. */
function valueOf(answer: Members, member: string): unknown {
  if (member === 'data') return rowsIn(answer)?.length;
  if (member === '*') return Object.keys(answer);
  const [, part = '', name] = /^([^.]+)(?:\.(.+))?$/s.exec(member) ?? [];
  if (name === undefined) return answer[part];
  if (part === 'data') return rowsIn(answer)?.map((row) => memberOf(row, name));
  return memberOf(answer[part], name);
}

/** Names may contain dots: `recv_msg.dropped`; and objects may be nested: `stats.channels.count`. */
function memberOf(value: unknown, name: string): unknown {
  if (!isObject(value)) return undefined;
  if (name === '*') return Object.keys(value);
  if (Object.hasOwn(value, name)) return value[name];
  const dot = name.indexOf('.');
  return dot === -1 ? undefined : memberOf(value[name.slice(0, dot)], name.slice(dot + 1));
}
