import { Agent, get } from "node:http";
import { quantile } from "./clock.ts";

/** Requests a second, and the milliseconds below which half and 99 of 100 of them stay. */
export interface Throughput {
  perSecond: number;
  p50: number;
  p99: number;
}

/** Asks for a URL again and again over so many connections that stay open. Throws at the first answer that isn't 2xx. */
export async function load(url: string, connections: number, seconds: number): Promise<Throughput> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1000;
  const client = async () => {
    while (performance.now() < end) {
      const sent = performance.now();
      await request(url, agent);
      times.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: connections }, client));
  const took = (performance.now() - start) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  return { perSecond: times.length / took, p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
}

/** One GET, read to its end. */
export function request(url: string, agent?: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = get(url, { ...(agent && { agent }), timeout: 10_000 }, (answer) => {
      const status = answer.statusCode ?? 0;
      if (status < 200 || status > 299) reject(new Error(`${url} answers ${status}`));
      answer.on("end", resolve).on("error", reject).resume();
    });
    sent.on("error", reject).on("timeout", () => sent.destroy(new Error(`${url} does not answer`)));
  });
}
