/** The generated part of docs/options.md: the options as the commands themselves define them. */
import type { Command, Option } from 'commander';
import { createProgram } from '../../contracts/cli/main.js';
import { createCommand } from '../../mock/cli/main.js';
import { code, table } from './markdown.js';

/** Pages that explain an option, by its long name. */
const PAGES: Readonly<Record<string, string>> = {
  '--companions': 'front-end.md#whole-front-ends',
  '--no-cors': 'front-end.md#cors-and-proxies',
  '--scenario': 'qa.md#scenarios',
  '--coverage': 'qa.md#what-was-never-tried',
  '--from': 'state-files.md#load-clients',
  '--persist': 'state-files.md#keep-clients',
  '--dialect': 'differences.md',
  '--fault': 'faults.md',
  '--stub': 'stubs.md#stubs',
  '--proxy-record': 'stubs.md#proxy',
  '--control-token': 'control-api.md',
  '--tls': 'mqtt.md#tls-and-websocket',
  '--kick': 'production.md',
  '--profile': 'profiles.md',
  '--update-profile': 'profiles.md#a-profile-of-your-own',
  '--report': 'ci.md#reports',
  '--budget': 'production.md#load',
};

/** All options of both commands, with a heading for each command. */
export function optionTables(): string {
  const silent = { stdout: () => undefined, stderr: () => undefined, env: {} };
  const mock = createCommand(silent);
  const contract = createProgram(silent);
  const asking = contract.commands.filter((each) => each.options.some(isOption('--user')));
  const shared = (asking[0]?.options ?? []).filter((option) =>
    asking.every((each) => each.options.some((other) => isSame(option, other))),
  );
  return [
    '## emqx-mock',
    optionTable(mock.options),
    ...mock.commands.flatMap((each) => sections('emqx-mock', each, [])),
    '## emqx-contract',
    `${sentence(contract)} These options are those of every command that asks a broker:`,
    optionTable(shared),
    ...contract.commands.flatMap((each) => sections('emqx-contract', each, shared)),
  ].join('\n\n');
}

/** A command and its subcommands. */
function sections(parent: string, command: Command, shared: readonly Option[]): string[] {
  const name = `${parent} ${command.name()}`;
  return [
    section(parent, command, shared),
    ...command.commands.flatMap((each) => sections(name, each, shared)),
  ];
}

function section(parent: string, command: Command, shared: readonly Option[]): string {
  const given = command.registeredArguments.map((argument) => {
    const text = `${argument.name()}${argument.variadic ? '...' : ''}`;
    return argument.required ? `<${text}>` : `[${text}]`;
  });
  const own = command.options.filter((option) => !shared.some((each) => isSame(option, each)));
  return [
    `### ${parent} ${command.name()}`,
    `${code([parent, command.name(), ...given].join(' '))}: ${sentence(command)}`,
    ...(own.length > 0 ? [optionTable(own)] : []),
  ].join('\n\n');
}

const isOption =
  (long: string) =>
  (option: Option): boolean =>
    option.long === long;

const isSame = (a: Option, b: Option): boolean =>
  a.flags === b.flags && a.description === b.description;

const sentence = (command: Command): string => {
  const text = command.description();
  return `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.?$/, '.')}`;
};

function optionTable(options: readonly Option[]): string {
  return table(
    ['Option', 'Default', 'Description'],
    options.map((option) => [flagsOf(option), defaultOf(option), descriptionOf(option)]),
  );
}

function flagsOf({ flags, long = '' }: Option): string {
  const page = PAGES[long];
  return page === undefined ? code(flags) : `[${code(flags)}](${page})`;
}

const WRITTEN_DEFAULT = / \(default: ((?:[^()]|\([^)]*\))+)\)/;

function defaultOf({ defaultValue, description }: Option): string {
  const [, written] = WRITTEN_DEFAULT.exec(description) ?? [];
  if (written !== undefined) return written;
  if (defaultValue === undefined || defaultValue === false) return '';
  return defaultValue === true ? 'on' : code(String(defaultValue));
}

function descriptionOf({ description, argChoices }: Option): string {
  const choices = argChoices ? `: ${argChoices.map(code).join(', ')}` : '';
  // A name in angle brackets would be an HTML element.
  return `${description.replace(WRITTEN_DEFAULT, '')}${choices}`
    .replaceAll('|', '\\|')
    .replace(/(?<!`)<([^>]+)>/g, '`<$1>`');
}
