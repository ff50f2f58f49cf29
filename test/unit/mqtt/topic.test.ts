import { expect, test } from 'vitest';
import { isTopicFilter, isTopicName } from '../../../mock/hosts/mqtt/topic.js';

test.each(['a', '/', 'a/b', '/a', 'a//b', 'a b', '$SYS/x', '主题'])(
  '%j is a topic name',
  (topic) => {
    expect(isTopicName(topic)).toBe(true);
  },
);

test.each(['', '#', 'a/+', 'a+b', 'a/#'])('%j is no topic name', (topic) => {
  expect(isTopicName(topic)).toBe(false);
});

test.each([
  '#',
  '+',
  '/',
  'a/#',
  '+/+',
  'a/+/b',
  '/+',
  '$share/g/a',
  '$share/g/#',
  '$share/g//',
  'share/+',
])('%j is a topic filter', (filter) => {
  expect(isTopicFilter(filter)).toBe(true);
});

test.each([
  '',
  '#/a',
  'a#',
  'a/#/b',
  'a+',
  '+a/b',
  '##',
  '$share/',
  '$share/g',
  '$share/g/',
  '$share//a',
  '$share/+/a',
  '$share/g/a#',
])('%j is no topic filter', (filter) => {
  expect(isTopicFilter(filter)).toBe(false);
});
