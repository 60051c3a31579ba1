import type { Media } from "../media.ts";
import { Face } from "../picture.tsx";
import { agoWords, clock } from "../window.ts";

/** The last comments of a photo, oldest first as v1 has them, and how many there are. */
export function Comments({ photo: { comments } }: { photo: Media }) {
  const { data, count } = comments;
  return (
    <section class="comments" aria-label="Comments">
      <h3>
        {count.toLocaleString("en")} comment{count === 1 ? "" : "s"}
        {data.length > 0 && data.length < count && <small>, the last {data.length}</small>}
      </h3>
      <ul>
        {data.map(({ id, from, text, created_time }) => (
          <li key={id}>
            <Face author={from} />
            <p>
              <b>{from.username}</b> <span dir="auto">{text}</span>
              <time>{agoWords(Number(created_time), clock())}</time>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
