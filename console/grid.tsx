import { useEffect, useRef } from "preact/hooks";
import { type Media, nameOf } from "./media.ts";
import { Picture } from "./picture.tsx";
import { agoWords, clock } from "./window.ts";

interface Props {
  photos: Media[];
  onOpen: (id: string) => void;
}

/** Photos as a contact sheet. */
export function Grid({ photos, onOpen }: Props) {
  const now = clock();
  return (
    <ul class="grid">
      {photos.map((photo) => (
        <li key={photo.id}>
          <button type="button" onClick={() => onOpen(photo.id)}>
            <Picture photo={photo} size="low_resolution" alt={nameOf(photo)} />
            {photo.type === "video" && <Play />}
            <span class="edge">
              <span>{agoWords(Number(photo.created_time), now)}</span>
              {photo.distance !== undefined && <span>{metresWords(photo.distance)}</span>}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The sign of a video. */
export const Play = () => (
  <svg class="play" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M8 5.5v13l11-6.5z" />
  </svg>
);

/** Asks for more when the end of a list comes into sight; a button too, for whoever does not scroll. */
export function More({ more, isLoading }: { more: (() => void) | null; isLoading: boolean }) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!more || !end.current) return;
    const seen = new IntersectionObserver(([entry]) => entry?.isIntersecting && more(), { rootMargin: "300px" });
    seen.observe(end.current);
    return () => seen.disconnect();
  }, [more]);
  return (
    <div class="more" ref={end}>
      {more && (
        <button type="button" class="quiet" onClick={more} disabled={isLoading}>
          More
        </button>
      )}
    </div>
  );
}

const metresWords = (metres: number) =>
  metres < 1000 ? `${Math.round(metres)} m` : `${(metres / 1000).toFixed(1)} km`;
