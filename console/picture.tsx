import { useState } from "preact/hooks";
import type { Author, Media } from "./media.ts";
import { isOurs } from "./site.ts";

interface Props {
  photo: Media;
  size: "thumbnail" | "low_resolution" | "standard_resolution";
  alt: string;
}

/** A photo's picture; where it lies at a host that may not be asked, or is gone, an unexposed sheet in its place. */
export function Picture({ photo, size, alt }: Props) {
  const { url, width, height } = photo.images[size];
  const [isGone, setGone] = useState(false);
  if (isGone || !isOurs(url)) {
    const host = URL.canParse(url) ? new URL(url).hostname : "nowhere";
    return (
      <span class="unexposed" role="img" aria-label={`${alt} (its picture is not here)`}>
        <i aria-hidden="true" />
        {size === "standard_resolution" && (
          <small>{isGone ? "This picture is gone" : `Its picture is at ${host}`}</small>
        )}
      </span>
    );
  }
  return <img src={url} width={width} height={height} alt={alt} loading="lazy" onError={() => setGone(true)} />;
}

/** A person's small round picture, or else their initial. */
export function Face({ author: { username, profile_picture } }: { author: Author }) {
  const [isGone, setGone] = useState(false);
  if (!profile_picture || isGone || !isOurs(profile_picture)) {
    return (
      <span class="face" aria-hidden="true">
        {username.slice(0, 1)}
      </span>
    );
  }
  return <img class="face" src={profile_picture} alt="" loading="lazy" onError={() => setGone(true)} />;
}
