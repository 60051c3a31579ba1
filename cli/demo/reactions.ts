import { answers, comments } from "./comments.ts";
import { type Person, people } from "./people.ts";
import { author, type Shot } from "./photo.ts";
import type { Random } from "./random.ts";
import type { V1Media } from "./v1.ts";

/** Nobody reacts sooner than this, in seconds. */
const SOONEST = 15;

/** 0 to 11 comments, oldest first, between the photo and `now` (Unix seconds); now and then the owner answers. */
export function commentsOf({ by, age }: Shot, now: number, newId: () => string, random: Random): V1Media["comments"] {
  const count = age > 2 * SOONEST ? Math.floor(12 * random.next() ** 2.2) : 0;
  const delays = Array.from({ length: count }, () => SOONEST + Math.floor((age - SOONEST) * random.next() ** 3));
  const others = random.some(
    people.filter((person) => person !== by),
    count,
  );
  const said = new Set<string>();
  let last = by;
  const data = delays
    .sort((a, b) => a - b)
    .map((delay, i) => {
      const isAnswer = last !== by && random.chance(0.2);
      const before = last;
      last = isAnswer ? by : (others[i] as Person);
      const all = (isAnswer ? answers : comments)[random.pick(last.speaks)];
      const left = all.filter((one) => !said.has(one));
      const word = random.pick(left.length > 0 ? left : all);
      said.add(word);
      const text = isAnswer ? `@${before.username} ${word}` : word;
      return { created_time: String(now - age + delay), text, from: author(last), id: newId() };
    });
  return { data, count };
}

/** 0 to 9 likers, of as many likes or, mostly, of more: about ten for most photos, thousands for one in a hundred. */
export function likesOf({ by }: Shot, random: Random): V1Media["likes"] {
  const likers = people.filter((person) => person !== by);
  const data = random.some(likers, random.whole(0, 9)).map(author);
  const others = random.chance(0.25) ? 0 : Math.floor(4 * (1 - random.next()) ** -1.5) - 3;
  return { count: data.length + others, data };
}

/** One to three people on one picture in seven, at positions from the top left corner, 0 to 1. */
export function peopleOn({ by }: Shot, random: Random): V1Media["users_in_photo"] {
  if (!random.chance(0.14)) return [];
  const present = random.some(
    people.filter((person) => person !== by),
    random.whole(1, 3),
  );
  const within = () => random.whole(900, 9100) / 10_000;
  return present.map((person) => ({ user: author(person), position: { x: within(), y: within() } }));
}
