import { html } from "hono/html";
import type { Photo } from "./photo.ts";

/** A photo in one line. */
export function titleOf({ media: { user, caption }, video }: Photo): string {
  const who = user.full_name || user.username;
  return caption ? `${who}: ${excerpt(caption.text)}` : `A ${video ? "video" : "photo"} by ${who}`;
}

/** What is to be seen, for those who can't see it: the caption, or who and where. At most 120 characters. */
export function altOf(photo: Photo): string {
  const { caption, location } = photo.media;
  return excerpt(caption?.text ?? `${titleOf(photo)}${location?.name ? `, ${location.name}` : ""}`);
}

/** The beginning of a text, on one line. */
function excerpt(text: string): string {
  const line = [...text.replace(/\s+/g, " ").trim()];
  return line.length > 120 ? `${line.slice(0, 119).join("")}…` : line.join("");
}

/** What sites read of a page to preview a link to it: OpenGraph (ogp.me), and where its oEmbed answer is. */
export function preview(photo: Photo, site: string) {
  const { page, standard, video } = photo;
  const [title, alt] = [titleOf(photo), altOf(photo)];
  const oembed = `${site}/oembed?url=${encodeURIComponent(page)}`;
  return html`
    <meta name="description" content="${alt}">
    <link rel="canonical" href="${page}">
    <link rel="alternate" type="application/json+oembed" title="${title}" href="${oembed}">
    <meta property="og:site_name" content="Darkroom">
    <meta property="og:type" content="${video ? "video.other" : "article"}">
    <meta property="og:title" content="${title}">
    <meta property="og:description" content="${alt}">
    <meta property="og:url" content="${page}">
    <meta property="og:image" content="${standard.url}">
    <meta property="og:image:width" content="${standard.width}">
    <meta property="og:image:height" content="${standard.height}">
    <meta property="og:image:alt" content="${alt}">
    ${
      video &&
      html`<meta property="og:video" content="${video.url}">
    <meta property="og:video:width" content="${video.width}">
    <meta property="og:video:height" content="${video.height}">`
    }
    <meta name="twitter:card" content="summary_large_image">`;
}
