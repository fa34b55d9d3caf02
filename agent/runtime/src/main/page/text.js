// Texts and elements. What comes from the application reaches the page by textContent alone.

const byId = id => document.getElementById(id);
const NONE = '\u2013';
const UNITS = [['d', 86400], ['h', 3600], ['min', 60], ['s', 1]];

/** An element with its text and attributes; a child that is null is passed over. */
function make(name, { text, on, ...attributes } = {}, ...children) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? '' : value);
  }
  if (on) made.addEventListener('click', on);
  made.append(...children.filter(child => child !== null));
  return made;
}

/** Changes the document only where the text is another one. */
function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function setClass(node, name) {
  if (node.className !== name) node.className = name;
}

const known = value => typeof value === 'number' && Number.isFinite(value);

function number(value, digits = 1) {
  if (!known(value)) return NONE;
  const size = Math.abs(value);
  return value.toLocaleString('en', { maximumFractionDigits: size >= 100 ? 0 : size >= 10 ? Math.min(1, digits) : digits });
}

function millis(value) {
  if (!known(value)) return NONE;
  if (value < 1000) return number(value, 2) + '\u00a0ms';
  return value < 120000 ? number(value / 1000, 2) + '\u00a0s' : lasting(value);
}

function percent(share) {
  return known(share) ? number(share * 100) + '\u00a0%' : NONE;
}

/** How long, in the two largest units. */
function lasting(milliseconds) {
  let seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const first = UNITS.findIndex(([, size]) => seconds >= size);
  if (first < 0) return '0 s';
  return UNITS.slice(first, first + 2).map(([unit, size]) => {
    const count = Math.floor(seconds / size);
    seconds -= count * size;
    return count ? count + '\u00a0' + unit : '';
  }).filter(Boolean).join(' ');
}

const clock = milliseconds => new Date(milliseconds).toLocaleTimeString('en-GB');

/** The time of today, else with its date. */
function instant(text) {
  const time = Date.parse(text);
  if (Number.isNaN(time)) return text === null || text === undefined ? NONE : String(text);
  const date = new Date(time);
  const sameDay = date.toDateString() === new Date(serverNow()).toDateString();
  return (sameDay ? '' : date.toLocaleDateString('en-CA') + ' ') + clock(time);
}

const plural = (count, one, many) => count.toLocaleString('en') + ' ' + (count === 1 ? one : many);

function asText(value) {
  if (value === null || value === undefined) return NONE;
  if (known(value)) return number(value, 3);
  if (Array.isArray(value)) return value.map(asText).join('\n');
  return typeof value === 'object' ? Object.entries(value).map(([key, one]) => key + ': ' + asText(one)).join('\n') : String(value);
}

/** Fills a list with texts. */
function fillList(list, texts, none) {
  const all = texts.length ? texts : [none];
  while (list.children.length > all.length) list.lastChild.remove();
  while (list.children.length < all.length) list.append(make('li'));
  all.forEach((text, i) => setText(list.children[i], text));
  list.classList.toggle('quiet', !texts.length);
}

/**
 * Fills a table: columns are {title, className, of}, where of gives a text or an element. Rows that say the same as before are left
 * as they are, so that the focus stays.
 */
function fillTable(table, columns, rows, none) {
  const head = table.tHead, body = table.tBodies[0];
  if (!head.rows.length) {
    head.append(make('tr', {}, ...columns.map(column => make('th', { scope: 'col', text: column.title, class: column.className }))));
  }
  const signature = JSON.stringify(rows);
  if (table.shown === signature) return;
  table.shown = signature;
  body.replaceChildren(...(rows.length ? rows.map(row => make('tr', {}, ...columns.map((column, i) => {
    const value = column.of(row);
    const cell = make(i ? 'td' : 'th', { class: column.className, scope: i ? null : 'row' });
    cell.append(value);
    return cell;
  }))) : [make('tr', {}, make('td', { colspan: columns.length, text: none, class: 'quiet text' }))]));
}
