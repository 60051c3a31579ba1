import { useState } from "preact/hooks";
import type { Media } from "../media.ts";

/** The people on a photo, each at their place on it. A position is a share of the picture's side, from the top left. */
export function People({ photo: { users_in_photo: people } }: { photo: Media }) {
  const [isShown, setShown] = useState(true);
  if (people.length === 0) return null;
  return (
    <>
      {isShown && (
        <ul class="people" aria-label="People on this photo">
          {people.map(({ user, position: { x, y } }, i) => (
            <li
              key={user.id}
              style={{ left: `${x * 100}%`, top: `${y * 100}%` }}
              data-side={x > 0.5 ? "left" : "right"}
            >
              <span style={{ top: `${rowOf(people, i) * 24 - 8}px` }}>{user.username}</span>
            </li>
          ))}
        </ul>
      )}
      <button type="button" class="people-toggle" aria-pressed={isShown} onClick={() => setShown(!isShown)}>
        {people.length === 1 ? "1 person" : `${people.length} people`}
      </button>
    </>
  );
}

/** Under how many other names a person's name stands: those of people beside them that come before. */
function rowOf(people: Media["users_in_photo"], i: number): number {
  const { x, y } = people[i]?.position ?? { x: 0, y: 0 };
  const isBeside = (other: { x: number; y: number }) => Math.abs(other.y - y) < 0.05 && Math.abs(other.x - x) < 0.35;
  return people.slice(0, i).filter(({ position }) => isBeside(position)).length;
}
