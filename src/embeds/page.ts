import type { Context } from "hono";
import { html } from "hono/html";
import type { Env } from "../env.ts";
import { BRIEFLY, hostOf, type Photo, UNKNOWN } from "./photo.ts";

interface Person {
  username: string;
  profile_picture?: string;
}

interface Comment {
  created_time: string;
  text: string;
  from: Person;
}

/** Answers with the page of a photo, for people and for sites that preview links; with a 404 where there is none to show. */
export const page = (c: Context<Env>, photo: Photo | undefined, site: string) =>
  c.html(photo ? shown(photo, site) : NOTHING, photo ? 200 : 404, {
    ...(photo ? BRIEFLY : UNKNOWN),
    "Content-Security-Policy": policyOf(photo),
    "Referrer-Policy": "no-referrer",
  });

function shown({ media, page, standard, video }: Photo, site: string) {
  const { user, caption, location, likes, comments, created_time, users_in_photo } = media;
  const who = user.full_name || user.username;
  const title = caption ? `${who}: ${excerpt(caption.text)}` : `A ${video ? "video" : "photo"} by ${who}`;
  const seen = caption?.text ?? `${title}${location?.name ? `, ${location.name}` : ""}`;
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>${title} · Darkroom</title>
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
    <meta name="description" content="${excerpt(seen)}">
    <meta name="color-scheme" content="dark light">
    <link rel="canonical" href="${page}">
    <link rel="alternate" type="application/json+oembed" title="${title}" href="${site}/oembed?url=${encodeURIComponent(page)}">
    <meta property="og:site_name" content="Darkroom">
    <meta property="og:type" content="${video ? "video.other" : "article"}">
    <meta property="og:title" content="${title}">
    <meta property="og:description" content="${excerpt(seen)}">
    <meta property="og:url" content="${page}">
    <meta property="og:image" content="${standard.url}">
    <meta property="og:image:width" content="${standard.width}">
    <meta property="og:image:height" content="${standard.height}">
    <meta property="og:image:alt" content="${excerpt(seen)}">
    ${
      video &&
      html`<meta property="og:video" content="${video.url}">
    <meta property="og:video:width" content="${video.width}">
    <meta property="og:video:height" content="${video.height}">`
    }
    <meta name="twitter:card" content="summary_large_image">
    <link rel="icon" href="/console/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/console/embed.css">
  </head>
  <body>
    <main class="leaf">
      <div class="print">${
        video
          ? html`<video src="${video.url}" poster="${standard.url}" width="${video.width}" height="${video.height}" controls playsinline preload="metadata" aria-label="${excerpt(seen)}"></video>`
          : html`<img src="${standard.url}" width="${standard.width}" height="${standard.height}" alt="${excerpt(seen)}">`
      }</div>
      <article class="about">
        <header class="owner">
          ${face(user, site)}
          <div>
            <h1><bdi>${user.username}</bdi></h1>
            ${user.full_name && html`<p><bdi>${user.full_name}</bdi></p>`}
          </div>
        </header>
        ${caption && html`<p class="caption" dir="auto">${caption.text}</p>`}
        <p class="facts">
          ${time(created_time)}
          ${location?.name && html`<span dir="auto">${location.name}</span>`}
          ${users_in_photo.length > 0 && html`<span>with <bdi>${users_in_photo.map(({ user }: { user: Person }) => user.username).join(", ")}</bdi></span>`}
        </p>
        <p class="counts"><b>${counted(likes.count, "like")}</b> <b>${counted(comments.count, "comment")}</b></p>
        ${
          comments.data.length > 0 &&
          html`<section class="comments" aria-label="Comments"><ul>${comments.data.map(
            ({ from, text, created_time }: Comment) => html`
          <li>${face(from, site)}<p><b><bdi>${from.username}</bdi></b> <span dir="auto">${text}</span>${time(created_time)}</p></li>`,
          )}</ul></section>`
        }
        <footer><a href="/#/popular">More photos</a></footer>
      </article>
    </main>
  </body>
</html>`;
}

const NOTHING = html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>No photo here · Darkroom</title>
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
    <meta name="color-scheme" content="dark light">
    <meta name="robots" content="noindex">
    <link rel="icon" href="/console/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/console/embed.css">
  </head>
  <body>
    <main class="leaf nothing">
      <h1>There is no photo here that everyone may see.</h1>
      <footer><a href="/#/popular">Photos that are here</a></footer>
    </main>
  </body>
</html>`;

// Style from here; pictures and video from here and from where this photo's are.
function policyOf(photo?: Photo): string {
  const from = (file: { url: string } | undefined) => (file ? ` ${new URL(file.url).origin}` : "");
  return [
    "default-src 'none'",
    "style-src 'self'",
    `img-src 'self'${from(photo?.standard)}`,
    `media-src 'self'${from(photo?.video)}`,
    ...["base-uri", "form-action", "frame-ancestors"].map((name) => `${name} 'none'`),
  ].join("; ");
}

// Pictures of people are shown from here only: the policy lets no other site know who looks.
const face = ({ username, profile_picture = "" }: Person, site: string) =>
  profile_picture.startsWith("/") || hostOf(profile_picture) === hostOf(site)
    ? html`<img class="face" src="${profile_picture}" alt="" width="44" height="44" loading="lazy">`
    : html`<span class="face" aria-hidden="true">${username.slice(0, 1)}</span>`;

function time(seconds: string) {
  const date = new Date(Number(seconds) * 1000);
  const words = date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  return html`<time datetime="${date.toISOString()}">${words}</time>`;
}

const counted = (count: number, what: string) => `${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"}`;

/** The beginning of a text, on one line. */
function excerpt(text: string): string {
  const line = [...text.replace(/\s+/g, " ").trim()];
  return line.length > 120 ? `${line.slice(0, 119).join("")}…` : line.join("");
}
