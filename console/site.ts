/** What the operator has set in the page: `<meta name="…" content="…">`. */
const meta = (name: string) => document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? "";

/** Where map tiles come from, and whom to thank for them. Blank: the base map that comes along. */
export const tiles = { url: meta("tiles"), attribution: meta("tiles-attribution") };

const pictures = new Set([location.origin, ...meta("pictures").split(" ").filter(Boolean)]);

/** Whether a picture may be loaded: ours, or from an origin that the operator has named. */
export function isOurs(url: string): boolean {
  return URL.canParse(url) && pictures.has(new URL(url).origin);
}

/** Whether this is an instance of `npm start`, which has the well-known credentials. */
export const isLocal = ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname);
