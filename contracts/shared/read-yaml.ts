import { parseAllDocuments } from 'yaml';

/** Why a text is not one document of YAML: a sentence without its full stop. */
class NotYaml extends Error {
  override readonly name = 'NotYaml';
}

/**
 * Reads one document of YAML, and so JSON too.
 * @returns `null` for an empty text
 * @throws NotYaml that names the line, and shows no text of the file: it may have a secret
 */
export function readYaml(text: string): unknown {
  const documents = parseAllDocuments(text, { prettyErrors: true });
  if (!Array.isArray(documents)) return null;
  const [document, second] = documents;
  if (second) throw new NotYaml('it has more than one document (a line "---")');
  if (!document) return null;
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) throw new NotYaml(reasonOf(problem));
  try {
    return document.toJS();
  } catch (cause) {
    throw new NotYaml(reasonOf(cause as Error), { cause });
  }
}

/** The first line of a message; the parser's excerpt of the file follows. */
function reasonOf({ message }: Error): string {
  const [first = ''] = message.split('\n');
  const [what = ''] = first.split(':');
  const place = / at line \d+, column \d+/.exec(first)?.[0] ?? '';
  return what.replace(place, '') + place;
}
