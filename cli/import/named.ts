import type { Write } from "../batch.ts";
import * as sql from "../statements.ts";
import type { Place } from "./photo.ts";
import type { Author, Owner } from "./record.ts";
import { countOnce, type Progress } from "./tally.ts";

/** Owners with their profiles; others only where nobody is stored under their id. */
export function planPeople(owning: Owner[], beside: Author[], { tally, users }: Progress, write: Write) {
  const owners = together(owning.map((owner) => [owner.id, profileOf(owner)]));
  const others = beside.map((person) => [person.id, profileOf(person)] as const);
  for (const [id, profile] of new Map([...others, ...owners])) {
    const stored = users.stored.get(id);
    const change = !stored ? "added" : owners.has(id) && saysNew(profile, stored) ? "updated" : "unchanged";
    countOnce(tally.users, change, users.met, id);
    if (change === "unchanged") continue;
    write(sql.PUT_USERS, id, ...Object.values(profile));
    users.stored.set(id, { id, ...merged(profile, stored) });
  }
}

const profileOf = ({ username, full_name, profile_picture, bio, website }: Owner) => ({
  username,
  full_name: full_name ?? null,
  profile_picture: profile_picture ?? null,
  bio: bio ?? null,
  website: website ?? null,
});

/** Places as the latest record tells them. */
export function planPlaces(told: Place[], { tally, places }: Progress, write: Write) {
  const all = together(told.map(({ id, ...place }) => [id, place]));
  for (const [id, told] of all) {
    const stored = places.stored.get(id);
    const change = !stored ? "added" : saysNew(told, stored) ? "updated" : "unchanged";
    countOnce(tally.places, change, places.met, id);
    if (change === "unchanged") continue;
    write(sql.PUT_PLACES, id, told.name, told.latitude, told.longitude);
    places.stored.set(id, { id, ...merged(told, stored) });
  }
}

/** What records tell of the same person or place, the later over the earlier. */
function together<Id, T extends object>(told: (readonly [Id, T])[]): Map<Id, T> {
  const all = new Map<Id, T>();
  for (const [id, one] of told) all.set(id, merged(one, all.get(id)));
  return all;
}

/** What is known after a record told this: what it leaves out stays. */
function merged<T extends object>(told: T, before: T | undefined): T {
  const given = Object.entries(told).filter(([, value]) => value !== null);
  return { ...told, ...before, ...Object.fromEntries(given) };
}

/** Whether a record tells something else than what is stored. What it leaves out, it does not tell. */
function saysNew<T extends object>(told: T, stored: { [key in keyof T]: unknown }): boolean {
  return (Object.keys(told) as (keyof T)[]).some((key) => told[key] !== null && told[key] !== stored[key]);
}
