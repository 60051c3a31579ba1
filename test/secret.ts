/** How a line begins that tells the watch over the logs (`Leaks`) of a secret, which no other line may hold from then on. */
export const SECRET = "a test uses the secret ";

/** Tells the watch over the logs of a token or a client's secret. Those under 12 characters are words that logs may hold. */
export function announce(secret: string): void {
  if (secret.length >= 12) console.log(SECRET + secret);
}
