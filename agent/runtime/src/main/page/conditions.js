// What fires or is pending: a card each, kept while its condition lasts, so that the focus and what is unfolded stay.

const RANK = { critical: 0, error: 1, warning: 2 };
const HINTS = {
  latency: 'A call took longer than its threshold. Below is where it was meanwhile, and the trace that it belongs to.',
  error_rate: 'Too many calls fail. Below are the classes of the failures; the last one brings its trace.',
  memory: 'Memory runs short. Look at what grew, and give the process room or less to do before it fails.',
  throughput: 'Fewer calls come to their end than is asked for. See whether calls wait (in flight), fail, or are not made at all.',
  stuck: 'A call does not end. Below is where its thread stands; calls behind it may wait for the same.',
};
const HINT = 'Below is what was measured when it was raised.';
const MOST_CARDS = 100;
const MOST_UNFOLDED = 2;
const cards = new Map();
let alertsByFingerprint = new Map();

const severityRank = condition => RANK[condition.severity] ?? 3;
const isHeld = condition => Boolean(condition.acknowledged || condition.silenced_by);
const needsSomebody = condition => condition.state !== 'pending' && !isHeld(condition);

/** Who has to do something first, then the worst, then the oldest. */
function byUrgency(left, right) {
  return (left.state === 'pending') - (right.state === 'pending') || isHeld(left) - isHeld(right)
    || severityRank(left) - severityRank(right) || String(left.starts_at).localeCompare(String(right.starts_at));
}

class Card {
  constructor(condition) {
    this.severity = make('span', { class: 'pill' });
    this.state = make('span', { class: 'chip', hidden: true });
    this.since = make('span');
    this.held = make('span', { class: 'chip', hidden: true });
    this.flapping = make('span', { class: 'chip', text: 'flapping', title: 'It begins too often, was sent once, and is held until it has been quiet', hidden: true });
    this.title = make('h3');
    this.labels = make('p', { class: 'chips' });
    this.acknowledge = make('button', { type: 'button', text: 'Acknowledge', class: 'main', on: () => this.toggle() });
    this.silence = make('button', { type: 'button', text: 'Silence', on: () => silence(matcherOf(this.condition)).then(done => done && look()) });
    this.show = make('button', { type: 'button', text: 'Show operation', on: () => openDetail(this.condition.labels.operation) });
    this.why = make('div');
    this.details = make('details', {}, make('summary', { text: 'Why' }), make('p', { class: 'quiet hint', text: HINTS[condition.alert_type] || HINT }), this.why);
    this.node = make('li', { class: 'card' },
      make('p', { class: 'chips' }, this.severity, this.state, this.since, this.flapping, this.held), this.title, this.labels, this.details,
      make('div', { class: 'row' }, this.acknowledge, this.silence, this.show));
    this.details.open = needsSomebody(condition) && cards.size < MOST_UNFOLDED;
  }

  update(condition, alert) {
    this.condition = condition;
    setClass(this.node, 'card is-' + condition.severity + (isHeld(condition) ? ' held' : ''));
    setClass(this.severity, 'pill ' + (condition.severity in RANK ? condition.severity : 'warning'));
    setText(this.severity, String(condition.severity));
    setText(this.title, String(condition.message));
    this.state.hidden = condition.state !== 'pending';
    setText(this.state, 'pending: not raised yet');
    const begun = Date.parse(condition.starts_at);
    setText(this.since, 'for ' + lasting(serverNow() - begun) + ', since ' + instant(condition.starts_at));
    this.since.title = String(condition.starts_at);
    const metadata = alert ? alert.metadata || {} : {};
    this.flapping.hidden = metadata.flapping !== true && !(alert && alert.held_by === 'flapping');
    this.updateHeld(condition, alert);
    const labels = Object.entries(condition.labels || {}).map(([name, value]) => name + ': ' + value);
    if (this.labels.shown !== labels.join('\n')) {
      this.labels.shown = labels.join('\n');
      this.labels.replaceChildren(...labels.map(text => make('span', { class: 'chip', text })));
    }
    this.show.hidden = !(condition.labels && operations.has(condition.labels.operation));
    this.updateWhy(metadata, alert);
  }

  updateHeld(condition, alert) {
    const given = condition.acknowledged;
    let text = '';
    if (given) {
      text = 'acknowledged' + (given.by ? ' by ' + given.by : '') + (given.until ? ' until ' + instant(given.until) : '') + (given.note ? ': ' + given.note : '');
    }
    if (condition.silenced_by) text += (text ? '; ' : '') + 'silenced by ' + condition.silenced_by;
    if (!text && alert && (alert.held_by === 'group' || alert.held_by === 'anomaly')) text = 'held by ' + alert.held_by;
    this.held.hidden = !text;
    setText(this.held, text);
    setText(this.acknowledge, given ? 'Take back acknowledgement' : 'Acknowledge');
    setClass(this.acknowledge, given ? '' : 'main');
    this.acknowledge.setAttribute('aria-label', this.acknowledge.textContent + ': ' + condition.message);
    this.silence.setAttribute('aria-label', 'Silence: ' + condition.message);
  }

