import { useRef, useState } from "preact/hooks";
import { Until } from "./until.tsx";
import {
  clock,
  DAY,
  LONGEST_S,
  SHORTEST_S,
  STRIP_S,
  spanWords,
  stripEnd,
  timeWords,
  type Window,
  windowOf,
} from "./window.ts";

interface Props {
  window: Window;
  /** When the photos that were found were taken. */
  times: number[];
  onWindow: (window: Window) => void;
}

type Grip = "all" | "start" | "end";

/** Two weeks of time as a strip of film, with the window to slide and stretch on it, and a mark for each photo. */
export function Strip({ window, times, onWindow }: Props) {
  const track = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState<number | null>(null);
  const now = clock();
  const last = held ?? stripEnd(window, now);
  const end = window.until ?? now;
  const start = end - window.span;
  const at = (time: number) => `${Math.max(0, Math.min(100, ((time - last + STRIP_S) / STRIP_S) * 100))}%`;

  const move = (grip: Grip, by: number) => {
    if (grip === "start") onWindow(windowOf(Math.min(start + by, end - SHORTEST_S), end, now));
    else if (grip === "end") {
      const to = Math.min(Math.max(end + by, start + SHORTEST_S), start + LONGEST_S);
      onWindow(windowOf(start, to, now));
    } else {
      const to = Math.min(end + by, now);
      onWindow(windowOf(to - window.span, to, now));
    }
  };
  const latest = useRef(move);
  latest.current = move;

  const drag = (grip: Grip) => (event: PointerEvent) => {
    event.preventDefault();
    event.stopPropagation();
    (event.currentTarget as HTMLElement).focus({ preventScroll: true });
    const perPixel = STRIP_S / (track.current?.clientWidth || 1);
    const { clientX } = event;
    const first = move;
    setHeld(last);
    const moved = (next: PointerEvent) => first(grip, (next.clientX - clientX) * perPixel);
    const dropped = () => {
      removeEventListener("pointermove", moved);
      removeEventListener("pointerup", dropped);
      removeEventListener("pointercancel", dropped);
      setHeld(null);
    };
    addEventListener("pointermove", moved);
    addEventListener("pointerup", dropped);
    addEventListener("pointercancel", dropped);
  };

  const key = (grip: Grip) => (event: KeyboardEvent) => {
    const by = { ArrowLeft: -3600, ArrowRight: 3600, PageUp: DAY, PageDown: -DAY, Home: -STRIP_S, End: STRIP_S }[
      event.key
    ];
    if (by === undefined) return;
    event.preventDefault();
    latest.current(grip, by);
  };

  const slider = (grip: Grip, label: string, value: number, text: string) => ({
    role: "slider" as const,
    tabIndex: 0,
    "aria-label": label,
    "aria-valuemin": last - STRIP_S,
    "aria-valuemax": last,
    "aria-valuenow": Math.round(value),
    "aria-valuetext": text,
    onPointerDown: drag(grip),
    onKeyDown: key(grip),
  });

  const endText = window.until === null ? "now" : timeWords(end, now);
  return (
    <div class="strip">
      <div class="strip-words">
        <strong>{spanWords(window.span)}</strong>
        <span>
          {timeWords(start, now)} to {endText}
        </span>
        <Until until={window.until} now={now} onUntil={(until) => onWindow({ ...window, until })} />
      </div>
      <div class="track" ref={track}>
        {days(last).map(({ time, label }) => (
          <span class="day" key={time} style={{ left: at(time) }} aria-hidden="true">
            {label}
          </span>
        ))}
        {[...new Set(times.map(at))].map((left) => (
          <i key={left} class="tick" style={{ left }} />
        ))}
        <div
          class="window"
          style={{ left: at(start), right: `${100 - Number.parseFloat(at(end))}%` }}
          {...slider("all", "Window of time", end, `${timeWords(start, now)} to ${endText}`)}
        />
        <div
          class="grip"
          style={{ left: at(start) }}
          {...slider("start", "Window begins", start, timeWords(start, now))}
        />
        <div class="grip" style={{ left: at(end) }} {...slider("end", "Window ends", end, endText)} />
      </div>
    </div>
  );
}

/** The midnights in the strip that ends at `last`. */
function days(last: number): { time: number; label: string }[] {
  const midnight = new Date((last - STRIP_S) * 1000);
  midnight.setHours(24, 0, 0, 0);
  return Array.from({ length: 14 }, () => {
    const day = { time: midnight.getTime() / 1000, label: String(midnight.getDate()) };
    midnight.setDate(midnight.getDate() + 1);
    return day;
  }).filter(({ time }) => time < last - DAY / 8);
}
