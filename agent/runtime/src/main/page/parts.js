// The other parts of the page: memory, destinations, silences, what is watched, failures, history, advice.

const RESOURCE_PLACES = 300;
/** An agent that is younger has nothing to say of the time before. */
const SEED_FROM_MILLIS = 15000;
const ASK_AGAIN_MILLIS = 60000;
const HIGH_PERCENT = 90;
const resourceLines = new Map();

/** The latest readings, each with its course: the last five minutes. */
class Resource {
  constructor(name) {
    this.name = name;
    this.values = [];
    this.title = make('span', { text: titleOf(name) });
    this.value = make('strong');
    this.fill = make('div', { class: 'fill' });
    this.meter = make('div', { class: 'track', role: 'meter', 'aria-label': titleOf(name), 'aria-valuemin': 0, 'aria-valuemax': 100 }, this.fill);
    this.canvas = make('canvas', { 'aria-hidden': 'true' });
    this.node = make('li', {}, this.title, this.value, this.meter, this.canvas);
    this.seed();
  }

  /** What was before the page was opened. */
  async seed() {
    const figure = figureOf(this.name);
    if (!figure || uptimeMillis < SEED_FROM_MILLIS) return;
    try {
      const answer = await get('series?' + new URLSearchParams({ figure, from: String(Math.floor(serverNow() - RESOURCE_PLACES * 1000)) }));
      this.values = [...answer.points.map(point => point[1]).filter(known), ...this.values].slice(-RESOURCE_PLACES);
    } catch (e) {
      // Then it begins now.
    }
  }

  update(percentNow) {
    setText(this.value, known(percentNow) ? number(percentNow) + '\u00a0%' : NONE);
    if (!known(percentNow)) return;
    this.values.push(percentNow);
    if (this.values.length > RESOURCE_PLACES) this.values.shift();
    this.fill.style.width = Math.min(100, Math.max(0, percentNow)) + '%';
    this.node.classList.toggle('high', percentNow > HIGH_PERCENT);
    this.meter.setAttribute('aria-valuenow', Math.round(percentNow));
    this.meter.setAttribute('aria-valuetext', this.value.textContent);
    drawLine(this.canvas, this.values, RESOURCE_PLACES, 100);
  }
}

