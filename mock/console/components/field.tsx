import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

export interface FieldProps {
  readonly label: string;
  /** @param id for the input that the label names. */
  readonly children: (id: string) => ComponentChildren;
}

/** A labelled field of a form. */
export function Field({ label, children }: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}