  updateWhy(metadata, alert) {
    const signature = alert ? alert.id : '';
    if (this.why.shown === signature) return;
    this.why.shown = signature;
    this.why.replaceChildren(...(alert ? reasons(metadata, alert) : [make('p', { class: 'quiet', text: 'No alert of it stands in the history yet.' })]));
  }

  async toggle() {
    const done = this.condition.acknowledged ? (await unacknowledge(this.condition), true) : await acknowledge(this.condition);
    if (done) await look();
  }
}

/** What an alert knows about why: its figures, failures by class, trace and stack. */
function reasons(metadata, alert) {
  const { stack, errors, operation, component, flapping, ...figures } = metadata;
  const list = make('dl');
  const add = (name, value) => list.append(make('dt', { text: name.replaceAll('_', ' ') }), make('dd', { text: asText(value) }));
  for (const [name, value] of Object.entries(figures)) {
    if (value !== null && name !== 'suppressed') add(name, value);
  }
  if (errors) add('failures by class', errors);
  if (alert.sent_to && alert.sent_to.length) add('sent to', [...new Set(alert.sent_to.map(arrival => arrival.destination + ' at ' + instant(arrival.timestamp)))]);
  const parts = [list];
  if (stack && stack.length) parts.push(make('h3', { text: 'Where it was' }), make('pre', { tabindex: 0, role: 'group', 'aria-label': 'Stack', text: asText(stack) }));
  return parts;
}

/** The newest firing alert of each condition. */
function takeAlerts(alerts) {
  alertsByFingerprint = new Map(alerts.filter(alert => alert.status === 'firing').map(alert => [alert.fingerprint, alert]));
}

function renderConditions(conditions) {
  const sorted = [...conditions].sort(byUrgency);
  const all = sorted.slice(0, MOST_CARDS);
  const present = new Set(all.map(condition => condition.fingerprint));
  for (const [fingerprint, card] of cards) {
    if (present.has(fingerprint)) continue;
    if (card.node.contains(document.activeElement)) byId('fires-title').focus();
    card.node.remove();
    cards.delete(fingerprint);
  }
  const list = byId('conditions');
  all.forEach((condition, i) => {
    if (!cards.has(condition.fingerprint)) cards.set(condition.fingerprint, new Card(condition));
    const card = cards.get(condition.fingerprint);
    card.update(condition, alertsByFingerprint.get(condition.fingerprint));
    if (list.children[i] !== card.node) {
      const focused = card.node.contains(document.activeElement) ? document.activeElement : null;
      list.insertBefore(card.node, list.children[i] || null);
      if (focused) focused.focus();
    }
  });
  renderHeadline(sorted);
}

function renderHeadline(all) {
  const firing = all.filter(condition => condition.state !== 'pending');
  const open = firing.filter(needsSomebody);
  const worst = open.length ? open.reduce((one, other) => severityRank(other) < severityRank(one) ? other : one).severity : 'good';
  const headline = open.length ? plural(open.length, 'condition fires', 'conditions fire') : firing.length ? 'Nothing fires that nobody has seen' : 'Nothing fires';
  const counts = [[open.length ? '' : 'All is as it should be.', !firing.length],
    [firing.filter(one => one.acknowledged).length + ' acknowledged', firing.some(one => one.acknowledged)],
    [firing.filter(one => one.silenced_by).length + ' silenced', firing.some(one => one.silenced_by)],
    [all.length - firing.length + ' pending', all.length > firing.length],
    ['the ' + MOST_CARDS + ' most urgent are shown', all.length > MOST_CARDS]];
  setClass(byId('fires'), 'fires ' + (worst in RANK || worst === 'good' ? worst : 'warning'));
  setText(byId('fires-title'), headline);
  setText(byId('fires-more'), counts.filter(([, shown]) => shown).map(([text]) => text).join(', '));
  setText(byId('detail-fires'), open.length ? headline : '');
  setClass(byId('detail-fires'), 'pill ' + worst);
  showIcon(open.length ? worst : 'good');
  document.title = (open.length ? '(' + open.length + ') ' : '') + 'Nightjar' + (serviceName ? ' \u2013 ' + serviceName : '');
  announce(open);
}

let announced = null;

/** Says aloud what is new, once. */
function announce(open) {
  const now = new Map(open.map(condition => [condition.fingerprint + condition.severity, condition]));
  const begun = [...now].filter(([key]) => !announced || !announced.has(key)).map(([, condition]) => condition.severity + ': ' + condition.message);
  if (begun.length) say(begun.slice(0, 3).join('. ') + (begun.length > 3 ? ' and ' + (begun.length - 3) + ' more' : ''));
  else if (announced && announced.size && !now.size) say('Nothing fires any more that nobody has seen.');
  announced = now;
}

let iconShown = '';
function showIcon(severity) {
  const fill = colour(severity) || '#808080';
  if (iconShown === fill) return;
  iconShown = fill;
  byId('icon').href = 'data:image/svg+xml,' + encodeURIComponent("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><circle cx='8' cy='8' r='6' fill='" + fill + "'/></svg>");
}
