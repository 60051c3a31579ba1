import type { Search } from "../src/media/search.ts";
import { type Timing, timing } from "./clock.ts";
import type { Photos } from "./data.ts";
import type { Psql } from "./server.ts";

/** The same photos in PostGIS. */
export interface Postgis {
  /** Photos a second with both indexes, bytes for each photo of the table and all its indexes. */
  perSecond: number;
  bytes: number;
  ask(search: Search, limit: number): { pks: number[]; timing: Timing };
}

/** Milliseconds. What takes longer is timed once. */
const SLOW = 2_000;
const RUNS = 5;

/** Loads the photos with an index on the place and one on place and time; the planner chooses. */
export function loadPostgis(psql: Psql, { lat, lng, time }: Photos): Postgis {
  const lines = Array.from(time, (at, i) => `${i + 1}\t${at}\tSRID=4326;POINT(${lng[i]} ${lat[i]})\n`);
  const start = performance.now();
  psql(`CREATE EXTENSION IF NOT EXISTS postgis; CREATE EXTENSION IF NOT EXISTS btree_gist;
    DROP TABLE IF EXISTS photos;
    CREATE UNLOGGED TABLE photos (pk int NOT NULL, time int NOT NULL, geog geography(Point, 4326) NOT NULL);`);
  psql("COPY photos FROM STDIN", Buffer.from(lines.join("")));
  psql(`ALTER TABLE photos ADD PRIMARY KEY (pk);
    CREATE INDEX ON photos USING gist (geog);
    CREATE INDEX ON photos USING gist (geog, time);`);
  const perSecond = time.length / ((performance.now() - start) / 1000);
  psql("VACUUM ANALYZE photos");
  const bytes = Number(psql("SELECT pg_total_relation_size('photos')")) / time.length;
  return {
    ...{ perSecond, bytes },
    ask({ centre, radius, min, max }, limit) {
      const select = `SELECT pk FROM photos
        WHERE ST_DWithin(geog, ST_SetSRID(ST_MakePoint(${centre.lng}, ${centre.lat}), 4326)::geography, ${radius}, false)
          AND time > ${min} AND time < ${max} ORDER BY time DESC, pk DESC LIMIT ${limit}`;
      const explain = `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${select};`;
      const before = performance.now();
      const pks = psql(select).split("\n").filter(Boolean).map(Number);
      // The first of each connection warms up.
      const slow = performance.now() - before > SLOW;
      const plans = psql(explain.repeat(slow ? 1 : 1 + RUNS));
      const times = [...plans.matchAll(/"Execution Time": ([\d.]+)/g)].map(([, ms]) => Number(ms));
      return { pks, timing: timing(times.slice(slow ? 0 : 1)) };
    },
  };
}
