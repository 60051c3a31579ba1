import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { BufferTarget, EncodedPacket, EncodedVideoPacketSource, Mp4OutputFormat, Output } from "mediabunny";
import { afterAll, beforeAll, expect, test } from "vitest";
import { drawn } from "./camera.ts";
import { instance } from "./commands.ts";
import { zipOf } from "./zip.ts";

/** Instagram's "Download your information", in the layouts that it has had. */

let own: Awaited<ReturnType<typeof instance>>;
let server: Awaited<ReturnType<typeof own.start>>;
beforeAll(async () => {
  own = await instance();
  server = await own.start("--empty");
});
afterAll(async () => {
  await server.stop();
  await own.remove();
});

type Files = Record<string, Buffer | string>;
interface Media {
  type: string;
  caption: { text: string } | null;
  created_time: string;
  tags: string[];
  location: { latitude: number; longitude: number } | null;
  images: Record<string, { url: string }>;
  videos?: Record<string, { url: string; width: number; height: number }>;
}

/** Text as an export has it: each byte of its UTF-8 as a character. */
const broken = (text: string) => Buffer.from(text).toString("latin1");

let serial = 7_000;
const picture = () => drawn(serial++, 200, 200).jpeg().toBuffer();

/** A video of one frame that no player could show; its size is told in its header. */
async function video(): Promise<Buffer> {
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat(), target });
  const source = new EncodedVideoPacketSource("avc");
  output.addVideoTrack(source);
  await output.start();
  const packet = new EncodedPacket(new Uint8Array([0, 0, 0, 2, 0x65, serial++ % 256]), "key", 0, 1);
  const description = new Uint8Array([
    1, 0x42, 0xc0, 0x1e, 0xff, 0xe1, 0, 4, 0x67, 0x42, 0xc0, 0x1e, 1, 0, 2, 0x68, 0xce,
  ]);
  await source.add(packet, {
    decoderConfig: { codec: "avc1.42c01e", codedWidth: 640, codedHeight: 360, description },
  });
  await output.finalize();
  return Buffer.from(target.buffer as ArrayBuffer);
}

/** The posts of an export of 2021 and later: one alone, one of two pictures, a video; at times from `at` on. */
async function posts(at: number) {
  const files: Files = {};
  const put = async (name: string, bytes: Promise<Buffer>) => {
    files[`media/posts/202104/${name}`] = await bytes;
    return `media/posts/202104/${name}`;
  };
  const where = (latitude: number, longitude: number) => ({
    media_metadata: {
      photo_metadata: {
        exif_data: [
          { iso: 100, date_time_original: "20190101T000000" },
          { latitude, longitude },
        ],
      },
    },
  });
  const list = [
    {
      media: [
        {
          uri: await put("one.jpg", picture()),
          creation_timestamp: at,
          title: broken("Café ☕ am Meer #Küste"),
          ...where(-12.5, at / 1e8),
        },
      ],
    },
    {
      media: [
        {
          uri: await put("two.webp", drawn(serial++).webp().toBuffer()),
          creation_timestamp: at + 40,
          title: "",
          ...where(10, 20),
        },
        { uri: await put("three.jpg", picture()), creation_timestamp: at + 45, title: "" },
      ],
      title: broken("Zwei Bücher"),
      creation_timestamp: at + 50,
    },
    {
      media: [
        {
          uri: await put("four.mp4", video()),
          creation_timestamp: at + 100,
          title: "Waves",
          media_metadata: { video_metadata: { exif_data: [{ latitude: 1.5, longitude: 2.5 }] } },
        },
      ],
    },
  ];
  return { files, list };
}

async function importAll(...args: string[]) {
  const { code, stdout, stderr } = await own.darkroom(["import", ...args, "--user", "wren", "--json"]);
  return { code, stderr, tally: JSON.parse(stdout || "{}") };
}

async function write(folder: string, files: Files) {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(own.folder, folder, path)), { recursive: true });
    await writeFile(join(own.folder, folder, path), content);
  }
}

async function found(lat: number, lng: number, at: number): Promise<Media[]> {
  const query = `lat=${lat}&lng=${lng}&distance=5&min_timestamp=${at - 1}&max_timestamp=${at + 1}&client_id=CLIENT-ID`;
  return ((await (await fetch(`${server.url}/v1/media/search?${query}`)).json()) as { data: Media[] }).data;
}

async function holds(at: number) {
  const [one] = await found(-12.5, at / 1e8, at);
  expect(one).toMatchObject({ type: "image", caption: { text: "Café ☕ am Meer #Küste" }, tags: ["küste"] });
  const [two, ...more] = await found(10, 20, at + 50);
  expect(two).toMatchObject({ caption: { text: "Zwei Bücher" }, created_time: String(at + 50) });
  expect(more).toEqual([]);
  const [waves] = await found(1.5, 2.5, at + 100);
  expect(waves).toMatchObject({ type: "video", caption: { text: "Waves" } });
  expect(waves?.videos?.standard_resolution).toMatchObject({ width: 640, height: 360 });
  const response = await fetch(waves?.videos?.standard_resolution?.url ?? "", { headers: { Range: "bytes=4-7" } });
  expect([response.status, response.headers.get("Content-Type"), await response.text()]).toEqual([
    206,
    "video/mp4",
    "ftyp",
  ]);
  expect((await fetch(waves?.images.thumbnail?.url ?? "")).headers.get("Content-Type")).toBe("image/jpeg");
}

