// Runs before a page's own scripts: `figures` fills with what the page costs, `presses` with what each press on a
// waypoint took until something changed on screen, and until its answer was painted. Milliseconds.
window.figures = { first: 0, largest: 0, blocked: 0 };
window.presses = [];

const tasks = [];
const observe = (type, take) =>
  new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
observe("paint", (entry) => {
  if (entry.name === "first-contentful-paint") window.figures.first = entry.startTime;
});
observe("largest-contentful-paint", (entry) => { window.figures.largest = entry.startTime; });
observe("longtask", ({ startTime, duration }) => {
  tasks.push([startTime, startTime + duration]);
  const lengths = tasks.map(([start, end]) => end - Math.max(start, window.figures.first));
  // As Lighthouse counts it: of each task, from the first paint on, what is beyond 50 ms.
  window.figures.blocked = lengths.reduce((sum, length) => sum + Math.max(0, length - 50), 0);
});

// A message sent in a frame arrives once that frame was drawn.
const afterFrame = (then) => {
  const channel = new MessageChannel();
  channel.port1.onmessage = then;
  channel.port2.postMessage(null);
};

addEventListener("click", (event) => {
  if (!event.target.closest(".way")) return;
  const row = event.target.closest("[data-topic]").id;
  const look = () => {
    const shown = document.getElementById(row);
    const waypoint = getComputedStyle(shown.querySelector(".way"), "::before");
    return { status: shown.dataset.status, looks: [waypoint.boxShadow, waypoint.backgroundColor].join() };
  };
  const before = look();
  const press = {};
  const since = () => performance.now() - event.timeStamp;
  const watch = () => {
    const now = look();
    const isAnswered = now.status !== before.status;
    afterFrame(() => {
      if (isAnswered || now.looks !== before.looks) press.changed ??= since();
      if (isAnswered) window.presses.push({ ...press, answered: since() });
    });
    if (!isAnswered) requestAnimationFrame(watch);
  };
  requestAnimationFrame(watch);
}, true);
