// One operation: its figures now, their course, its models, and what was raised about it.

const detailDialog = byId('detail');
const AGAIN_MILLIS = 10000;
const SHORT = { millis: 300000, every: 1000 }, LONG = { millis: 3600000, every: 10000 };
/** The upper ends of the bands of latency, as io.nightjar.console.history has them. */
const HEAT_BOUNDS_MILLIS = [1, 3, 10, 30, 100, 300, 1000, 3000, 10000, 30000, 100000];
let shown = null;

/** The course of one figure, as far back as is looked at. Its size is bounded by that. */
class Course {
  constructor(figure) {
    this.figure = figure;
    this.points = new Map();
  }

  async load(operation, from) {
    const last = Math.max(from, ...this.points.keys());
    const query = new URLSearchParams({ figure: this.figure, from: String(Math.floor(last)) });
    if (operation) query.set('operation', operation);
    const answer = await get('series?' + query);
    for (const [time, value] of answer.points) this.points.set(time, value);
    for (const time of this.points.keys()) {
      if (time < from) this.points.delete(time);
    }
  }

  at(times) {
    return times.map(time => this.points.get(time) ?? null);
  }
}

class Detail {
  constructor(name) {
    this.name = name;
    this.range = SHORT;
    this.due = 0;
    this.charts = [];
  }

  get status() {
    const model = operations.get(this.name);
    return model ? model.status : {};
  }

  /** Charts of what the operation has; a stream or tokens may come later. */
  build() {
    const status = this.status;
    const kind = ('chunks' in status ? 'c' : '') + ('input_tokens' in status ? 't' : '');
    if (this.kind === kind) return;
    this.kind = kind;
    this.clear();
    const perSecond = value => known(value) ? number(value) + '/s' : NONE;
    const specs = [['Calls', [['all', 'rate'], ['failed', 'failures']], perSecond], ['Latency', [['p50', 'p50'], ['p95', 'p95'], ['p99', 'p99']], millis], ['In flight', [['calls', 'in_flight']], number]];
    if (kind.includes('c')) specs.push(['First chunk and gap', [['first chunk', 'first_chunk'], ['gap', 'chunk_gap']], millis]);
    if (kind.includes('t')) specs.push(['Tokens', [['in', 'tokens_in'], ['out', 'tokens_out']], perSecond]);
    this.charts = specs.map(([title, lines, format]) => new Chart(title, lines.map(([name, figure]) => ({ title: name, course: new Course(figure) })), format));
    this.heat = new Heat('How many calls took how long', HEAT_BOUNDS_MILLIS);
    this.heatCourse = new Course('heat');
    byId('detail-charts').replaceChildren(...this.charts.map(chart => chart.node));
    byId('detail-charts').insertBefore(this.heat.node, this.charts[1].node.nextSibling);
  }

  courses() {
    return this.heat ? [...this.charts.flatMap(chart => chart.lines.map(line => line.course)), this.heatCourse] : [];
  }

  setRange(range) {
    this.range = range;
    this.due = 0;
    for (const course of this.courses()) course.points.clear();
    byId('range-short').setAttribute('aria-pressed', range === SHORT);
    byId('range-long').setAttribute('aria-pressed', range === LONG);
  }

  async refresh() {
    this.renderFacts();
    if (this.loading || performance.now() < this.due) return;
    this.build();
    this.due = performance.now() + this.range.every - 200;
    this.loading = true;
    const from = serverNow() - this.range.millis;
    try {
      await this.courses()[0].load(this.name, from);
      await Promise.all(this.courses().slice(1).map(course => course.load(this.name, from)));
      if (shown === this && this.heat) this.renderCharts();
    } catch (e) {
      if (e instanceof Refused && e.status === 404 && shown === this) {
        this.clear();
        this.kind = null;
        this.due = performance.now() + AGAIN_MILLIS;
        byId('detail-charts').replaceChildren(make('p', { class: 'quiet', text: 'No course is kept of this operation: ' + e.message + '.' }));
      }
    } finally {
      this.loading = false;
    }
  }

  renderCharts() {
    const times = [...this.courses()[0].points.keys()].sort((left, right) => left - right);
    for (const chart of this.charts) chart.show(times, chart.lines.map(line => line.course.at(times)));
    this.heat.showHeat(times, this.heatCourse.at(times));
  }

  renderFacts() {
    const model = operations.get(this.name), status = this.status;
    if (!model) return;
    const facts = [['Rate', known(model.rate) ? number(model.rate) + '/s' : NONE], ['Calls', number(status.calls)], ['p50', millis(status.p50_ms)], ['p95', millis(status.p95_ms)],
      ['p99', millis(status.p99_ms)], ['Longest', millis(status.max_ms)], ['Failed, 1 min', percent(model.failedShare)], ['Failed, all', number(status.errors)],
      ['Cancelled', number(status.cancelled)], ['In flight', number(status.in_flight)], ['Alerts sent', number(status.alerts)]];
    if ('chunks' in status) facts.push(['Chunks', number(status.chunks)], ['First chunk', millis(status.first_chunk_ms)], ['Gap', millis(status.chunk_gap_ms)], ['Longest gap', millis(status.longest_gap_ms)]);
    if ('input_tokens' in status) facts.push(['Tokens in', number(status.input_tokens)], ['Tokens out', number(status.output_tokens)]);
    for (const [name, value] of Object.entries(status)) {
      if (!KNOWN.has(name) && (typeof value !== 'object' || value === null)) facts.push([name.replace(/_ms$/, '').replaceAll('_', ' '), name.endsWith('_ms') ? millis(value) : asText(value)]);
    }
    const list = byId('detail-facts');
    if (list.children.length !== facts.length) list.replaceChildren(...facts.map(() => make('div', {}, make('dt'), make('dd'))));
    facts.forEach(([name, value], i) => {
      setText(list.children[i].firstChild, name);
      setText(list.children[i].lastChild, value);
    });
    renderMore(this.name, status);
  }

