// Requests to the server that the page came from, and to no other.

const TOKEN = 'nightjar-token';
const PATIENCE_MILLIS = 5000;
let skewMillis = 0;

/** The server's time, as far as its answers say. */
const serverNow = () => Date.now() + skewMillis;

/** What an answer that is none of the 2xx said. */
class Refused extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** Takes the token out of the address, so that it stands in no history and no bookmark. */
function takeToken() {
  const behind = new URLSearchParams(location.hash.slice(1));
  const token = behind.get('token');
  if (token === null) return;
  if (token) sessionStorage.setItem(TOKEN, token);
  behind.delete('token');
  const rest = behind.toString();
  history.replaceState(null, '', location.pathname + location.search + (rest ? '#' + rest : ''));
}

async function request(method, path, body) {
  const headers = {};
  const token = sessionStorage.getItem(TOKEN);
  if (token) headers.Authorization = 'Bearer ' + token;
  if (body) headers['Content-Type'] = 'application/json';
  const answer = await fetch('/api/v1/' + path, {
    method, headers, body: body && JSON.stringify(body), cache: 'no-store', redirect: 'error', referrerPolicy: 'no-referrer',
    signal: AbortSignal.timeout(PATIENCE_MILLIS),
  });
  const date = Date.parse(answer.headers.get('Date') || '');
  if (!Number.isNaN(date)) {
    const seen = date + 500 - Date.now();
    if (Math.abs(seen - skewMillis) > 2000) skewMillis = Math.abs(seen) > 2000 ? seen : 0;
  }
  if (!answer.ok) throw new Refused(answer.status, await detail(answer));
  if (answer.status === 204) return null;
  return (answer.headers.get('Content-Type') || '').includes('json') ? answer.json() : answer.text();
}

async function detail(answer) {
  try {
    return String((await answer.json()).detail);
  } catch (e) {
    return 'The server answered ' + answer.status + '.';
  }
}

const get = path => request('GET', path);

/** Asks for the token where one is needed, and then does it again; a token that is of no use then is not kept. */
async function change(method, path, body) {
  try {
    return await request(method, path, body);
  } catch (e) {
    if (!isTokenNeeded(e) || !await askToken(e.message)) throw e;
  }
  try {
    return await request(method, path, body);
  } catch (e) {
    if (isTokenNeeded(e)) sessionStorage.removeItem(TOKEN);
    throw e;
  }
}

const isTokenNeeded = e => e instanceof Refused && e.status === 401;
