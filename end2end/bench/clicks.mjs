// Clicks as a hand makes them, and when what they asked for is painted.

/** Runs in the page before a click: `window.outcome` will say when what a selector finds was changed, and painted. */
function watch(sign) {
  const read = () => [...document.querySelectorAll(sign)].map((element) => element.textContent).join('\n');
  const before = read();
  window.outcome = new Promise((resolve) => {
    let start;
    let shown = 16;
    addEventListener('click', ({ timeStamp }) => (start = timeStamp), { once: true, capture: true });
    new PerformanceObserver((list) => {
      for (const { name, startTime, duration } of list.getEntries()) {
        if (name === 'click' && startTime === start) shown = duration;
      }
    }).observe({ type: 'event', durationThreshold: 16 });
    const observer = new MutationObserver(() => {
      if (start === undefined || read() === before) return;
      observer.disconnect();
      const changed = performance.now() - start;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          const painted = performance.now() - start;
          // By then the browser has told what it knows of the click.
          setTimeout(() => resolve({ changed, painted, shown }), 150);
        };
        port2.postMessage(null);
      });
    });
    observer.observe(document, { subtree: true, childList: true, characterData: true });
  });
}

/** Where an element can be pointed at: in the middle of its first line. */
export async function place(locator) {
  await locator.scrollIntoViewIfNeeded();
  return locator.evaluate((element) => {
    const { left, top, width, height } = element.getClientRects()[0];
    return [left + width / 2, top + height / 2];
  });
}

/** Counts what a page has asked for and not got yet. */
export function watchTraffic(page) {
  page.onTheWay = 0;
  page.on('request', () => (page.onTheWay += 1));
  for (const end of ['requestfinished', 'requestfailed']) page.on(end, () => (page.onTheWay -= 1));
}

/** Waits until nothing that was asked for is still on its way, or for as long as somebody would. */
export async function settled(page) {
  const until = Date.now() + 3000;
  for (let quiet = 0; quiet < 4 && Date.now() < until; quiet += 1) {
    // Of what is fetched ahead not every browser tells how it ended.
    if (page.onTheWay > 0) quiet = 0;
    await page.waitForTimeout(25);
  }
}

/** Lets the pointer rest on something until all that it leads to is here. */
export async function rest(page, locator) {
  await page.mouse.move(...(await place(locator)));
  await settled(page);
}

/** Moves the pointer onto something, unless it rests there, and clicks at once. */
export async function click(page, locator, sign) {
  const [x, y] = await place(locator);
  await page.evaluate(watch, sign);
  await page.mouse.click(x, y);
  return page.evaluate(() => window.outcome);
}
