import { env } from "cloudflare:workers";
import { client, get, now, tokenOf } from "./makers.ts";

/** A request that is refused because of who asks, on every route alike. */
export interface Refusal {
  what: string;
  /** What it sends: parameters, as they stand in the URL, and headers. */
  sends(): Promise<{ query: string; headers?: Record<string, string> }>;
  /** 400 where none is given. 403 and 429 come in both forms of v1: inside of `meta`, and bare beside it. */
  code?: number;
  type: string;
  message: string;
}

const missing = {
  type: "OAuthParameterException",
  message: "Missing client_id or access_token URL parameter.",
};
const badToken = { type: "OAuthAccessTokenException", message: "The access_token provided is invalid." };
const badClient = {
  type: "OAuthParameterException",
  message: "The client_id provided is invalid and does not match a valid application.",
};
const twice = (name: string, times = "more than once") => ({
  type: "APIInvalidParametersError",
  message: `${name} is given ${times}; allowed: once`,
});

const forbidden = (message: string) => ({
  code: 403,
  type: "OAuthForbiddenException",
  message: `Invalid signed-request: ${message}`,
});
const overLimit = {
  code: 429,
  type: "OAuthRateLimitException",
  message:
    "You have exceeded the maximum number of requests per hour. You have performed a total of 1 requests in the last " +
    "hour. Our general maximum limit is set at 1 requests per hour.",
};

const query = (query: string) => async () => ({ query });
const header = (value: string) => async () => ({ query: "", headers: { Authorization: value } });

/** Well-formed tokens and ids are stored, so that it is their form for which they are refused. */
const storedToken = (token: string) => async () => ({
  query: `access_token=${encodeURIComponent(await tokenOf("1", {}, token))}`,
});
const storedClient = (id: string) => async () => ({ query: `client_id=${encodeURIComponent(await client(id))}` });

/** The query of a caller who may ask once an hour, and has. */
async function spent(query: string) {
  await get(`/v1/media/search?${query}`);
  await get(`/v1/media/search?${query}`);
  return { query };
}

const signer = () => client(crypto.randomUUID(), { enforce_signed: true });

let serial = 0;

export const REFUSALS: Refusal[] = [
  { what: "no credential", sends: query(""), ...missing },
  { what: "a blank access_token", sends: query("access_token="), ...missing },
  { what: "a blank client_id", sends: query("client_id="), ...missing },
  { what: "both blank", sends: query("access_token=&client_id="), ...missing },
  { what: "names in capitals", sends: async () => ({ query: `CLIENT_ID=${await client()}` }), ...missing },
  { what: "a header of another scheme", sends: header("Basic YTpi"), ...missing },
  { what: "a header without a token", sends: header("Bearer"), ...missing },

  { what: "an unknown token", sends: query("access_token=unknown"), ...badToken },
  { what: "an unknown token in the header", sends: header("Bearer unknown"), ...badToken },
  { what: "an unknown token under the page's own name", sends: query("?access_token=unknown"), ...badToken },
  { what: "a client_id as a token", sends: async () => ({ query: `access_token=${await client()}` }), ...badToken },
  { what: "a token of 513 bytes", sends: storedToken("t".repeat(513)), ...badToken },
  { what: "a token of 257 letters in 514 bytes", sends: storedToken("é".repeat(257)), ...badToken },
  {
    what: "a token that expired a second ago",
    sends: async () => ({ query: `access_token=${await tokenOf("1", { expires: now() - 1 })}` }),
    ...badToken,
  },

  { what: "an unknown client_id", sends: query("client_id=unknown"), ...badClient },
  { what: "a token as a client_id", sends: async () => ({ query: `client_id=${await tokenOf("1")}` }), ...badClient },
  { what: "a client_id of 65 characters", sends: storedClient("c".repeat(65)), ...badClient },
  { what: "a client_id with a blank in it", sends: storedClient("a client"), ...badClient },
  { what: "a client_id with a colon in it", sends: storedClient("a:client"), ...badClient },
  { what: "a client_id beyond ASCII", sends: storedClient("clïent"), ...badClient },

  {
    what: "a bad token with a good client_id",
    sends: async () => ({ query: `access_token=unknown&client_id=${await client()}` }),
    ...badToken,
  },
  {
    what: "a good token twice",
    sends: async () => {
      const token = await tokenOf("1");
      return { query: `access_token=${token}&access_token=${token}` };
    },
    ...twice("access_token", "2 times"),
  },
  {
    what: "a good token under two names",
    sends: async () => {
      const token = await tokenOf("1");
      return { query: `access_token=${token}&?access_token=${token}` };
    },
    ...twice("access_token"),
  },
  {
    what: "a good token in the query and in the header",
    sends: async () => {
      const token = await tokenOf("1");
      return { query: `access_token=${token}`, headers: { Authorization: `Bearer ${token}` } };
    },
    ...twice("access_token"),
  },
  {
    what: "a good client_id twice",
    sends: async () => {
      const id = await client();
      return { query: `client_id=${id}&client_id=${id}` };
    },
    ...twice("client_id", "2 times"),
  },

  {
    what: "a client over its limit",
    sends: async () => spent(`client_id=${await client(crypto.randomUUID(), { limit: 1 })}`),
    ...overLimit,
  },
  {
    what: "a token over its client's limit",
    sends: async () => {
      const id = await client(crypto.randomUUID(), { limit: 1 });
      return spent(`access_token=${await tokenOf("1", { client_id: id })}`);
    },
    ...overLimit,
  },
  {
    what: "an address that guesses",
    sends: async () => {
      const key = `198.51.100.${serial++}`;
      while ((await env.GUESSES.limit({ key })).success);
      return { query: "access_token=unknown", headers: { "CF-Connecting-IP": key } };
    },
    code: 429,
    type: "OAuthRateLimitException",
    message: "Too many requests from your address had an invalid access_token, client_id or sig.",
  },
  {
    what: "a client that must sign and does not",
    sends: async () => ({ query: `client_id=${await signer()}` }),
    ...forbidden("Missing required parameter 'sig'"),
  },
  {
    what: "a client that signs wrongly",
    sends: async () => ({ query: `client_id=${await signer()}&sig=${"0".repeat(64)}` }),
    ...forbidden("Signature does not match"),
  },
  {
    what: "a token whose client must sign and does not",
    sends: async () => ({ query: `access_token=${await tokenOf("1", { client_id: await signer() })}` }),
    ...forbidden("Missing required parameter 'sig'"),
  },
  {
    what: "a token whose client is gone",
    sends: async () => ({ query: `access_token=${await tokenOf("1", { client_id: "gone" })}` }),
    ...badToken,
  },
];
