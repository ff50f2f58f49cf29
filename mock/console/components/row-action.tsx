export interface RowActionProps {
  readonly label: string;
  /** Its name for screen readers, which says the row too. */
  readonly name: string;
  readonly onClick: () => void;
}

/** A button at the end of a row of a table. */
export function RowAction({ label, name, onClick }: RowActionProps) {
  return (
    <button type="button" class="quiet" aria-label={name} onClick={onClick}>
      {label}
    </button>
  );
}
