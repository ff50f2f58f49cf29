import {
  DockerfileParser,
  type JSONInstruction,
  type Copy,
  type Instruction,
} from 'dockerfile-ast';

/** A step of a Dockerfile that changes files or settings. */
export interface Step {
  readonly keyword: string;
  /** What follows the keyword, in one line. */
  readonly text: string;
  /** The strings of the JSON form; empty in the shell form. */
  readonly words: readonly string[];
  /** `--from` of COPY. */
  readonly from?: string;
}

/** A stage, from its FROM on. */
export interface Stage {
  readonly name: string;
  readonly image: string;
  readonly steps: readonly Step[];
}

const isJson = (instruction: Instruction): instruction is JSONInstruction =>
  'getJSONStrings' in instruction;
const isCopy = (instruction: Instruction): instruction is Copy => 'getFromFlag' in instruction;

function stepOf(instruction: Instruction): Step {
  const from = isCopy(instruction) ? instruction.getFromFlag()?.getValue() : undefined;
  const texts = isJson(instruction) ? instruction.getJSONStrings() : [];
  return {
    keyword: instruction.getKeyword(),
    text: instruction
      .getArguments()
      .map((argument) => argument.getValue())
      .join(' '),
    words: texts.map((text) => JSON.parse(text.getValue()) as string),
    ...(typeof from === 'string' && { from }),
  };
}

/** The stages of a Dockerfile, in order. */
export function stagesOf(dockerfile: string): Stage[] {
  const stages: { name: string; image: string; steps: Step[] }[] = [];
  for (const instruction of DockerfileParser.parse(dockerfile).getInstructions()) {
    const step = stepOf(instruction);
    if (step.keyword === 'FROM') {
      const [image = '', , name = String(stages.length)] = step.text.split(' ');
      stages.push({ name, image, steps: [] });
    } else {
      stages.at(-1)?.steps.push(step);
    }
  }
  return stages;
}
