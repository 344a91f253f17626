/**
 * A `fetch` for one upload that tells how much of it is on its way, from 0 to 1, and can be given up.
 * The browser's own `fetch` does not know.
 */
export function fetchWithProgress(onProgress: (fraction: number) => void, signal: AbortSignal): typeof fetch {
  return (input, init) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open(init?.method ?? "GET", input instanceof Request ? input.url : input);
      new Headers(init?.headers).forEach((value, name) => request.setRequestHeader(name, value));
      request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
      request.onload = () => {
        const type = request.getResponseHeader("Content-Type") ?? "text/plain";
        resolve(new Response(request.responseText, { status: request.status, headers: { "Content-Type": type } }));
      };
      request.onerror = () => reject(new TypeError("The upload did not arrive"));
      signal.addEventListener("abort", () => request.abort());
      request.onabort = () => reject(new DOMException("The upload was given up", "AbortError"));
      const body = init?.body;
      request.send(body instanceof FormData || typeof body === "string" ? body : null);
    });
}
