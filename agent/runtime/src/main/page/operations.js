// The operations: a table of which only the rows in sight are drawn.

const operations = new Map();
const SPARE_ROWS = 6;
const FEWEST_ROWS = 12;
const COLUMNS = [
  { key: 'operation', title: 'Operation', text: model => model.name },
  { key: 'layer', title: 'Layer', className: 'c-wide', text: model => model.status.layer || NONE },
  { key: 'rate', title: 'Rate', className: 'number', text: model => known(model.rate) ? number(model.rate) + '/s' : NONE, value: model => model.rate },
  { key: 'course', title: 'Last minute', className: 'number c-wide', unsorted: true },
  { key: 'p50_ms', title: 'p50', className: 'number c-wide', unit: millis },
  { key: 'p95_ms', title: 'p95', className: 'number', unit: millis },
  { key: 'p99_ms', title: 'p99', className: 'number c-wide', unit: millis },
  { key: 'expected_ms', title: 'Expected', className: 'number c-wide c-expected', unit: millis },
  { key: 'failed', title: 'Failed', className: 'number', text: model => percent(model.failedShare), value: model => model.failedShare },
  { key: 'errors', title: 'Failed, all', className: 'number c-wide', unit: number },
  { key: 'in_flight', title: 'In flight', className: 'number c-wide', unit: number },
  { key: 'first_chunk_ms', title: 'First chunk', className: 'number c-wide c-chunks', unit: millis },
  { key: 'chunk_gap_ms', title: 'Gap', className: 'number c-wide c-chunks', unit: millis },
  { key: 'input_tokens', title: 'Tokens in', className: 'number c-wide c-tokens', unit: number },
  { key: 'output_tokens', title: 'Tokens out', className: 'number c-wide c-tokens', unit: number },
].map(column => column.unit ? { ...column, text: model => column.unit(model.status[column.key], 1), value: model => model.status[column.key] } : column);

const view = { sort: 'fires', descending: true, filter: '', order: [], rows: new Map(), rowHeight: 0 };
const scroller = byId('operations-scroll'), body = byId('operations-body');
const padding = [0, 1].map(() => make('tr', { class: 'pad', 'aria-hidden': 'true' }, make('td', { colspan: COLUMNS.length })));

/** One operation: what the status says of it, and what follows from the answers before. */
class Model {
  constructor(name) {
    this.name = name;
    this.recent = new Recent();
  }

  take(status, time) {
    this.status = status;
    this.recent.add(time, status.calls || 0, status.errors || 0);
    this.rate = this.recent.rate();
    this.failedShare = this.recent.failedShare();
    this.worst = null;
  }

  /** What the filter looks at. */
  matches(filter) {
    return !filter || (this.name + ' ' + this.status.layer + ' ' + (this.status.label_sets || []).map(set => Object.values(set.labels).join(' ')).join(' ')).toLowerCase().includes(filter);
  }
}

function takeOperations(list, conditions, time) {
  const present = new Set();
  for (const status of list) {
    const name = String(status.operation);
    present.add(name);
    if (!operations.has(name)) operations.set(name, new Model(name));
    operations.get(name).take(status, time);
  }
  for (const name of operations.keys()) {
    if (!present.has(name)) operations.delete(name);
  }
  for (const condition of conditions.filter(needsSomebody)) {
    const model = condition.labels && operations.get(condition.labels.operation);
    if (model && (!model.worst || severityRank(condition) < severityRank({ severity: model.worst }))) model.worst = condition.severity;
  }
  const table = byId('operations');
  table.classList.toggle('has-chunks', list.some(one => 'chunks' in one));
  table.classList.toggle('has-tokens', list.some(one => 'input_tokens' in one));
  table.classList.toggle('has-expected', list.some(one => 'expected_ms' in one));
}

function compare(left, right) {
  if (view.sort === 'operation') return left.name.localeCompare(right.name);
  if (view.sort === 'fires') {
    return severityRank({ severity: right.worst }) - severityRank({ severity: left.worst }) || (left.rate || 0) - (right.rate || 0);
  }
  const column = COLUMNS.find(one => one.key === view.sort);
  if (!column.value) return String(column.text(left)).localeCompare(String(column.text(right)));
  return (column.value(left) ?? -1) - (column.value(right) ?? -1);
}

/** Sorts anew; while somebody points at the table or is in it, rows stay where they are. */
function orderOperations(force) {
  const held = !force && (scroller.matches(':hover') || scroller.contains(document.activeElement));
  const filtered = [...operations.values()].filter(model => model.matches(view.filter));
  const sign = view.descending ? -1 : 1;
  const place = new Map(view.order.map((model, i) => [model, i]));
  filtered.sort(held ? (left, right) => (place.get(left) ?? Infinity) - (place.get(right) ?? Infinity) || 0
    : (left, right) => sign * compare(left, right) || left.name.localeCompare(right.name));
  view.order = filtered;
  setText(byId('operations-count'), !operations.size ? 'Nothing has been called yet.'
    : filtered.length === operations.size ? plural(operations.size, 'operation', 'operations') : filtered.length + ' of ' + plural(operations.size, 'operation', 'operations'));
  byId('operations').setAttribute('aria-rowcount', filtered.length + 1);
  drawOperations();
}

