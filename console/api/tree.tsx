import { useState } from "preact/hooks";

/** JSON to fold. What is folded is not drawn, so 100 photos are as quick as one. */
export function Tree({ value, depth = 0, name }: { value: unknown; depth?: number; name?: string }) {
  const entries = value !== null && typeof value === "object" ? Object.entries(value) : null;
  const isList = Array.isArray(value);
  const [isOpen, setOpen] = useState(depth < 2 || (depth === 2 && !isList && (entries?.length ?? 0) < 4));
  const label = name !== undefined && <span class="key">{name}</span>;
  if (!entries || entries.length === 0) {
    return (
      <div class="leaf">
        {label}
        <Leaf value={value} />
      </div>
    );
  }
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {label}
        <span class="count">{isList ? `[${entries.length}]` : `{${entries.length}}`}</span>
        {!isOpen && <span class="glance">{glance(value)}</span>}
      </summary>
      {isOpen && entries.map(([key, item]) => <Tree key={key} name={key} value={item} depth={depth + 1} />)}
    </details>
  );
}

function Leaf({ value }: { value: unknown }) {
  const kind = value === null ? "null" : Array.isArray(value) || typeof value === "object" ? "empty" : typeof value;
  return <span class={`value ${kind}`}>{JSON.stringify(value)}</span>;
}

/** What a folded part holds, in a few words. */
function glance(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
