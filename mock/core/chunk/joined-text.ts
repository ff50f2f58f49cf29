/** From this number of matches on, in at most `DENSE` times as many values, a test of each value is faster. */
const FEW = 32;
const DENSE = 4;

/** The texts of a column as one, a value on each line: one search runs over all of them. */
export class JoinedText {
  readonly text: string;
  /** Where each value ends; made by the first search that finds one. */
  #ends: Uint32Array | undefined;

  constructor(private readonly values: readonly unknown[]) {
    this.text = values.join('\n');
  }

  /**
   * Finds the values that contain a text.
   * @param needle neither empty nor with a line end, so that no match spans two values.
   * @param places gets the places of the values, ascending.
   * @returns how many there are.
   */
  find(needle: string, places: Uint16Array): number {
    const { text, values } = this;
    let at = text.indexOf(needle);
    if (at === -1) return 0;
    const ends = (this.#ends ??= endsOf(values));
    let place = 0;
    let count = 0;
    while (at !== -1) {
      while ((ends[place] as number) <= at) place++;
      places[count++] = place++;
      if (count > FEW && place < count * DENSE) break;
      at = text.indexOf(needle, ends[place - 1]);
    }
    if (at === -1) return count;
    for (; place < values.length; place++) {
      if ((values[place] as string).includes(needle)) places[count++] = place;
    }
    return count;
  }
}

function endsOf(values: readonly unknown[]): Uint32Array {
  const ends = new Uint32Array(values.length);
  let end = -1;
  for (let place = 0; place < values.length; place++) {
    end += (values[place] as string).length + 1;
    ends[place] = end;
  }
  return ends;
}
