import type { Place } from "./photo.ts";
import type { StoredUser } from "./stored.ts";

/** What an import did so far, for its summary. */
export interface Tally {
  media: Changes;
  users: Changes;
  comments: Changes;
  likes: Changes;
  tags: Changes;
  places: Changes;
  /** Records that could not be taken. */
  refused: number;
  /** Keys that were seen and not kept, and what was changed on the way in, by how often. */
  notKept: Record<string, number>;
}

export interface Changes {
  added: number;
  updated: number;
  unchanged: number;
  /** Taken off a photo by a newer record of it (listed likers, tags). */
  removed: number;
}

// Together they keep a batch under 50 ms, so that a server on the same database is never kept waiting.
const BATCH_PHOTOS = 500;

/** An import under way. */
export interface Progress {
  tally: Tally;
  /** Whether it only tells what it would do. */
  dry: boolean;
  /** About how many rows it wrote, or would write, and how many it may; where it may no more, it is full. */
  rows: { written: number; most: number; full: boolean };
  /** Photos that are written together at most. */
  batch: number;
  users: Known<string, StoredUser>;
  places: Known<number, Place>;
  /** The pks of users whom it made private. Their pictures have to be renamed. */
  hidden: number[];
  /** Counts and tells a record that can't be taken: its position and why. */
  refuse(where: string, reason: string): void;
}

/** People or places that stand in many records: as they are stored, to look each up once, and met, to count each once. */
export interface Known<Id, Row> {
  stored: Map<Id, Row>;
  met: Set<Id>;
}

// Memory stays flat: past so many, some are looked up, and counted as unchanged, again.
const MOST_KNOWN = 100_000;

const KINDS = ["media", "users", "comments", "likes", "tags", "places"] as const;

/** An import that has not begun. `tell` hears of each refused record. A `dry` one writes nothing. */
export function begin(tell: (where: string, reason: string) => void, dry = false): Progress {
  const none = (): Changes => ({ added: 0, updated: 0, unchanged: 0, removed: 0 });
  const kinds = { media: none(), users: none(), comments: none(), likes: none(), tags: none(), places: none() };
  // Without a prototype: a key may be called __proto__.
  const tally: Tally = { ...kinds, refused: 0, notKept: Object.create(null) };
  return {
    tally,
    dry,
    rows: { written: 0, most: Infinity, full: false },
    batch: BATCH_PHOTOS,
    users: { stored: new Map(), met: new Set() },
    places: { stored: new Map(), met: new Set() },
    hidden: [],
    refuse(where, reason) {
      tally.refused++;
      tell(where, reason);
    },
  };
}

/** Counts something that was seen and not kept. */
export function note({ tally: { notKept } }: Progress, what: string) {
  notKept[what] = (notKept[what] ?? 0) + 1;
}

/** Counts a person or place, unchanged ones once. */
export function countOnce<Id>(changes: Changes, change: "added" | "updated" | "unchanged", met: Set<Id>, id: Id) {
  if (change !== "unchanged" || !met.has(id)) changes[change]++;
  met.add(id);
}

/** Forgets known people or places when there are too many. */
export function trim<Id, Row>({ stored, met }: Known<Id, Row>) {
  if (stored.size > MOST_KNOWN) stored.clear();
  if (met.size > MOST_KNOWN) met.clear();
}

/** A tally as lines for a terminal. */
export function summary(tally: Tally): string {
  const rows = KINDS.map((kind) => {
    const { added, updated, unchanged, removed } = tally[kind];
    const counts = `${added} added, ${updated} updated, ${unchanged} unchanged`;
    return `${kind.padEnd(9)} ${counts}${removed > 0 ? `, ${removed} removed` : ""}`;
  });
  const notKept = Object.entries(tally.notKept).map(([key, times]) => `  ${key}: ${times}`);
  return [
    ...rows,
    `refused   ${tally.refused}`,
    ...(notKept.length > 0 ? ["seen and not kept:", ...notKept] : []),
  ].join("\n");
}
