import type { Context } from "hono";
import { html } from "hono/html";
import type { Env } from "../env.ts";
import { BRIEFLY, hostOf, type Photo, UNKNOWN } from "./photo.ts";
import { altOf, preview, titleOf } from "./preview.ts";

type Html = ReturnType<typeof html>;

interface Person {
  username: string;
  profile_picture?: string;
}

interface Comment {
  created_time: string;
  text: string;
  from: Person;
}

/** Answers with the page of a photo: HTML without a script. With a 404 where there is no photo that everyone may see. */
export const page = (c: Context<Env>, photo: Photo | undefined, site: string) =>
  c.html(photo ? whole(titleOf(photo), preview(photo, site), leaf(photo, site)) : NOTHING, photo ? 200 : 404, {
    ...(photo ? BRIEFLY : UNKNOWN),
    "Content-Security-Policy": policyOf(photo),
    "Referrer-Policy": "no-referrer",
  });

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

const whole = (title: string, head: Html, main: Html) => html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>${title} · Darkroom</title>
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
    <meta name="color-scheme" content="dark light">
    <link rel="icon" href="/console/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/console/embed.css">${head}
  </head>
  <body>
    ${main}
  </body>
</html>`;

const NOTHING = whole(
  "No photo here",
  html`<meta name="robots" content="noindex">`,
  html`<main class="leaf nothing">
      <h1>There is no photo here that everyone may see.</h1>
      <footer><a href="/#/popular">Photos that are here</a></footer>
    </main>`,
);

function leaf(photo: Photo, site: string) {
  const { user, caption, location, likes, comments, created_time, users_in_photo } = photo.media;
  const people = users_in_photo.map(({ user }: { user: Person }) => user.username).join(", ");
  return html`<main class="leaf">
      <div class="print">${print(photo)}</div>
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
          ${people && html`<span>with <bdi>${people}</bdi></span>`}
        </p>
        <p class="counts"><b>${counted(likes.count, "like")}</b> <b>${counted(comments.count, "comment")}</b></p>
        ${comments.data.length > 0 && html`<section class="comments" aria-label="Comments"><ul>${comments.data.map((one: Comment) => said(one, site))}</ul></section>`}
        <footer><a href="/#/popular">More photos</a></footer>
      </article>
    </main>`;
}

function print(photo: Photo) {
  const { standard, video } = photo;
  if (!video)
    return html`<img src="${standard.url}" width="${standard.width}" height="${standard.height}" alt="${altOf(photo)}">`;
  return html`<video src="${video.url}" poster="${standard.url}" width="${video.width}" height="${video.height}" controls playsinline preload="metadata" aria-label="${altOf(photo)}"></video>`;
}

const said = ({ from, text, created_time }: Comment, site: string) => html`
          <li>${face(from, site)}<p><b><bdi>${from.username}</bdi></b> <span dir="auto">${text}</span>${time(created_time)}</p></li>`;

// Pictures of people are shown from here only: no other site is to know who looks.
const face = ({ username, profile_picture = "" }: Person, site: string) =>
  /^\/(?!\/)/.test(profile_picture) || hostOf(profile_picture) === hostOf(site)
    ? html`<img class="face" src="${profile_picture}" alt="" width="44" height="44" loading="lazy">`
    : html`<span class="face" aria-hidden="true">${username.slice(0, 1)}</span>`;

function time(seconds: string) {
  const date = new Date(Number(seconds) * 1000);
  const words = date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  return html`<time datetime="${date.toISOString()}">${words}</time>`;
}

const counted = (count: number, what: string) => `${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"}`;