test.each([
  ["folder", "content/posts_1.json", "", 0],
  ["zip", "your_instagram_activity/content/posts_1.json", "", 1],
  ["folder", "your_instagram_activity/media/posts_1.json", "", 2],
  ["zip", "instagram-wren-2024/your_instagram_activity/media/posts_1.json", "instagram-wren-2024/", 3],
])("a %s with %s comes in with its times, places, captions and videos", async (kind, list, root, i) => {
  const at = 1_500_000_000 + i * 1_000;
  const { files, list: value } = await posts(at);
  const all: Files = {
    [list]: JSON.stringify(value),
    "personal_information/x.json": "{}",
    [`${root}media/stories/202104/s.jpg`]: await picture(),
  };
  for (const [path, bytes] of Object.entries(files)) all[root + path] = bytes;
  if (kind === "folder") await write(`export ${i}`, all);
  else await write(".", { [`export ${i}`]: zipOf(all) });
  const { code, tally, stderr } = await importAll(`export ${i}`);
  expect({ code, refused: stderr.match(/refused.*/g), added: tally.media?.added }).toEqual({
    code: 0,
    refused: null,
    added: 4,
  });
  expect(tally.pictures.unlocated).toBe(1);
  await holds(at);
  if (i > 0) return;
  const again = await importAll(`export ${i}`);
  expect(again.tally.media).toMatchObject({ added: 0, updated: 0, unchanged: 4 });
});

test("the layout before 2021, media.json, comes in", async () => {
  const photo = await picture();
  const media = {
    photos: [
      {
        caption: broken("Früher #alt"),
        taken_at: "2017-07-22T11:18:51+00:00",
        location: "A quay",
        path: "photos/201707/a.jpg",
      },
    ],
    videos: [{ caption: "", taken_at: "2017-07-22T12:00:00", path: "videos/201707/b.mp4" }],
    stories: [{ caption: "", taken_at: "2017-07-22T12:00:00", path: "stories/201707/c.jpg" }],
  };
  const files = {
    "media.json": JSON.stringify(media),
    "photos/201707/a.jpg": photo,
    "videos/201707/b.mp4": await video(),
  };
  await write(".", { "old.zip": zipOf({ ...files, "stories/201707/c.jpg": await picture() }) });
  const { code, tally } = await importAll("old.zip");
  expect({ code, added: tally.media.added, notKept: tally.notKept }).toEqual({
    code: 0,
    added: 2,
    notKept: { "names of places without a position": 1 },
  });
  const { data } = (await (await fetch(`${server.url}/v1/media/popular?count=100&client_id=CLIENT-ID`)).json()) as {
    data: Media[];
  };
  expect(data.find(({ caption }) => caption?.text === "Früher #alt")).toMatchObject({
    created_time: "1500722331",
    tags: ["alt"],
  });
  expect(data.find(({ created_time }) => created_time === "1500724800")).toMatchObject({
    type: "video",
    caption: null,
  });
});

test("an export in several zips comes in when all are given; what is missing of it is named", async () => {
  const at = 1_510_000_000;
  const { files, list } = await posts(at);
  const [first = "", ...rest] = Object.keys(files);
  const part = (paths: string[]) => Object.fromEntries(paths.map((path) => [path, files[path] ?? ""]));
  const listed = { "your_instagram_activity/media/posts_1.json": JSON.stringify(list) };
  await write(".", { "part1.zip": zipOf({ ...listed, ...part([first]) }), "part2.zip": zipOf(part(rest)) });
  const alone = await importAll("part1.zip");
  expect({ code: alone.code, added: alone.tally.media.added }).toEqual({ code: 1, added: 1 });
  for (const path of rest) expect(alone.stderr).toContain(`refused: ${path}: is listed in the export and not in it`);
  const both = await importAll("part1.zip", "part2.zip");
  expect({ code: both.code, counts: both.tally.media }).toMatchObject({ code: 0, counts: { added: 3, unchanged: 1 } });
  await holds(at);
  const without = await importAll("part2.zip");
  expect(without).toMatchObject({ code: 2, stderr: expect.stringContaining("give all its parts") });
});

test("what is no export that can be read is refused with the reason", async () => {
  await write(".", {
    "html.zip": zipOf({
      "your_instagram_activity/media/posts_1.html": "<html>",
      "media/posts/202104/a.jpg": await picture(),
    }),
    "broken.zip": zipOf({ "content/posts_1.json": "[]" }).subarray(0, 60),
    "climbing.zip": zipOf({ "content/posts_1.json": "[]", "../../evil.jpg": await picture() }),
  });
  expect(await importAll("html.zip")).toMatchObject({ code: 2, stderr: expect.stringContaining("ask for it in JSON") });
  expect(await importAll("broken.zip")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("broken.zip can't be read"),
  });
  expect(await importAll("climbing.zip")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("climbing.zip can't be read"),
  });
});

test("a zip of pictures that is no export comes in as a folder does", async () => {
  await write(".", {
    "pictures.zip": zipOf({ "a/b.jpg": await picture(), "a/notes.txt": "x", "__MACOSX/a/._b.jpg": "x" }),
  });
  const { code, tally } = await importAll("pictures.zip");
  expect({ code, added: tally.media.added }).toEqual({ code: 0, added: 1 });
});
