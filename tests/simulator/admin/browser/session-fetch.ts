const REAUTHORIZE_HEADER = "X-Shopify-API-Request-Failure-Reauthorize-Url";
const RETRY_HEADER = "X-Shopify-Retry-Invalid-Session-Request";

/**
 * Makes every request of the page to its own origin carry a fresh session token, as App Bridge does. An answer that asks
 * for another try with a new token gets one; one that names a page for authorization leads there.
 */
export function installSessionFetch(idToken: () => Promise<string>, open: (url: string) => void): void {
  const plainFetch = window.fetch.bind(window);
  const fetchWithToken = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const headers = new Headers(request.headers);
    headers.set("Authorization", `Bearer ${await idToken()}`);
    headers.set("X-Requested-With", "XMLHttpRequest");
    return plainFetch(new Request(request, { headers }));
  };
  window.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, window.location.href);
    const hasOwnToken = new Headers(init?.headers ?? (input instanceof Request ? input.headers : {})).has(
      "Authorization",
    );
    if (url.origin !== window.location.origin || hasOwnToken) return plainFetch(input, init);
    const second = input instanceof Request ? input.clone() : input;
    let answer = await fetchWithToken(input, init);
    if (answer.status === 401 && answer.headers.has(RETRY_HEADER)) answer = await fetchWithToken(second, init);
    const reauthorize = answer.headers.get(REAUTHORIZE_HEADER);
    if (reauthorize !== null) open(reauthorize);
    return answer;
  };
}
