/** What the console reads of v1's JSON. */

export interface Author {
  username: string;
  full_name?: string;
  profile_picture?: string;
  id: string;
}

export interface Image {
  url: string;
  width: number;
  height: number;
}

export interface Location {
  latitude?: number;
  longitude?: number;
  name?: string;
  id?: number;
}

export interface Comment {
  created_time: string;
  text: string;
  from: Author;
  id: string;
}

export interface Media {
  distance?: number;
  type: "image" | "video";
  id: string;
  created_time: string;
  link: string;
  filter: string | null;
  tags: string[];
  user: Author;
  caption: { text: string } | null;
  location: Location | null;
  comments: { data: Comment[]; count: number };
  likes: { data: Author[]; count: number };
  users_in_photo: { user: Author; position: { x: number; y: number } }[];
  images: { thumbnail: Image; low_resolution: Image; standard_resolution: Image };
  videos?: { standard_resolution: Image };
  user_has_liked?: boolean;
}

/** What a photo is called where it can't be seen: its caption's beginning, its place, its owner. */
export function nameOf({ caption, location, user, type }: Media): string {
  const what = caption?.text.slice(0, 60) || location?.name;
  return `${type === "video" ? "Video" : "Photo"} by ${user.username}${what ? `: ${what}` : ""}`;
}

/** The point of a photo in degrees, if it has one. */
export function pointOf({ location }: Media): { lat: number; lng: number } | null {
  if (location?.latitude === undefined || location.longitude === undefined) return null;
  return { lat: location.latitude, lng: location.longitude };
}
