import { readFile } from "node:fs/promises";
import sharp from "sharp";
import { type Bears, dms, drawn, jpegWith, packet, pngWith, type Rational, TAG } from "./camera.ts";

/** A file of the test, and what is true of it. */
export interface Shot {
  file: string;
  bytes: Buffer;
  /** Unix seconds; where it is the file's own date, undefined. */
  at: number | undefined;
  /** Null where search must not find it. */
  point: { lat: number; lng: number } | null;
  caption: string | null;
  tags: string[];
}

/** Places on all sides of the equator and of Greenwich. */
const PLACES = [
  { lat: 48.85844, lng: 2.29435 },
  { lat: -33.85678, lng: 151.2153 },
  { lat: 40.68925, lng: -74.0445 },
  { lat: -22.95192, lng: -43.21049 },
  { lat: 64.14706, lng: -21.94264 },
  { lat: -0.18065, lng: -78.46784 },
  { lat: -17.71338, lng: 179.98765 },
  { lat: 1.28692, lng: 103.85457 },
  { lat: -54.80191, lng: -68.30295 },
  { lat: 0.35, lng: 6.7273 },
];
/** The zone that the test gives to dates without one: in April an hour ahead. */
export const ZONE = "Europe/London";
const ZONE_OFFSET = 3_600;

const two = (n: number) => String(n).padStart(2, "0");
/** A moment as a clock shows it that is `offset` seconds ahead of UTC. */
function clock(at: number, offset = 0, date = ":", between = " ") {
  const d = new Date((at + offset) * 1000);
  const day = [d.getUTCFullYear(), two(d.getUTCMonth() + 1), two(d.getUTCDate())].join(date);
  return `${day}${between}${[d.getUTCHours(), d.getUTCMinutes(), d.getUTCSeconds()].map(two).join(":")}`;
}

interface Scene {
  n: number;
  at: number;
  point: { lat: number; lng: number };
}

const position = ({ lat, lng }: Scene["point"]) => ({
  [TAG.latRef]: lat < 0 ? "S" : "N",
  [TAG.lat]: dms(lat),
  [TAG.lngRef]: lng < 0 ? "W" : "E",
  [TAG.lng]: dms(lng),
});

type Camera = (scene: Scene) => Bears & Partial<Pick<Shot, "at" | "point" | "caption" | "tags">>;

