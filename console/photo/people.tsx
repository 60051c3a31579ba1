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
          {people.map(({ user, position: { x, y } }) => (
            <li
              key={user.id}
              style={{ left: `${x * 100}%`, top: `${y * 100}%` }}
              data-side={x > 0.5 ? "left" : "right"}
            >
              <span>{user.username}</span>
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
