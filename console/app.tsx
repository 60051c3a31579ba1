import { useEffect, useRef, useState } from "preact/hooks";
import { type Address, formatAddress, parseAddress, type Search } from "./address.ts";
import { ApiView } from "./api/api.tsx";
import type { Credential } from "./ask.ts";
import { Identity } from "./identity.tsx";
import { PhotoView } from "./photo/photo.tsx";
import { PopularView } from "./popular.tsx";
import { SearchView } from "./search.tsx";
import { isLocal } from "./site.ts";
import { clock } from "./window.ts";

const LOCAL: Credential = { kind: "client", value: "CLIENT-ID" };

/** The page: its three views, and a photo over them. */
export function App() {
  const [address, go] = useAddress();
  const [credential, setCredential] = useState<Credential | null>(isLocal ? LOCAL : null);
  const { view, photo, search } = address;
  const onOpen = (id: string) => go({ photo: id }, true);
  return (
    <>
      <header class="bar">
        <a class="mark" href="#/search">
          <i aria-hidden="true" />
          Darkroom
        </a>
        <nav aria-label="Views">
          {(["search", "popular", "api"] as const).map((name) => (
            <a
              key={name}
              href={formatAddress({ ...address, view: name, photo: null })}
              aria-current={view === name ? "page" : undefined}
            >
              {{ search: "Search", popular: "Popular", api: "API" }[name]}
            </a>
          ))}
        </nav>
        <Identity credential={credential} onCredential={setCredential} />
      </header>
      {view === "search" && (
        <SearchView
          search={search}
          credential={credential}
          onSearch={(part) => go({ search: { ...search, ...part } })}
          onOpen={onOpen}
        />
      )}
      {view === "popular" && <PopularView credential={credential} onOpen={onOpen} />}
      {view === "api" && (
        <ApiView
          endpoint={address.endpoint}
          values={address.values}
          credential={credential}
          onChange={(endpoint, values) => go({ endpoint, values })}
        />
      )}
      {photo && (
        <PhotoView
          id={photo}
          credential={credential}
          onClose={() => go({ photo: null })}
          onPlace={(point, time) => go({ view: "search", photo: null, search: around(point, time, search) }, true)}
        />
      )}
    </>
  );
}

function around(point: { lat: number; lng: number }, time: number, { span }: Search): Search {
  const until = time + Math.round(span / 2);
  return { ...point, distance: 500, span, until: until < clock() ? until : null };
}

/** The state of the address bar, and how to change it: in its place, or as a step that "back" undoes. */
function useAddress(): [Address, (part: Partial<Address>, isStep?: boolean) => void] {
  const [address, setAddress] = useState(() => parseAddress(location.hash));
  const latest = useRef(address);
  latest.current = address;
  useEffect(() => {
    const read = () => {
      const next = parseAddress(location.hash);
      // A view that the address does not speak of stays as it was.
      setAddress((last) => ({
        ...next,
        ...(next.view !== "search" && { search: last.search }),
        ...(next.view !== "api" && { endpoint: last.endpoint, values: last.values }),
      }));
    };
    addEventListener("hashchange", read);
    addEventListener("popstate", read);
    return () => {
      removeEventListener("hashchange", read);
      removeEventListener("popstate", read);
    };
  }, []);
  const go = (part: Partial<Address>, isStep = false) => {
    const next = { ...latest.current, ...part };
    latest.current = next;
    history[isStep ? "pushState" : "replaceState"](null, "", formatAddress(next));
    setAddress(next);
  };
  return [address, go];
}
