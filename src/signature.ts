/**
 * The signature of a request as v1 made it: HMAC-SHA256 with the client's secret over the path without `/v1`, then
 * `|name=value` for each parameter of query and body but `sig`, by name, as they are before URL encoding. Lower-case hex.
 */
export async function sign(path: string, params: URLSearchParams, secret: string): Promise<string> {
  const mac = await crypto.subtle.sign("HMAC", await keyOf(secret), messageOf(path, params));
  return [...new Uint8Array(mac)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Whether `sig` is the signature of these. Takes as long for a wrong one as for the right one. */
export async function isSigned(path: string, params: URLSearchParams, secret: string, sig: string): Promise<boolean> {
  if (!/^[0-9a-f]{64}$/.test(sig)) return false;
  const mac = Uint8Array.from(sig.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
  return crypto.subtle.verify("HMAC", await keyOf(secret), mac, messageOf(path, params));
}

function messageOf(path: string, params: URLSearchParams) {
  const parts = [...params]
    .filter(([name]) => name !== "sig")
    .sort(([a], [b]) => Number(a > b) - Number(a < b))
    .map(([name, value]) => `|${name}=${value}`);
  return new TextEncoder().encode(path.replace(/^\/v1(?=\/)/, "") + parts.join(""));
}

const keyOf = (secret: string) =>
  crypto.subtle.importKey("raw", new TextEncoder().encode(secret), { name: "HMAC", hash: "SHA-256" }, false, [
    "sign",
    "verify",
  ]);
