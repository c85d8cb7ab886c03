// Mozilla's analyser over recorded answers. Reads [{url, status, headers: [[name, value], ...], body}, ...] and writes
// [{score, failed: [...]}, ...]. The rules and their weights are the package's own; only its fetching is left out.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const folder = process.env.OBSERVATORY;
const { Requests } = await import(`${folder}/src/types.js`);
const { ALL_TESTS } = await import(`${folder}/src/constants.js`);
const { getScoreModifier } = await import(`${folder}/src/grader/grader.js`);
const { MINIMUM_SCORE_FOR_EXTRA_CREDIT } = await import(`${folder}/src/grader/charts.js`);
const { CookieJar } = createRequire(`${folder}/package.json`)("tough-cookie");

console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(judge)));

function judge(answer) {
  const results = ALL_TESTS.map((test) => test(describe(answer)));
  const weights = results.map((result) => getScoreModifier(result.result));
  const bare = 100 + weights.filter((weight) => weight < 0).reduce(add, 0);
  const score = bare >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? 100 + weights.reduce(add, 0) : bare;
  return { score, failed: results.filter((result) => !result.pass).map((result) => result.result) };
}

function describe({ url, status, headers, body }) {
  const place = new URL(url);
  const requests = new Requests(place.hostname);
  const jar = new CookieJar();
  const grouped = {};
  for (const [name, value] of headers) (grouped[name.toLowerCase()] ??= []).push(value);
  for (const cookie of grouped["set-cookie"] ?? []) jar.setCookieSync(cookie, url);
  const response = { status, headers: grouped, data: body, verified: true, httpEquiv: new Map() };
  Object.assign(requests.responses, { auto: response, http: response, https: response, cors: response });
  const clear = new URL(url.replace("https:", "http:"));
  requests.responses.httpRedirects = [{ url: clear, status: 301 }, { url: place, status }];
  requests.responses.httpsRedirects = [{ url: place, status }];
  requests.resources.path = body;
  requests.session = { url: place, jar, redirectHistory: requests.responses.httpsRedirects };
  return requests;
}

function add(one, other) {
  return one + other;
}
