import type { Credential } from "./ask.ts";
import { CostLine } from "./cost.tsx";
import { Play } from "./grid.tsx";
import { type Media, nameOf } from "./media.ts";
import { usePages } from "./pages.ts";
import { Picture } from "./picture.tsx";
import { Refusal, Says } from "./says.tsx";
import { Developing, NoCredential } from "./search.tsx";

interface Props {
  credential: Credential | null;
  onOpen: (id: string) => void;
}

/** Popular, as a wall: the best are the largest. */
export function PopularView({ credential, onOpen }: Props) {
  const path = credential ? "/v1/media/popular?count=100" : null;
  const { items, answer, rows, isLoading } = usePages<Media>(path, credential);
  return (
    <main class="popular" aria-busy={isLoading}>
      <header>
        <h1>Popular</h1>
        {answer && <CostLine answer={answer} rows={rows} />}
      </header>
      {!credential && <NoCredential />}
      {answer?.error && <Refusal answer={answer} />}
      {answer && !answer.error && items.length === 0 && (
        <Says title="The wall is empty">
          <p>Photos hang here as soon as there are any.</p>
        </Says>
      )}
      {!answer && isLoading && <Developing />}
      <ul class="wall">
        {items.map((photo) => (
          <li key={photo.id}>
            <button type="button" onClick={() => onOpen(photo.id)}>
              <Picture photo={photo} size="standard_resolution" alt={nameOf(photo)} />
              {photo.type === "video" && <Play />}
              <span class="edge">
                <span>{photo.user.username}</span>
                <span>♥ {photo.likes.count.toLocaleString("en")}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </main>
  );
}
