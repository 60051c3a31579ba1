import { useEffect, useRef, useState } from "preact/hooks";
import { type Answer, ask, type Credential } from "../ask.ts";
import { Play } from "../grid.tsx";
import { type Media, nameOf, pointOf } from "../media.ts";
import { Face, Picture } from "../picture.tsx";
import { Refusal } from "../says.tsx";
import { isOurs } from "../site.ts";
import { agoWords, clock } from "../window.ts";
import { Comments } from "./comments.tsx";
import { Likes } from "./likes.tsx";
import { People } from "./people.tsx";

interface Props {
  id: string;
  credential: Credential | null;
  onClose: () => void;
  onPlace: (point: { lat: number; lng: number }, time: number) => void;
}

/** A photo's own view, over what was there before. */
export function PhotoView({ id, credential, onClose, onPlace }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [turn, setTurn] = useState(0);

  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  useEffect(() => {
    const stop = new AbortController();
    const path = `/v1/media/${encodeURIComponent(id)}`;
    ask({ method: "GET", path }, credential, stop.signal).then(setAnswer, () => {});
    return () => stop.abort();
  }, [id, credential, turn]);

  const photo = answer && !answer.error ? (answer.data as Media) : null;
  return (
    <dialog
      class="photo"
      ref={dialog}
      aria-label={photo ? nameOf(photo) : "Photo"}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && dialog.current?.close()}
      onKeyDown={(event) => event.key === "Escape" && event.stopPropagation()}
    >
      <div class="sheet">
        <button type="button" class="close" aria-label="Close" onClick={() => dialog.current?.close()}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M6 6l12 12M18 6L6 18" />
          </svg>
        </button>
        {answer?.error && <Refusal answer={answer} />}
        {!answer && <div class="print developing" />}
        {photo && (
          <>
            <Print key={photo.id} photo={photo} />
            <div class="about">
              <Owner photo={photo} />
              {photo.caption && <p class="caption">{photo.caption.text}</p>}
              <Facts photo={photo} onPlace={onPlace} />
              <Likes key={photo.id} photo={photo} credential={credential} onChange={() => setTurn(turn + 1)} />
              <Comments photo={photo} />
            </div>
          </>
        )}
      </div>
    </dialog>
  );
}

function Print({ photo }: { photo: Media }) {
  const video = photo.videos?.standard_resolution;
  return (
    <div class="print">
      {video && isOurs(video.url) ? (
        // biome-ignore lint/a11y/useMediaCaption: v1 has no captions for sound.
        <video src={video.url} poster={photo.images.standard_resolution.url} controls loop playsInline />
      ) : (
        <Picture photo={photo} size="standard_resolution" alt={nameOf(photo)} />
      )}
      {video && !isOurs(video.url) && <Play />}
      <People photo={photo} />
    </div>
  );
}

function Owner({ photo: { user, created_time } }: { photo: Media }) {
  const time = Number(created_time);
  return (
    <header class="owner">
      <Face author={user} />
      <div>
        <h2>{user.username}</h2>
        <time dateTime={new Date(time * 1000).toISOString()}>{agoWords(time, clock())}</time>
      </div>
    </header>
  );
}

function Facts({ photo, onPlace }: { photo: Media; onPlace: Props["onPlace"] }) {
  const point = pointOf(photo);
  return (
    <ul class="facts">
      {point && (
        <li>
          <button type="button" class="link" onClick={() => onPlace(point, Number(photo.created_time))}>
            {photo.location?.name ?? `${point.lat.toFixed(4)}, ${point.lng.toFixed(4)}`}
          </button>
        </li>
      )}
      {photo.filter && <li>{photo.filter}</li>}
      {photo.tags.map((tag) => (
        <li key={tag}>#{tag}</li>
      ))}
    </ul>
  );
}