/** Draws the rows in sight. A row is kept for its operation while that is in sight or has the focus. */
function drawOperations() {
  const height = view.rowHeight || 35;
  const first = Math.max(0, Math.floor(scroller.scrollTop / height) - SPARE_ROWS);
  const count = Math.max(FEWEST_ROWS, Math.ceil(scroller.clientHeight / height)) + 2 * SPARE_ROWS;
  const shown = view.order.slice(first, first + count);
  const wanted = new Set(shown);
  for (const [model, row] of view.rows) {
    if (wanted.has(model)) continue;
    if (row.node.contains(document.activeElement)) scroller.focus({ preventScroll: true });
    row.node.remove();
    view.rows.delete(model);
  }
  if (padding[0].parentNode !== body) body.replaceChildren(...padding);
  let after = padding[0];
  shown.forEach((model, i) => {
    if (!view.rows.has(model)) view.rows.set(model, new Row(model));
    const row = view.rows.get(model);
    if (after.nextSibling !== row.node) {
      const focused = row.node.contains(document.activeElement);
      after.after(row.node);
      if (focused) row.name.focus({ preventScroll: true });
    }
    row.node.setAttribute('aria-rowindex', first + i + 2);
    row.update();
    after = row.node;
  });
  padding[0].firstChild.style.height = first * height + 'px';
  padding[1].firstChild.style.height = Math.max(0, view.order.length - first - shown.length) * height + 'px';
  padding[0].hidden = !first;
  const measured = shown.length ? view.rows.get(shown[0]).node.getBoundingClientRect().height : 0;
  if (measured && Math.abs(measured - height) > 0.5) {
    view.rowHeight = measured;
    drawOperations();
  }
}

class Row {
  constructor(model) {
    this.model = model;
    this.name = make('button', { type: 'button', class: 'name', text: model.name, title: model.name, on: () => openDetail(model.name) });
    this.canvas = make('canvas', { 'aria-hidden': 'true' });
    this.cells = COLUMNS.map((column, i) => make(i ? 'td' : 'th', { class: column.className, scope: i ? null : 'row' }));
    this.cells[0].append(this.name);
    this.cells[3].append(this.canvas);
    this.node = make('tr', {}, ...this.cells);
  }

  update() {
    const model = this.model;
    COLUMNS.forEach((column, i) => {
      if (i && column.text) setText(this.cells[i], column.text(model));
    });
    setClass(this.node, model.worst ? 'fire-' + model.worst : '');
    this.name.setAttribute('aria-label', model.name + (model.worst ? ', fires: ' + model.worst : ''));
    const failed = this.cells[COLUMNS.findIndex(column => column.key === 'failed')];
    failed.classList.toggle('bad', model.failedShare > 0);
    drawLine(this.canvas, model.recent.steps(), KEPT - 1);
  }
}

function sortBy(key) {
  view.descending = view.sort === key ? !view.descending : key !== 'operation' && key !== 'layer';
  view.sort = key;
  for (const cell of byId('operations-head').cells) {
    cell.setAttribute('aria-sort', cell.dataset.key === key ? (view.descending ? 'descending' : 'ascending') : 'none');
  }
  scroller.scrollTop = 0;
  orderOperations(true);
}

/** Up, down, and to the ends, from row to row. */
function moveInOperations(event) {
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity }[event.key];
  if (!step || event.altKey || event.ctrlKey || event.metaKey || !body.contains(event.target) && event.target !== scroller) return;
  const current = view.order.findIndex(model => view.rows.has(model) && view.rows.get(model).node.contains(event.target));
  const next = Math.min(view.order.length - 1, Math.max(0, current < 0 ? 0 : current + step));
  if (!view.order.length) return;
  event.preventDefault();
  const height = view.rowHeight || 35, head = byId('operations').tHead.offsetHeight;
  const top = next * height;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (top + height + head > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = top + height + head - scroller.clientHeight;
  drawOperations();
  view.rows.get(view.order[next]).name.focus({ preventScroll: true });
}

byId('operations-head').append(...COLUMNS.map(column => {
  const cell = make('th', { scope: 'col', class: column.className, 'data-key': column.key, 'aria-sort': column.unsorted ? null : 'none' });
  cell.append(column.unsorted ? column.title : make('button', { type: 'button', text: column.title, on: () => sortBy(column.key) }));
  return cell;
}));
scroller.addEventListener('scroll', () => requestAnimationFrame(drawOperations), { passive: true });
scroller.addEventListener('keydown', moveInOperations);
byId('filter').addEventListener('input', event => {
  view.filter = event.target.value.trim().toLowerCase();
  scroller.scrollTop = 0;
  orderOperations(true);
});
