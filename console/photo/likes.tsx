import { useState } from "preact/hooks";
import { type Answer, ask, type Credential } from "../ask.ts";
import { More } from "../grid.tsx";
import type { Author, Media } from "../media.ts";
import { usePages } from "../pages.ts";
import { Face } from "../picture.tsx";
import { Refusal } from "../says.tsx";

interface Props {
  photo: Media;
  credential: Credential | null;
  onChange: () => void;
}

/** How many like a photo and who; with a token, giving one's own like and taking it back. */
export function Likes({ photo, credential, onChange }: Props) {
  const [refused, setRefused] = useState<Answer | null>(null);
  const [isOpen, setOpen] = useState(false);
  const { count } = photo.likes;
  const hasLiked = photo.user_has_liked === true;
  const path = `/v1/media/${photo.id}/likes`;

  const toggle = async () => {
    const answer = await ask({ method: hasLiked ? "DELETE" : "POST", path }, credential);
    setRefused(answer.error ? answer : null);
    onChange();
  };
  return (
    <section class="likes" aria-label="Likes">
      <div class="like-line">
        <button type="button" class="like" aria-pressed={hasLiked} onClick={toggle}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M12 20.3 4.2 12.6a5 5 0 0 1 7.1-7.1l.7.8.7-.8a5 5 0 0 1 7.1 7.1z" />
          </svg>
          {hasLiked ? "Liked" : "Like"}
        </button>
        <button
          type="button"
          class="link"
          aria-expanded={isOpen}
          disabled={count === 0}
          onClick={() => setOpen(!isOpen)}
        >
          {count.toLocaleString("en")} like{count === 1 ? "" : "s"}
        </button>
        <span class="faces">
          {photo.likes.data.slice(0, 5).map((author) => (
            <Face key={author.id} author={author} />
          ))}
        </span>
      </div>
      {refused && <Refusal answer={refused} />}
      {isOpen && <Likers path={`${path}?count=20`} credential={credential} known={count} />}
    </section>
  );
}

function Likers({ path, credential, known }: { path: string; credential: Credential | null; known: number }) {
  const { items, answer, isLoading, more } = usePages<Author>(path, credential);
  return (
    <div class="likers">
      {answer?.error && <Refusal answer={answer} />}
      <ul>
        {items.map((author) => (
          <li key={author.id}>
            <Face author={author} />
            <bdi>{author.username}</bdi>
          </li>
        ))}
      </ul>
      {answer && !more && !isLoading && items.length < known && (
        <p class="note">{known - items.length} more came without names.</p>
      )}
      <More more={more} isLoading={isLoading} />
    </div>
  );
}
