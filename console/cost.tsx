import type { Answer } from "./ask.ts";

/** What an answer cost, in a line. */
export function CostLine({ answer, rows }: { answer: Answer; rows: number }) {
  const { sql, cache, age, limit, remaining } = answer.cost;
  return (
    <dl class="cost">
      <Fact name="rows read" value={String(rows)} />
      {sql !== null && <Fact name="ms of SQL" value={String(Math.round(sql * 100) / 100)} />}
      {cache && (
        <Fact name={age === null ? "cache" : `cache, ${age} s old`} value={cache.split(";")[1]?.trim() ?? cache} />
      )}
      {remaining && (
        <Fact name={`of ${Number(limit).toLocaleString("en")} left`} value={Number(remaining).toLocaleString("en")} />
      )}
    </dl>
  );
}

const Fact = ({ name, value }: { name: string; value: string }) => (
  <div>
    <dd>{value}</dd>
    <dt>{name}</dt>
  </div>
);
