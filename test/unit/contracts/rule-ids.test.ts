import { describe, expect, it } from 'vitest';
import { rules } from '../../../contracts/rules/index.js';

describe('the rules of the contract', () => {
  it('have stable ids, which profiles name', () => {
    expect(rules.map(({ id, level }) => `${level} ${id}`)).toMatchSnapshot();
  });

  it('have unique ids, each with the name of its group', () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    expect(rules.filter(({ id, group }) => !id.startsWith(`${group}/`))).toEqual([]);
  });

  it('cite the documents, a decision or a standard', () => {
    const cited =
      /^(GET|DELETE) \/clients|decisions\.md #\d|response example|RFC \d|MQTT 5\.0|WHATWG/;
    expect(rules.filter(({ clause }) => !cited.test(clause)).map(({ id }) => id)).toEqual([]);
  });

  it('are a MUST only if the documents state them, else a SHOULD', () => {
    const demanded = rules.filter(({ level }) => level === 'MUST');
    const onlyDecided = demanded.filter(({ clause }) => clause.startsWith('decisions.md'));
    expect(onlyDecided.map(({ id }) => id)).toEqual([]);
  });
});