/** How cameras and programs write where and when; what differs from the scene is given beside it. */
const CAMERAS: Record<string, Camera> = {
  "phone with an offset": ({ at, point, n }) => ({
    main: { [TAG.description]: `Phone ${n} at the #Café`, [TAG.dateTime]: clock(at + 9e5) },
    photo: { [TAG.original]: clock(at, 5.5 * 3600), [TAG.offsetOriginal]: "+05:30", [TAG.subseconds]: "987" },
    gps: {
      ...position(point),
      [TAG.gpsDate]: clock(at - 7200).slice(0, 10),
      [TAG.gpsTime]: [
        [0, 1],
        [0, 1],
        [0, 1],
      ],
    },
    caption: `Phone ${n} at the #Café`,
    tags: ["café"],
  }),
  "phone with satellite time": ({ at, point }) => {
    const utc = new Date(at * 1000);
    const time: Rational[] = [
      [utc.getUTCHours(), 1],
      [utc.getUTCMinutes(), 1],
      [utc.getUTCSeconds() * 100, 100],
    ];
    return {
      bigEndian: true,
      photo: { [TAG.original]: clock(at, -7 * 3600), [TAG.digitized]: clock(at) },
      gps: { ...position(point), [TAG.gpsDate]: clock(at).slice(0, 10), [TAG.gpsTime]: time },
    };
  },
  "camera with a receiver": ({ at, point }) => {
    // Degrees and minutes with a fraction, no seconds.
    const minutes = (value: number): Rational[] => {
      const ten = Math.round(Math.abs(value) * 60 * 100_000);
      return [
        [Math.floor(ten / 6_000_000), 1],
        [ten % 6_000_000, 100_000],
        [0, 1],
      ];
    };
    return {
      main: { [TAG.description]: "OLYMPUS DIGITAL CAMERA         " },
      photo: { [TAG.original]: clock(at, ZONE_OFFSET) },
      gps: { ...position(point), [TAG.lat]: minutes(point.lat), [TAG.lng]: minutes(point.lng) },
    };
  },
  "receiver that rounds to 60 seconds": ({ at, point, n }) => ({
    bigEndian: n % 2 === 0,
    photo: { [TAG.original]: clock(at, ZONE_OFFSET), [TAG.offset]: "   :  " },
    gps: {
      [TAG.latRef]: point.lat < 0 ? "S" : "N",
      [TAG.lat]: [
        [Math.floor(Math.abs(point.lat)), 1],
        [29, 1],
        [60, 1],
      ],
      [TAG.lngRef]: point.lng < 0 ? "w" : "e",
      [TAG.lng]: [
        [Math.floor(Math.abs(point.lng)) * 10, 10],
        [0, 1],
        [0, 1],
      ],
    },
    point: {
      lat: (Math.floor(Math.abs(point.lat)) + 0.5) * (point.lat < 0 ? -1 : 1),
      lng: Math.floor(Math.abs(point.lng)) * (point.lng < 0 ? -1 : 1),
    },
  }),
  "darkroom program, XMP only": ({ at, point: { lat, lng }, n }) => ({
    xmp: `<exif:GPSLatitude>${Math.floor(Math.abs(lat))},${((Math.abs(lat) % 1) * 60).toFixed(6)}${lat < 0 ? "S" : "N"}</exif:GPSLatitude>
      <exif:GPSLongitude>${Math.floor(Math.abs(lng))},${((Math.abs(lng) % 1) * 60).toFixed(6)}${lng < 0 ? "W" : "E"}</exif:GPSLongitude>
      <photoshop:DateCreated>${clock(at, -3.5 * 3600, "-", "T")}.250-03:30</photoshop:DateCreated>
      <dc:description><rdf:Alt><rdf:li xml:lang="x-default">Straße ${n} &amp; 海</rdf:li></rdf:Alt></dc:description>
      <dc:subject><rdf:Bag><rdf:li>New York</rdf:li><rdf:li>sea</rdf:li><rdf:li>!?</rdf:li></rdf:Bag></dc:subject>`,
    caption: `Straße ${n} & 海`,
    tags: ["newyork", "sea"],
  }),
  "agency, IPTC": ({ at, point, n }) => ({
    photo: { [TAG.original]: clock(at, 2 * 3600), [TAG.offset]: "+02:00" },
    gps: position(point),
    iptc: [
      [120, `Größe ${n}`],
      [25, "Über"],
      [25, "über"],
      [25, "Sea"],
    ],
    caption: `Größe ${n}`,
    tags: ["über", "sea"],
  }),
  "agency, dated by IPTC": ({ at, point }) => ({
    photo: { [TAG.original]: "0000:00:00 00:00:00", [TAG.digitized]: "    :  :     :  :  " },
    gps: position(point),
    iptc: [
      [55, clock(at, 3600).slice(0, 10).replaceAll(":", "")],
      [60, `${clock(at, 3600).slice(11).replaceAll(":", "")}+0100`],
    ],
  }),
  "scanner without a position": ({ at }) => ({ main: { [TAG.dateTime]: clock(at, ZONE_OFFSET) }, point: null }),
  "camera that knows no sides": ({ at, point: { lat, lng } }) => ({
    photo: { [TAG.original]: clock(at, ZONE_OFFSET) },
    gps: { [TAG.lat]: dms(lat), [TAG.lng]: dms(lng) },
    point: null,
  }),
  "camera that found no satellite": ({ at }) => ({
    photo: { [TAG.original]: clock(at, ZONE_OFFSET) },
    gps: position({ lat: 0, lng: 0 }),
    point: null,
  }),
  "camera with nothing over nothing": ({ at }) => ({
    photo: { [TAG.original]: clock(at, ZONE_OFFSET) },
    gps: {
      ...position({ lat: 1, lng: 1 }),
      [TAG.lat]: [
        [0, 0],
        [0, 0],
        [0, 0],
      ],
    },
    point: null,
  }),
  "camera whose clock is ahead": ({ point }) => ({
    photo: { [TAG.original]: "2051:01:01 00:00:00", [TAG.offsetOriginal]: "+00:00" },
    gps: position(point),
    at: undefined,
  }),
  "camera with a 30th of February": ({ point }) => ({
    photo: { [TAG.original]: "2019:02:30 10:00:00" },
    gps: position(point),
    at: undefined,
  }),
};

