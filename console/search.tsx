import { useMemo } from "preact/hooks";
import type { Search } from "./address.ts";
import { ask, type Credential } from "./ask.ts";
import { CostLine } from "./cost.tsx";
import { Grid, More } from "./grid.tsx";
import { PhotoMap } from "./map/map.tsx";
import { type Media, pointOf } from "./media.ts";
import { usePages } from "./pages.ts";
import { Place } from "./place.tsx";
import { Refusal, Says } from "./says.tsx";
import { Strip } from "./strip.tsx";
import { clock, spanWords, timestamps } from "./window.ts";

interface Props {
  search: Search;
  credential: Credential | null;
  onSearch: (part: Partial<Search>) => void;
  onOpen: (id: string) => void;
}

/** Photos on a page: enough to fill the map, few enough for a phone. */
const COUNT = 40;

/** The request of a search, without a credential. */
export function searchPath({ lat, lng, distance, until, span }: Search): string {
  const times = timestamps({ until, span }, clock());
  const asked = { lat: String(lat), lng: String(lng), distance: String(distance), ...times, count: String(COUNT) };
  return `/v1/media/search?${new URLSearchParams(asked)}`;
}

/** The search: the map with its circle, the strip of time, and what lies in both, newest first. */
export function SearchView({ search, credential, onSearch, onOpen }: Props) {
  const { lat, lng, distance, until, span } = search;
  const path = useMemo(
    () => (credential ? searchPath({ lat, lng, distance, until, span }) : null),
    [lat, lng, distance, until, span, credential],
  );
  const { items, answer, rows, isLoading, more } = usePages<Media>(path, credential);
  const times = useMemo(() => items.map(({ created_time }) => Number(created_time)), [items]);
  const circle = useMemo(() => ({ lat, lng, distance }), [lat, lng, distance]);

  return (
    <main class="search" aria-busy={isLoading}>
      <h1 class="hidden">Search photos by place and time</h1>
      <section class="where" aria-label="Where and when">
        <PhotoMap circle={circle} photos={items} onCircle={onSearch} onOpen={onOpen} />
        <div class="panel">
          <Place circle={circle} onCircle={onSearch} />
          <Strip window={search} times={times} onWindow={onSearch} />
        </div>
      </section>
      <section class="found" aria-label="Photos found">
        <header>
          <h2 aria-live="polite">{answer && !answer.error ? foundWords(items.length, more !== null) : "Photos"}</h2>
          {answer && <CostLine answer={answer} rows={rows} />}
        </header>
        {!credential && <NoCredential />}
        {answer?.error && <Refusal answer={answer} />}
        {answer && !answer.error && items.length === 0 && !isLoading && (
          <Says title="Nothing was photographed here">
            <p>
              Not within {distance.toLocaleString("en")} m, in these {spanWords(span)}. Drag the circle or the window,
              or
            </p>
            <button type="button" onClick={() => elsewhere(credential).then((at) => at && onSearch(at))}>
              Go to where photos are
            </button>
          </Says>
        )}
        {!answer && isLoading && <Developing />}
        <Grid photos={items} onOpen={onOpen} />
        <More more={more} isLoading={isLoading} />
      </section>
    </main>
  );
}

/** What stands where a credential is missing. */
export const NoCredential = () => (
  <Says title="Who asks?">
    <p>
      Darkroom answers those it knows. Put a token or a client_id into the field above; it stays in this page's memory.
    </p>
  </Says>
);

/** Empty sheets while the first answer is on its way. */
export const Developing = () => (
  <ul class="grid developing" aria-hidden="true">
    {Array.from({ length: 12 }, (_, i) => (
      <li key={i} />
    ))}
  </ul>
);

const foundWords = (count: number, hasMore: boolean) =>
  count === 0 ? "No photos" : `${count}${hasMore ? "+" : ""} photo${count === 1 && !hasMore ? "" : "s"}, newest first`;

/** The place and week of the most popular photo that has a place. */
async function elsewhere(credential: Credential | null): Promise<Partial<Search> | undefined> {
  const { data } = await ask({ method: "GET", path: "/v1/media/popular?count=100" }, credential);
  const photo = (Array.isArray(data) ? (data as Media[]) : []).find(pointOf);
  const point = photo && pointOf(photo);
  if (!photo || !point) return;
  const until = Number(photo.created_time) + 12 * 3600;
  return { ...point, distance: 1000, until: until < clock() ? until : null };
}