/** Of heap_percent or gpu[UUID]_percent, what a person reads. */
function titleOf(name) {
  const [, kind, device] = /^([^[]*?)(?:\[(.*)\])?_percent$/.exec(name) || [null, name, null];
  return ({ gpu: 'GPU memory', gpu_utilization: 'GPU busy', cpu: 'CPU' }[kind] || kind[0].toUpperCase() + kind.slice(1).replaceAll('_', ' ')) + (device ? ' ' + device : '');
}

/** The figure of the course of a reading; of several GPUs' memory there is none of each. */
function figureOf(name) {
  const [, kind, device] = /^([a-z_]+)(?:\[(.*)\])?_percent$/.exec(name) || [];
  if (kind === BUSY) return 'gpu.' + device;
  return kind && !device ? 'memory.' + kind : null;
}

/** How busy each GPU is, which the status does not say; what has no such figure is asked once a minute. */
const BUSY = 'gpu_utilization';
const busy = new Map();
function busyOf(resources) {
  const found = {};
  for (const name of Object.keys(resources)) {
    const device = (/^gpu\[(.*)\]_percent$/.exec(name) || [])[1];
    if (!device) continue;
    const course = busy.get(device) || new Course('gpu.' + device);
    busy.set(device, course);
    if (performance.now() < (course.due || 0)) continue;
    course.load(null, serverNow() - 10000).catch(e => { course.due = performance.now() + ASK_AGAIN_MILLIS; });
    const last = course.points.get(Math.max(...course.points.keys()));
    if (known(last)) found[BUSY + '[' + device + ']_percent'] = last;
  }
  return found;
}

function renderResources(given) {
  const resources = { ...given, ...busyOf(given) };
  const list = byId('resources');
  for (const [name, line] of resourceLines) {
    if (name in resources) continue;
    line.node.remove();
    resourceLines.delete(name);
  }
  for (const [name, value] of Object.entries(resources)) {
    if (!resourceLines.has(name)) {
      resourceLines.set(name, new Resource(name));
      list.append(resourceLines.get(name).node);
    }
    resourceLines.get(name).update(value);
  }
}

const DESTINATION_COLUMNS = [
  { title: 'Destination', className: 'text', of: one => one.destination + (one.stopped ? ' (wants no more)' : '') },
  { title: 'Sent', className: 'number', of: one => number(one.sent) },
  { title: 'Waiting', className: 'number', of: one => number(one.pending) },
  { title: 'Set aside', className: 'number', of: one => number(one.set_aside) },
  { title: 'Dropped', className: 'number', of: one => number(one.dropped) },
  { title: 'Failed tries', className: 'number', of: one => number(one.failed) },
  { title: 'Last answer', className: 'text', of: one => one.last_answer || NONE },
];

const SILENCE_COLUMNS = [
  { title: 'Match', className: 'text', of: one => one.match },
  { title: 'Until', of: one => one.until ? instant(one.until) : 'as configured' },
  { title: 'By', of: one => one.by || NONE },
  { title: 'Note', className: 'text', of: one => one.note || NONE },
  { title: 'End', of: one => make('button', { type: 'button', text: 'End', 'aria-label': 'End silence of ' + one.match, on: () => unsilence(one) }) },
];

async function unsilence(one) {
  try {
    await change('DELETE', 'silences/' + encodeURIComponent(one.id));
    say('The silence has ended.');
  } catch (e) {
    say(e.message);
  }
  byId('silences-title').focus();
  await look();
}

const HISTORY_COLUMNS = [
  { title: 'Time', of: alert => instant(alert.timestamp) },
  { title: 'Status', of: alert => alert.status },
  { title: 'Severity', of: alert => make('span', { class: 'pill ' + (alert.status === 'resolved' ? 'good' : alert.severity in RANK ? alert.severity : 'warning'), text: alert.status === 'resolved' ? 'over' : alert.severity }) },
  { title: 'What', className: 'text', of: alert => alert.message },
  { title: 'Sent to', className: 'text', of: alert => [...new Set((alert.sent_to || []).map(arrival => arrival.destination))].join(', ') || (alert.held_by ? 'held by ' + (alert.silenced_by || alert.held_by) : NONE) },
];

function renderStatus(status) {
  renderResources(status.resources || {});
  fillTable(byId('destinations'), DESTINATION_COLUMNS, status.destinations || [], 'None but the log.');
  fillTable(byId('failures'), [{ title: 'Where', className: 'text', of: row => row[0] }, { title: 'How often', className: 'number', of: row => number(row[1]) }], Object.entries(status.failures || {}), 'None');
  byId('problems-part').hidden = !(status.problems || []).length;
  fillList(byId('problems'), status.problems || [], '');
  fillList(byId('unmatched'), status.unmatched || [], 'Nothing of what is watched.');
  fillList(byId('not-followed'), (status.not_followed || []).map(one => one.operation + ': ' + one.type), 'Nothing.');
  const facts = [['What', status.watched], ['Configuration', status.config], ['Version', status.version], ['Runs for', lasting(status.uptime_ms || 0)], ['Console', status.console && status.console.listen]];
  const list = byId('watched');
  if (!list.children.length) list.append(...facts.flatMap(([name]) => [make('dt', { text: name }), make('dd')]));
  facts.forEach(([, value], i) => setText(list.children[2 * i + 1], asText(value)));
}

const renderSilences = silences => fillTable(byId('silences'), SILENCE_COLUMNS, silences, 'Nothing is silenced.');
const renderHistory = alerts => fillTable(byId('history'), HISTORY_COLUMNS, [...alerts].reverse().slice(0, 100), 'Nothing has been raised.');

byId('silence-new').addEventListener('click', () => silence('').then(done => done && look()));
byId('advice-ask').addEventListener('click', async () => {
  try {
    setText(byId('advice'), await get('advice'));
  } catch (e) {
    setText(byId('advice'), e instanceof Refused ? 'There is no advice: ' + e.message + '.' : 'The application does not answer.');
  }
});
