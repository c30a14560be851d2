// Stands in the place of the service worker where a site is not, or no longer, to be read offline: whoever has that
// worker finds this in its stead, which forgets all that was kept and is gone.

addEventListener("install", () => skipWaiting());

const end = async () => {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(`${registration.scope} `)).map((name) => caches.delete(name)));
  await registration.unregister();
};
addEventListener("activate", (event) => event.waitUntil(end()));
