import type { ErrorObject } from 'ajv/dist/2020.js';

/** One difference between a value and its schema. */
export interface Violation {
  /** The path in the value, e.g. `data[0].port`; empty for the whole value. */
  readonly at: string;
  /** One sentence with the path, what was expected and the actual value. */
  readonly message: string;
}

/** Describes Ajv's errors (with `verbose`) in sentences, one for each thing to fix. */
export function violationsOf(errors: readonly ErrorObject[]): Violation[] {
  return withoutDuplicates(errors).map((error) => {
    const at = readablePath(pathOf(error));
    return { at, message: `${at || 'The value'} ${expectation(error)}.` };
  });
}

/**
 * Ajv reports a failed `oneOf` and also each of its branches, and a failed branch of an `if` and also
 * the `if`. Keeps the `oneOf` and the branch of the `if`.
 */
function withoutDuplicates(errors: readonly ErrorObject[]): ErrorObject[] {
  const choices = errors.filter(({ keyword }) => keyword === 'oneOf');
  return errors.filter(
    (error) =>
      error.keyword !== 'if' &&
      !choices.some(
        (choice) => choice !== error && isAtOrUnder(error.instancePath, choice.instancePath),
      ),
  );
}

const isAtOrUnder = (path: string, root: string): boolean =>
  path === root || path.startsWith(`${root}/`);

/** For a missing member, the path of that member instead of its parent's. */
function pathOf({ keyword, instancePath, params }: ErrorObject): string {
  if (keyword !== 'required') return instancePath;
  const name = String(params['missingProperty']).replaceAll('~', '~0').replaceAll('/', '~1');
  return `${instancePath}/${name}`;
}

/** Converts `/data/0/port` to `data[0].port`. */
function readablePath(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => {
      if (/^\d+$/.test(part)) return `[${part}]`;
      return /^[A-Za-z_$][\w$]*$/.test(part) ? `.${part}` : `[${JSON.stringify(part)}]`;
    })
    .join('')
    .replace(/^\./, '');
}

function expectation(error: ErrorObject): string {
  const but = `but is ${shorten(error.data)}`;
  const { keyword, params, schema } = error;
  switch (keyword) {
    case 'required':
      return 'is missing';
    case 'type':
      return `must be of type ${[params['type']].flat().join(' or ')}, ${but}`;
    case 'const':
      return `must be ${JSON.stringify(schema)}, ${but}`;
    case 'enum':
    case 'oneOf':
      return `must be one of ${list(schema)}, ${but}`;
    case 'minimum':
    case 'maximum':
      return `must be ${String(params['comparison'])} ${String(params['limit'])}, ${but}`;
    case 'minLength':
      return `must have ${String(params['limit'])} or more characters, ${but}`;
    case 'minItems':
      return `must have ${String(params['limit'])} or more items, ${but}`;
    case 'pattern':
      return `must look like YYYY-MM-DD HH:mm:ss, ${but}`;
    case 'false schema':
      return `must be absent, ${but}`;
    default:
      return `${error.message ?? `breaks ${keyword}`}, ${but}`;
  }
}

/** The values of an enum, or the names of the branches of a `oneOf`. */
function list(choices: unknown): string {
  return (choices as readonly unknown[])
    .map((choice) => {
      if (typeof choice !== 'object' || choice === null) return JSON.stringify(choice);
      if ('const' in choice) return JSON.stringify(choice.const);
      return '$ref' in choice ? String(choice.$ref).replace(/.*\//, '') : JSON.stringify(choice);
    })
    .join(', ');
}

const LONGEST = 80;

function shorten(value: unknown): string {
  const text = (JSON.stringify(value) as string | undefined) ?? 'undefined';
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
