import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Row } from '../../api/list.js';
import { useRowWindow } from '../../components/row-window.js';
import { Brief } from '../../components/text.js';
import { t } from '../../messages/translate.js';
import { hrefOf } from '../../shell/route.js';
import { chosenColumns, isNumeric } from './columns.js';

export interface ClientTableProps {
  readonly rows: readonly Row[];
  readonly query: string;
  /** The position of the first row in the whole list, from 1. */
  readonly firstRow: number;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
  readonly isLoading: boolean;
}

/** Pixels; the style sheet has the same. */
const ROW_HEIGHT = 31;

const keyOf = ({ clientid, node }: Row): string => `${clientid}\n${String(node)}`;

/** The clients of a page. Arrow keys move between rows, Space selects, Enter opens. */
export function ClientTable(props: ClientTableProps) {
  const { rows, query, firstRow, selected, onSelect, isLoading } = props;
  const box = useRef<HTMLDivElement>(null);
  const columns = chosenColumns();
  const { start, end, before, after } = useRowWindow(box, rows.length, ROW_HEIGHT);
  const isFresh = useFreshRows(rows, columns, query);
  const focusRow = useRowFocus(box, start, end);

  function toggle(clientid: string): void {
    const next = new Set(selected);
    if (!next.delete(clientid)) next.add(clientid);
    onSelect(next);
  }
  function onKey(event: KeyboardEvent, index: number): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const row = rows[index];
    if (step !== undefined && rows[index + step]) focusRow(index + step);
    else if (event.key === ' ' && row && event.target instanceof HTMLAnchorElement) {
      toggle(row.clientid);
    } else return;
    event.preventDefault();
  }
  const isAll = rows.length > 0 && rows.every(({ clientid }) => selected.has(clientid));
  return (
    <div
      class="table-box"
      ref={box}
      tabIndex={0}
      role="region"
      aria-label={t('view.clients')}
      aria-busy={isLoading}
    >
      <table class="clients" aria-rowcount={rows.length + 1} aria-label={t('view.clients')}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" class="check">
              <input
                type="checkbox"
                aria-label={t('clients.selectAll')}
                checked={isAll}
                disabled={rows.length === 0}
                onChange={() =>
                  onSelect(new Set(isAll ? [] : rows.map(({ clientid }) => clientid)))
                }
              />
            </th>
            {columns.map((name) => (
              <th key={name} scope="col" class={isNumeric(name) ? 'mono number' : 'mono'}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <Gap height={before} />}
          {rows.slice(start, end).map((row, offset) => (
            <tr
              key={keyOf(row)}
              aria-rowindex={start + offset + 2}
              aria-selected={selected.has(row.clientid)}
              class={isFresh(row) ? 'fresh' : undefined}
              onKeyDown={(event) => onKey(event, start + offset)}
            >
              <td class="check">
                <input
                  type="checkbox"
                  aria-label={t('clients.select', {
                    row: firstRow + start + offset,
                  })}
                  checked={selected.has(row.clientid)}
                  onChange={() => toggle(row.clientid)}
                />
              </td>
              {columns.map((name) => (
                <td key={name} class={isNumeric(name) ? 'number' : undefined}>
                  {name === 'clientid' ? (
                    <a
                      data-row={start + offset}
                      href={hrefOf({ view: 'clients', segments: [row.clientid], query })}
                    >
                      <Brief text={row.clientid} length={80} />
                    </a>
                  ) : (
                    <Cell name={name} value={row[name]} />
                  )}
                </td>
              ))}
            </tr>
          ))}
          {after > 0 && <Gap height={after} />}
        </tbody>
      </table>
    </div>
  );
}

function Gap({ height }: { readonly height: number }) {
  return (
    <tr aria-hidden="true" class="gap">
      <td style={{ height: `${height}px` }} />
    </tr>
  );
}

function Cell({ name, value }: { readonly name: string; readonly value: unknown }) {
  if (name === 'connected') {
    return <span class={value === true ? 'state on' : 'state off'}>{String(value)}</span>;
  }
  if (value === undefined) return <span class="none">–</span>;
  if (name === 'username' && value === 'undefined') return <span class="none">undefined</span>;
  return <Brief text={typeof value === 'string' ? value : JSON.stringify(value)} length={60} />;
}

/**
 * Which rows others have just added or changed, in the columns that are shown. Another query shows
 * other rows: these are not new.
 */
function useFreshRows(
  rows: readonly Row[],
  columns: readonly string[],
  query: string,
): (row: Row) => boolean {
  const seen = useRef<{ query: string; texts: ReadonlyMap<string, string> } | undefined>(undefined);
  const textOf = (row: Row): string => JSON.stringify(columns.map((name) => row[name]));
  const before = seen.current?.query === query ? seen.current.texts : undefined;
  useEffect(() => {
    seen.current = { query, texts: new Map(rows.map((row) => [keyOf(row), textOf(row)])) };
  }, [rows, columns.join(), query]);
  return (row) => {
    const text = before?.get(keyOf(row));
    return before !== undefined && text !== textOf(row);
  };
}

/** Moves the focus to the link of a row, which may first have to be scrolled into the box. */
function useRowFocus(
  box: { readonly current: HTMLElement | null },
  start: number,
  end: number,
): (index: number) => void {
  const wanted = useRef<number | undefined>(undefined);
  const find = (index: number): HTMLElement | null | undefined =>
    box.current?.querySelector<HTMLElement>(`[data-row="${index}"]`);
  useLayoutEffect(() => {
    if (wanted.current === undefined) return;
    const link = find(wanted.current);
    if (!link) return;
    wanted.current = undefined;
    link.focus();
  }, [start, end]);
  return (index) => {
    const link = find(index);
    if (link) {
      link.focus();
      return;
    }
    wanted.current = index;
    if (box.current) box.current.scrollTop = index * ROW_HEIGHT;
  };
}
