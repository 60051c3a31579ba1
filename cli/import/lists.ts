import type { Write } from "../batch.ts";
import * as sql from "../statements.ts";
import type { Photo } from "./photo.ts";
import type { Beside, StoredComment, StoredMedia } from "./stored.ts";
import type { Changes } from "./tally.ts";

/** Comments of a newer record are added or replaced by id; others stay. */
export function planComments(
  { id, comments }: Photo,
  known: StoredMedia | undefined,
  beside: Beside,
  changes: Changes,
  write: Write,
) {
  const all = (known && beside.comments.get(known.pk)) ?? [];
  const stored = new Map(all.map((comment) => [comment.id, comment]));
  const place = placing(all);
  for (const { created_time, text, from, ...comment } of comments) {
    const before = stored.get(comment.id);
    const position = place(created_time, before);
    const author = JSON.stringify(from);
    const same = before && before.created_time === created_time && before.text === text && before.author === author;
    changes[same ? "unchanged" : before ? "updated" : "added"]++;
    if (same && before.position === position) continue;
    if (before) write(sql.DROP_COMMENTS, before.media_pk, before.created_time, before.position, before.id);
    write(sql.PUT_COMMENTS, id, from.id, created_time, position, comment.id, text, from);
  }
}

/**
 * Gives comments, one after the other as they are listed, their position among those of one second: the stored one where
 * it follows on, so that a list that begins later moves nothing; a new comment goes after all.
 */
function placing(stored: StoredComment[]) {
  const highest = new Map<number, number>();
  for (const { created_time, position } of stored) {
    highest.set(created_time, Math.max(position, highest.get(created_time) ?? -1));
  }
  const last = new Map<number, number>();
  return (time: number, before: StoredComment | undefined): number => {
    const previous = last.get(time) ?? -1;
    const follows = before?.created_time === time && before.position > previous;
    const position = follows ? before.position : Math.max(previous, before ? -1 : (highest.get(time) ?? -1)) + 1;
    last.set(time, position);
    return position;
  };
}

/** The likers that a newer record lists take the place of those listed before; likes with a time stay as they are. */
export function planLikes(
  { id, likes }: Photo,
  known: StoredMedia | undefined,
  beside: Beside,
  changes: Changes,
  write: Write,
) {
  const stored = new Map((known && beside.likes.get(known.pk))?.map((like) => [like.user_id, like]));
  for (const [position, { created_time, ...liker }] of likes.entries()) {
    const before = stored.get(liker.id);
    stored.delete(liker.id);
    const dated = known !== undefined && beside.dated.has(`${known.pk} ${liker.id}`);
    const same = dated || (!created_time && before?.liker === JSON.stringify(liker) && before.position === position);
    changes[same ? "unchanged" : before ? "updated" : "added"]++;
    if (same) continue;
    if (before) write(sql.DROP_LIKES, before.media_pk, before.position, before.user_pk);
    write(sql.PUT_LIKES, id, liker.id, position, liker, created_time ?? 0);
  }
  for (const { media_pk, position, user_pk } of stored.values()) {
    changes.removed++;
    write(sql.DROP_LIKES, media_pk, position, user_pk);
  }
}

/** Tags have no rows: they are only counted. */
export function countTags(tags: string[], before: string[], changes: Changes) {
  const kept = tags.filter((tag) => before.includes(tag)).length;
  changes.added += tags.length - kept;
  changes.unchanged += kept;
  changes.removed += before.length - kept;
}