  clear() {
    for (const chart of this.charts) chart.close();
    if (this.heat) this.heat.close();
    this.charts = [];
    this.heat = null;
    byId('detail-charts').replaceChildren();
  }
}

/** What the facts name by themselves. */
const KNOWN = new Set(['operation', 'layer', 'calls', 'errors', 'cancelled', 'in_flight', 'p50_ms', 'p95_ms', 'p99_ms', 'max_ms', 'alerts', 'chunks', 'first_chunk_ms',
  'chunk_gap_ms', 'longest_gap_ms', 'input_tokens', 'output_tokens']);
const scrolled = (name, table) => make('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': name }, table);
const emptyTable = caption => make('table', {}, make('caption', { class: 'unseen', text: caption }), make('thead'), make('tbody'));
const failureTable = emptyTable('Failures by class'), labelTable = emptyTable('Calls by their labels'), raisedTable = emptyTable('Alerts of this operation');
byId('detail-more').append(make('h3', { text: 'Failures by class' }), scrolled('Failures by class', failureTable), make('h3', { text: 'By labels' }), scrolled('By labels', labelTable),
  make('h3', { text: 'Raised' }), scrolled('Raised', raisedTable));

function renderMore(name, status) {
  const raised = lastAlerts.filter(alert => alert.labels && alert.labels.operation === name);
  const withErrors = [...raised].reverse().find(alert => alert.metadata && alert.metadata.errors);
  const failures = status.failures && typeof status.failures === 'object' ? status.failures : withErrors ? withErrors.metadata.errors : {};
  const rows = Array.isArray(failures) ? failures.map(one => Object.values(one)) : Object.entries(failures);
  fillTable(failureTable, [{ title: 'Class', className: 'text', of: row => asText(row[0]) }, { title: 'Calls', className: 'number', of: row => asText(row[1]) }],
    rows, status.errors ? 'Known once an error rate has been raised.' : 'None');
  fillTable(labelTable, LABEL_COLUMNS, (status.label_sets || []).map(set => ({ ...set, text: Object.entries(set.labels).map(([key, value]) => key + ': ' + value).join(', ') || 'all others' })), 'None');
  fillTable(raisedTable, HISTORY_COLUMNS, [...raised].reverse().slice(0, 20), 'Nothing');
}

const LABEL_COLUMNS = [
  { title: 'Labels', className: 'text', of: set => set.text },
  { title: 'Calls', className: 'number', of: set => number(set.calls) },
  { title: 'Failed', className: 'number', of: set => number(set.errors) },
  { title: 'Mean', className: 'number', of: set => millis(set.mean_ms) },
  { title: 'Tokens in', className: 'number', of: set => number(set.input_tokens) },
  { title: 'Tokens out', className: 'number', of: set => number(set.output_tokens) },
];

/** Opens an operation; its name stands in the address, so that it can be sent to somebody. */
function openDetail(name) {
  const model = operations.get(name);
  if (!model) return;
  if (shown) shown.clear();
  shown = new Detail(name);
  setText(byId('detail-title'), name + (model.status.layer ? ' \u2013 ' + model.status.layer : ''));
  if (!detailDialog.open) detailDialog.showModal();
  detailDialog.scrollTop = 0;
  byId('detail-title').focus();
  history.replaceState(null, '', '#' + new URLSearchParams({ operation: name }));
  shown.build();
  shown.setRange(SHORT);
  shown.refresh();
}

function closeDetail() {
  if (!shown) return;
  shown.clear();
  const name = shown.name;
  shown = null;
  history.replaceState(null, '', location.pathname + location.search);
  const row = view.rows.get(operations.get(name));
  if (document.activeElement === document.body) (row ? row.name : scroller).focus({ preventScroll: true });
}

/** Opens what the address names, once it is there. */
function openNamed() {
  const name = new URLSearchParams(location.hash.slice(1)).get('operation');
  if (name && !shown && operations.has(name)) openDetail(name);
}

byId('detail-close').addEventListener('click', () => detailDialog.close());
detailDialog.addEventListener('close', closeDetail);
for (const [id, range] of [['range-short', SHORT], ['range-long', LONG]]) {
  byId(id).addEventListener('click', () => {
    if (!shown) return;
    shown.setRange(range);
    shown.refresh();
  });
}
dark.addEventListener('change', () => {
  if (!shown) return;
  for (const chart of [...shown.charts, shown.heat]) if (chart) chart.draw();
});