/** Some 180 files, the same at every call. */
export async function shots(): Promise<Shot[]> {
  const taken: Promise<Shot>[] = [];
  let n = 0;
  const shoot = (name: string, camera: Camera, make: (bears: Bears) => Promise<Buffer>, ending = "jpg") => {
    n++;
    // 10 April 2019, an hour apart.
    const scene = { n, at: 1_554_854_400 + n * 3_601, point: PLACES[n % PLACES.length] as Scene["point"] };
    const { at, point, caption = null, tags = [], ...bears } = { at: scene.at, point: scene.point, ...camera(scene) };
    const file = `${n % 3 === 0 ? "2019/Überall/" : ""}${n} ${name}.${ending}`;
    taken.push(make(bears).then((bytes) => ({ file, bytes, at, point, caption, tags })));
  };
  const jpeg = (m: number, width?: number, height?: number) => async (bears: Bears) =>
    jpegWith(await drawn(m, width, height).jpeg().toBuffer(), bears);
  for (let round = 0; round < 13; round++) {
    for (const [name, camera] of Object.entries(CAMERAS)) shoot(name, camera, jpeg(n, 640 - 20 * round, 480));
  }
  // Stored lying or mirrored, with a note of how to stand it up: all show red above.
  const turns: Turn[] = ["upright", "flop", 180, "flip", "transpose", 270, "transverse", 90];
  for (const [i, turn] of turns.entries()) {
    shoot(`turned ${i + 1}`, CAMERAS["agency, IPTC"] as Camera, async (bears) => {
      const stored = await turned(
        await drawn(1_000 + i)
          .png()
          .toBuffer(),
        turn,
      );
      return jpegWith(stored, { ...bears, main: { [TAG.orientation]: [i + 1] } });
    });
  }
  const program = (make: (xmp: string) => Promise<Buffer>, ending: string) =>
    shoot("picture", CAMERAS["darkroom program, XMP only"] as Camera, ({ xmp = "" }) => make(packet(xmp)), ending);
  program(async (xmp) => pngWith(await drawn(3_000).png().toBuffer(), xmp), "png");
  program((xmp) => drawn(3_001).webp().withXmp(xmp).toBuffer(), "webp");
  shoot("small", CAMERAS["agency, IPTC"] as Camera, jpeg(2_003, 90, 60));
  shoot("grey", CAMERAS["agency, IPTC"] as Camera, async (bears) =>
    jpegWith(await drawn(n).greyscale().jpeg().toBuffer(), bears),
  );
  const heic: Shot = {
    file: "IMG_0001.HEIC",
    bytes: await readFile("test/cli/dusk.heic"),
    at: Date.UTC(2022, 10, 5, 7, 20, 31) / 1000,
    point: { lat: -(33 + 51 / 60 + 31.25 / 3600), lng: 151.21 },
    caption: "Dusk over #water",
    tags: ["water"],
  };
  return [...(await Promise.all(taken)), heic];
}

type Turn = "upright" | "flop" | "flip" | "transpose" | "transverse" | 90 | 180 | 270;

/** A picture as a camera stores it that was held so: what undoes the turn that Exif notes. */
async function turned(png: Buffer, how: Turn): Promise<Buffer> {
  if (how === "transpose") return turned(await turned(png, 90), "flop");
  if (how === "transverse") return turned(await turned(png, 90), "flip");
  const picture = sharp(png);
  if (how === "flop") picture.flop();
  else if (how === "flip") picture.flip();
  else if (how !== "upright") picture.rotate(how);
  return picture.jpeg().toBuffer();
}
