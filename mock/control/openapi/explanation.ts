import * as s from '../../core/schema.js';
import { boolean, nullable, oneOfTexts, ref } from './operation.js';

const rowNumber = (what: string) =>
  nullable(s.integer(`${what}; null if the page is empty.`, { minimum: 1 }));

const node = s.text('The node that has the client.');
const row = s.integer('Its position among the rows that are left, from 1.', { minimum: 1 });
const condition = ref('ExplainedCondition');

/** `GET /__mock/explain`: sentences, and the data behind each, for programs and other languages. */
export const EXPLANATION_SCHEMAS = {
  Explanation: s.object({
    request: s.text('Method, path and query.'),
    dialect: s.text('The broker release that the mock imitates.'),
    outcome: oneOfTexts(
      ['page', 'refused', 'crash', 'limit', 'other'],
      '`page`: rows, see `page`; `refused`: see `parameters`; `crash`: HTTP 500; `limit`: more than the mock does.',
    ),
    answer: s.text('The answer, in a sentence.'),
    fault: s.optional(s.text('The fault that was applied.')),
    client: s.optional(
      s.object({
        clientid: s.text('The client in question.'),
        inAnswer: boolean('Whether the answer contains it.'),
        because: s.list(s.text('A sentence for each node that has it.')),
        reasons: s.list(ref('ExplainedReason')),
      }),
    ),
    parameters: s.optional(
      s.list(
        s.object({
          name: s.text('The name of the parameter.'),
          raw: nullable(s.text('The value as in the URL.')),
          value: nullable(s.text('The decoded value.')),
          means: s.text('How it was read.'),
          meaning: s.object({
            kind: oneOfTexts(['filter', 'page', 'limit', 'refused', 'ignored'], 'What it does.'),
            condition: s.optional(condition),
            why: s.optional(
              oneOfTexts(
                ['unknown', 'first counts', 'last counts', 'disabled'],
                'Why it is ignored.',
              ),
            ),
            by: s.optional(s.text('The exact filter that disables it.')),
          }),
          expected: s.optional(s.text('What was expected instead.')),
          nearest: s.optional(s.text('The most similar known parameter.')),
        }),
      ),
    ),
    filters: s.optional(
      s.list(
        s.object({
          filter: s.text('The filter, in words.'),
          condition: s.optional(condition),
          left: s.integer('Clients left.'),
        }),
      ),
    ),
    page: s.optional(
      s.object({
        page: s.text('The page.'),
        limit: s.text('Rows per page.'),
        first: rowNumber('The first row'),
        last: rowNumber('The last row'),
        of: s.integer('Number of all rows.'),
        hasnext: boolean('Whether more rows follow.'),
      }),
    ),
    decisions: s.list(
      s.object({
        decision: s.text('E.g. decisions.md#6.'),
        says: s.text('The decision, in a sentence.'),
      }),
    ),
  }),
  ExplainedCondition: s.object({
    field: s.text('The member of a client that is compared.'),
    compares: oneOfTexts(
      ['is', 'contains', 'matches', 'at least', 'at most', 'anything', 'nothing'],
      'How. With `anything` and `nothing` there is no value.',
    ),
    value: s.optional(
      s.check(
        { type: ['string', 'number'], description: 'With this; a long text is cut.' },
        'a text or a number',
        () => true,
      ),
    ),
    utc: s.optional(s.text('Of a time: YYYY-MM-DD HH:mm:ss in UTC.')),
    syntax: s.optional(s.text('Of `matches`: what the value is, such as a regular expression.')),
  }),
  ExplainedReason: s.object({
    reason: oneOfTexts(
      ['sent', 'other page', 'no rows requested', 'filter', 'found', 'unknown'],
      'Why the client of a node is, or is not, in the answer.',
    ),
    node: s.optional(node),
    row: s.optional(row),
    page: s.optional(s.integer('Of `other page`: the one that has it.')),
    requested: s.optional(s.text('Of `other page`: the page that was requested.')),
    condition: s.optional(condition),
    own: s.optional(
      s.check(
        { description: "Of `filter`: the client's own value; null if it has none." },
        'any value',
        () => true,
      ),
    ),
    similar: s.optional(s.list(s.text('Of `unknown`: an id that differs in case or blanks.'))),
  }),
};
