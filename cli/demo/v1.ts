/** A person as printed beside a comment, a like, a caption or a tag on a picture. */
export interface V1Author {
  username: string;
  full_name?: string;
  type?: string;
  id: string;
  profile_picture?: string;
}

export interface V1Text {
  /** Unix seconds. */
  created_time: string;
  text: string;
  from: V1Author;
  id: string;
}

export interface V1File {
  url: string;
  width: number;
  height: number;
}

/** A media of v1, in the key order of 2013's documentation. */
export interface V1Media {
  type: "image" | "video";
  users_in_photo: { user: V1Author; position: { x: number; y: number } }[];
  filter: string | null;
  tags: string[];
  comments: { data: V1Text[]; count: number };
  caption: V1Text | null;
  likes: { count: number; data: V1Author[] };
  link?: string;
  user: V1Author & { bio?: string; website?: string };
  /** Unix seconds. */
  created_time: string;
  images: { low_resolution: V1File; thumbnail: V1File; standard_resolution: V1File };
  videos?: { low_resolution: V1File; standard_resolution: V1File };
  id: string;
  /** Degrees. */
  location:
    | { latitude: number; longitude: number }
    | { latitude: number; name: string; longitude: number; id: number }
    | null;
  /** The photo's own point in degrees, apart from the place that is shown. Not in v1's answers. */
  latitude?: number;
  longitude?: number;
}
