import { expect, test } from 'vitest';
import { isTopicFilter, isTopicName } from '../../../mock/hosts/mqtt/topics.js';

const split = (topics: string): string[] => topics.split(',');
const FILTERS = '#,+,/,a/#,+/+,a/+/b,/+,$share/g/a,$share/g/#,$share/g//,share/+';
const NO_FILTERS =
  ',#/a,a#,a/#/b,a+,+a/b,##,$share/,$share/g,$share/g/,$share//a,$share/+/a,$share/g/a#';

test.each(split('a,/,a/b,/a,a//b,a b,$SYS/x,主题'))('%j is a topic name', (topic) => {
  expect(isTopicName(topic)).toBe(true);
});

test.each(split(',#,a/+,a+b,a/#'))('%j is no topic name', (topic) => {
  expect(isTopicName(topic)).toBe(false);
});

test.each(split(FILTERS))('%j is a topic filter', (filter) => {
  expect(isTopicFilter(filter)).toBe(true);
});

test.each(split(NO_FILTERS))('%j is no topic filter', (filter) => {
  expect(isTopicFilter(filter)).toBe(false);
});
