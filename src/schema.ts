import { sql } from "drizzle-orm";
import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/**
 * Every table, declared once. Ids of v1 are TEXT because they pass 2^53; `pk` is the integer key inside, never reused.
 * The WITHOUT ROWID tables and their DESC keys are finished by hand in the migration, which drizzle-kit can't express.
 */

/** A person. The row holds the profile an owner is shown with; NULL is "never told", shown as "". */
export const users = sqliteTable(
  "users",
  {
    pk: integer().primaryKey({ autoIncrement: true }),
    id: text().notNull().unique(),
    username: text().notNull(),
    fullName: text("full_name"),
    profilePicture: text("profile_picture"),
    bio: text(),
    website: text(),
    private: integer({ mode: "boolean" }).notNull().default(false),
    /** The best score of this user's media; NULL where none has one. */
    score: real(),
  },
  (t) => [index("users_username").on(t.username), index("users_score").on(t.score)],
);

/** A named place, by v1's integer location id. */
export const locations = sqliteTable("locations", {
  id: integer().primaryKey(),
  name: text(),
  latitude: real(),
  longitude: real(),
});

/** A photo or video. JSON columns hold v1 shapes, ready to be shown. */
export const media = sqliteTable(
  "media",
  {
    pk: integer().primaryKey({ autoIncrement: true }),
    /** The number that identifies the photo, 1 to 19 digits, without an owner's suffix. */
    id: text().notNull().unique(),
    /** Whether the id is served as `<number>_<owner id>`. */
    suffixed: integer({ mode: "boolean" }).notNull(),
    userPk: integer("user_pk")
      .notNull()
      .references(() => users.pk),
    type: text({ enum: ["image", "video"] }).notNull(),
    /** Unix seconds. */
    createdTime: integer("created_time").notNull(),
    filter: text(),
    caption: text(),
    tags: text().notNull(),
    usersInPhoto: text("users_in_photo").notNull(),
    images: text().notNull(),
    videos: text(),
    /** NULL is v1's null (never shared); '' is "derive it from the id". */
    link: text(),
    /** The photo's own point in degrees, by which search finds it, whatever `location` shows. */
    latitude: real(),
    longitude: real(),
    locationId: integer("location_id").references(() => locations.id),
    /** Whether `location` shows the photo's own point where it has no named place. */
    pointShown: integer("point_shown", { mode: "boolean" }).notNull(),
    /** Likes and comments that were counted by an import but not listed in it. */
    likesBase: integer("likes_base").notNull(),
    commentsBase: integer("comments_base").notNull(),
    /** The totals shown: base + rows. */
    likesCount: integer("likes_count").notNull(),
    commentsCount: integer("comments_count").notNull(),
    /** Unix seconds at which popular counts the photo itself: when it was taken, or imported where that lies ahead. */
    rankedTime: integer("ranked_time").notNull().default(0),
    /** Its place in popular, by triggers, see `popular`; NULL keeps a private person's photo out of it. */
    score: real(),
    /** Of the imported record: an equal one has nothing new. */
    digest: text().notNull(),
  },
  (t) => [
    index("media_user_score").on(t.userPk, t.score, t.pk),
    index("media_location").on(t.locationId).where(sql`location_id IS NOT NULL`),
  ],
);

/**
 * Files of pictures that were imported: the same bytes are the same photo. A row is written before its pictures are, so
 * that an import which was cut off goes on under the same number and names.
 */
export const files = sqliteTable(
  "files",
  {
    /** SHA-256 of the whole file, base64url. */
    hash: text().primaryKey(),
    /** The number in `media`, which may not be there yet. */
    mediaId: text("media_id").notNull().unique(),
    /** What the names of its objects in R2 begin with: 128 random bits, base64url. */
    name: text().notNull(),
    /** Another beginning, under which objects may lie that nothing shows: while they are renamed. */
    stray: text(),
  },
  (t) => [index("files_name").on(t.name)],
);

/** Comments, clustered as a photo shows them: by time, then as they were listed. */
export const comments = sqliteTable(
  "comments",
  {
    mediaPk: integer("media_pk")
      .notNull()
      .references(() => media.pk, { onDelete: "cascade" }),
    createdTime: integer("created_time").notNull(),
    position: integer().notNull(),
    id: text().notNull(),
    userPk: integer("user_pk")
      .notNull()
      .references(() => users.pk),
    text: text().notNull(),
    /** The author as printed then, JSON. */
    author: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.mediaPk, t.createdTime, t.position, t.id] }), index("comments_user").on(t.userPk)],
);

/** Likes, clustered newest first. `created_time` 0 is "some time before": imported without a time. */
export const likes = sqliteTable(
  "likes",
  {
    mediaPk: integer("media_pk")
      .notNull()
      .references(() => media.pk, { onDelete: "cascade" }),
    createdTime: integer("created_time").notNull(),
    position: integer().notNull(),
    userPk: integer("user_pk")
      .notNull()
      .references(() => users.pk),
    /** The liker as printed then, JSON. */
    liker: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.mediaPk, t.createdTime, t.position, t.userPk] }),
    uniqueIndex("likes_once").on(t.mediaPk, t.userPk),
    index("likes_user").on(t.userPk),
  ],
);

/**
 * Likes by time, kept by triggers on `likes`: how many a photo got in a slot, a 24th of the half-life, counted from 1970.
 * Slot 0 has those without a time. An owner's like of their own photo is not in it.
 */
export const likeSlots = sqliteTable(
  "like_slots",
  {
    mediaPk: integer("media_pk")
      .notNull()
      .references(() => media.pk, { onDelete: "cascade" }),
    slot: integer().notNull(),
    n: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.mediaPk, t.slot] })],
);

/** One row: how popularity is computed, and who may write the list that is kept of it. */
export const popular = sqliteTable("popular", {
  /** Seconds in which a like loses half of its weight. */
  halfLife: integer("half_life").notNull(),
  /** Unix seconds at which somebody last set out to write the list. */
  claimed: integer().notNull(),
});

/**
 * The search index: one row per photo and grid level. `audience` is 0 for everyone, else the pk of the one person who
 * may see it; `at` is `created_time << 26 | media.pk`, which passes 2^53 and so never leaves SQL.
 */
export const mediaCells = sqliteTable(
  "media_cells",
  {
    audience: integer().notNull(),
    cell: integer().notNull(),
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.audience, t.cell, t.at] })],
);
