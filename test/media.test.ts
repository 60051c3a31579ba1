import { expect, test } from "vitest";
import { client, get, put, record, tokenOf } from "./makers.ts";

test("a photo by its id", async () => {
  await put(record({ id: "42" }));
  const { status, body } = await get(`/v1/media/42?client_id=${await client()}`);
  expect(status).toBe(200);
  expect(body.data.id).toBe("42");
  const again = await get(`/v1/media/42?access_token=${await tokenOf("9")}`);
  expect(again.body.data.user_has_liked).toBe(false);
});
