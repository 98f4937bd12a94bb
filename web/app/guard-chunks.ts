const name = 'cermat:reloaded-at';
const once = 20_000;

/**
 * A tab of an earlier version asks for a page's script that is gone. It reloads, once: a second failure shortly after is a real
 * fault and is left to the page's error screen. Drafts are on the device and come back.
 */
export function guardChunks(): void {
  addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(name) ?? 0);
    if (Date.now() - last < once) return;
    sessionStorage.setItem(name, String(Date.now()));
    event.preventDefault();
    location.reload();
  });
}
