import type { Timing } from "./clock.ts";
import { COUNT } from "./question.ts";
import { exceeded, faster, growth, type Report, type Size, winners } from "./report.ts";

/** The report as plain text. */
export function print(report: Report): string {
  const { date, machine, sizes, cpu, path } = report;
  const over = exceeded(report);
  return [
    `Darkroom bench, ${date.slice(0, 10)}. ${machine.cores} cores (${machine.cpu}), Node ${machine.node}, loopback only.`,
    `The ${COUNT} newest photos in a circle and window: the walk against (a) a box on an index on latitude and longitude,`,
    "(b) an index on time walked newest first, and PostGIS (GiST on geography, and on geography and time).",
    "Milliseconds of the statement alone: median [least-most]; ! is one run only, too slow for more. Rows as D1 counts them.",
    "A local D1 shows no network hop: away from here each round trip of `trips` is one to the database.",
    ...sizes.flatMap((size) => ["", ...loaded(size), "", ...table(HEAD, size.rows.map(cells)), "", ...lost(size)]),
    ...grown(sizes),
    "",
    "CPU of one request in Node, ms:",
    `  cover ${ms(cpu.cover.mean)} on average, ${ms(cpu.cover.dearest)} at most; URL to search ${ms(cpu.asking)}; ` +
      `rows to text: ${cpu.answering.rows} media ${ms(cpu.answering.all)}, 1 media ${ms(cpu.answering.one)}; ` +
      `popular from KV's text to its own, 32 media ${ms(cpu.popular)}`,
    "",
    "Through workerd, the client on the same cores; `ratio` of the median to the empty route's:",
    ...table(
      ["route", "connections", "requests/s", "p50 ms", "p99 ms", "ratio"],
      path.map((r) => [r.route, r.connections, r.perSecond.toFixed(0), ms(r.p50), ms(r.p99), r.ratio.toFixed(2)]),
    ),
    "",
    over.length === 0
      ? "Everything is within its budget."
      : `OVER BUDGET:\n${over.map((line) => `  ${line}`).join("\n")}`,
  ].join("\n");
}

const HEAD = [
  ...["radius", "centre", "window", "inside", "found", "walk rows", "answer rows", "trips", "walk ms"],
  ...["(a) rows", "(a) ms", "(b) rows", "(b) ms", "PostGIS ms", "faster"],
];

const cells = (row: Size["rows"][number]) => {
  const { radius, where, window, total, found, walk, box, timeline, postgis } = row;
  const ours = [radius, where, window, total, found, walk.rows, walk.answer, walk.trips, spread(walk)];
  return [
    ...ours,
    box.rows,
    spread(box),
    timeline.rows,
    spread(timeline),
    postgis ? spread(postgis) : "",
    winners(row),
  ];
};

function loaded({ load: { photos, perSecond, bytes }, postgis }: Size): string[] {
  const speed = [perSecond.both, perSecond.media, perSecond.cells].map((value) => value.toFixed(0));
  return [
    `${photos} photos: loaded ${speed[0]} a second (media ${speed[1]}, cells ${speed[2]}), ` +
      `${bytes.with.toFixed(0)} bytes a photo, ${bytes.without.toFixed(0)} of them without cells.`,
    ...(postgis
      ? [
          `PostGIS, place and time only: ${postgis.perSecond.toFixed(0)} a second, ${postgis.bytes.toFixed(0)} bytes a photo.`,
        ]
      : []),
  ];
}

function lost({ rows }: Size): string[] {
  const beaten = rows.filter((row) => faster(row).length > 0);
  const crowded = rows.filter(({ total, postgis }) => postgis && total > 1_000);
  const behind = crowded.filter((row) => faster(row).includes("postgis"));
  return [
    `Another engine is faster in ${beaten.length} of ${rows.length} rows.` +
      (crowded.length > 0
        ? ` PostGIS is, of ${crowded.length} rows over 1,000 photos inside, in ${behind.length}.`
        : ""),
  ];
}

function grown(sizes: Size[]): string[] {
  const all = growth(sizes, COUNT);
  if (!all) return [];
  const { small, large } = all.dearest;
  return [
    "",
    `Growth from ${sizes[0]?.load.photos} to ${sizes.at(-1)?.load.photos} photos, of ${all.questions} questions with a full page at both: ` +
      `${all.small} to ${all.large} rows, x ${all.ratio.toFixed(2)}; in a single one at most from ${small.walk.rows} to ` +
      `${large.walk.rows} (${small.radius} m, ${small.where}, ${small.window}).`,
  ];
}

const ms = (value: number) => (value < 10 ? value.toFixed(3) : value.toFixed(1));

const spread = ({ median, min, max, runs }: Timing) =>
  runs === 1 ? `${ms(median)}!` : `${ms(median)} [${ms(min)}-${ms(max)}]`;

function table(head: string[], rows: (string | number)[][]): string[] {
  const all = [head, ...rows.map((row) => row.map(String))];
  const widths = head.map((_, i) => Math.max(...all.map((row) => row[i]?.length ?? 0)));
  return all.map((row) => `  ${row.map((cell, i) => cell.padStart(widths[i] ?? 0)).join("  ")}`);
}
