import { env } from "cloudflare:workers";

/** Every row of every table, each as SQL text, so that integers past 2^53 stay what they are. */
export async function dump(): Promise<Record<string, string[]>> {
  const tables = await env.DB.prepare(
    `SELECT t.name, json_group_array(c.name ORDER BY c.cid) AS columns
     FROM sqlite_schema t CROSS JOIN pragma_table_info(t.name) c
     WHERE t.type = 'table' AND t.name NOT GLOB 'sqlite_*' AND t.name NOT GLOB '_cf_*' AND t.name NOT GLOB 'd1_*'
     GROUP BY t.name ORDER BY t.name`,
  ).all<{ name: string; columns: string }>();
  const dumped: Record<string, string[]> = {};
  for (const { name, columns } of tables.results) {
    const row = (JSON.parse(columns) as string[]).map((column) => `quote("${column}")`).join(" || ', ' || ");
    const { results } = await env.DB.prepare(`SELECT ${row} AS row FROM "${name}" ORDER BY 1`).all<{ row: string }>();
    dumped[name] = results.map(({ row }) => row);
  }
  return dumped;
}
