import { useEffect, useRef } from "preact/hooks";
import { clock } from "./window.ts";

interface Props {
  until: number | null;
  now: number;
  onUntil: (until: number | null) => void;
}

/** The end of the window as a date to type, and the way back to now. A date to come is now. */
export function Until({ until, now, onUntil }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const shown = localValue(until ?? now);
  useEffect(() => {
    if (field.current && document.activeElement !== field.current) field.current.value = shown;
  }, [shown]);
  const changed = () => {
    const time = Math.floor(new Date(field.current?.value ?? "").getTime() / 1000);
    if (time > 0) onUntil(time >= clock() - 60 ? null : time);
  };
  return (
    <span class="until">
      <input ref={field} type="datetime-local" aria-label="Window ends" onChange={changed} />
      <button type="button" class="quiet" disabled={until === null} onClick={() => onUntil(null)}>
        Now
      </button>
    </span>
  );
}

const localValue = (time: number) => {
  const date = new Date(time * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};
