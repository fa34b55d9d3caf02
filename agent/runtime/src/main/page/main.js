// Looks once a second, while the page is seen.

const EVERY_MILLIS = 1000;
const SLOWLY_MILLIS = 3000;
const ALERTS_EVERY_MILLIS = 15000;
const MOST_ALERTS = 300;
const PATIENT_FAILURES = 2;
/** What a console in another process than the application answers when that does not. */
const NO_APPLICATION = 503;
let serviceName = '';
let lastAlerts = [];
let alertsDue = 0, alertsFor = '';
let failures = 0, goneSince = 0, answeredAt = serverNow(), uptimeMillis = 0;
let timer = 0, looking = null;

/** Says something to a screen reader. */
function say(text) {
  setText(byId('said'), '');
  setText(byId('said'), text);
}

/** One look at everything that moves; a look that is asked for while another goes on is that one and a further one. */
function look() {
  if (looking) return looking.then(look);
  clearTimeout(timer);
  looking = lookOnce().finally(() => {
    looking = null;
    if (!document.hidden) timer = setTimeout(look, failures >= PATIENT_FAILURES ? SLOWLY_MILLIS : EVERY_MILLIS);
  });
  return looking;
}

async function lookOnce() {
  try {
    // Alone where it may be refused, or nobody may answer.
    const first = failures || !uptimeMillis ? await get('status') : null;
    const [status, conditions, silences] = await Promise.all([first || get('status'), get('conditions'), get('silences')]);
    await lookAtAlerts(status, conditions);
    isBack(status);
    render(status, conditions, silences);
    if (shown) shown.refresh();
  } catch (e) {
    if (e instanceof Refused && e.status !== NO_APPLICATION) await refused(e);
    else if (e instanceof Refused || e instanceof TypeError || e instanceof DOMException || e instanceof SyntaxError) isAway();
    else throw e;
  }
}

/** The history, when what it holds can have changed. */
async function lookAtAlerts(status, conditions) {
  const signature = JSON.stringify([(status.destinations || []).map(one => [one.raised, one.sent, one.suppressed]), (status.operations || []).reduce((sum, one) => sum + (one.alerts || 0), 0),
    conditions.map(one => [one.fingerprint, one.severity, one.state, one.silenced_by, one.acknowledged])]);
  if (signature === alertsFor && performance.now() < alertsDue) return;
  lastAlerts = await get('alerts?limit=' + MOST_ALERTS);
  alertsFor = signature;
  alertsDue = performance.now() + ALERTS_EVERY_MILLIS;
  takeAlerts(lastAlerts);
  renderHistory(lastAlerts);
}

function render(status, conditions, silences) {
  const labelled = [...conditions, ...lastAlerts].find(one => one.labels && one.labels.service);
  if (labelled) serviceName = labelled.labels.service + ' on ' + labelled.labels.instance;
  setText(byId('service'), serviceName);
  setText(byId('about'), 'version ' + status.version + ', runs for ' + lasting(status.uptime_ms || 0) + ', watches ' + status.watched);
  setText(byId('state'), String(status.state));
  setClass(byId('state'), 'pill ' + (status.state === 'running' ? 'good' : 'warning'));
  takeOperations(status.operations || [], conditions, serverNow());
  renderConditions(conditions);
  orderOperations(false);
  renderStatus(status);
  renderSilences(silences);
  openNamed();
}

function isBack(status) {
  if (goneSince) say('The application answers again.');
  if ((status.uptime_ms || 0) < uptimeMillis) for (const model of operations.values()) model.recent.clear();
  uptimeMillis = status.uptime_ms || 0;
  failures = goneSince = 0;
  answeredAt = Date.now();
  byId('gone').hidden = true;
  document.body.classList.remove('away');
}

/** It does not answer: what is shown is old, and that is said. */
function isAway() {
  if (++failures < PATIENT_FAILURES) return;
  goneSince = goneSince || answeredAt;
  setText(byId('gone'), 'The application does not answer since ' + clock(goneSince) + '. What stands here is from then. Is it still running? This page goes on by itself once it answers.');
  byId('gone').hidden = false;
  document.body.classList.add('away');
  setText(byId('fires-title'), 'What fires is not known');
  setText(byId('fires-more'), '');
  setClass(byId('fires'), 'fires');
  setText(byId('state'), 'no answer');
  setClass(byId('state'), 'pill critical');
  document.title = 'No answer \u2013 Nightjar' + (serviceName ? ' \u2013 ' + serviceName : '');
  showIcon('critical');
}

async function refused(e) {
  if (e.status === 401) {
    await askToken(e.message);
    return;
  }
  setText(byId('gone'), 'The console refuses: ' + e.message);
  byId('gone').hidden = false;
  failures = PATIENT_FAILURES;
}

document.addEventListener('visibilitychange', () => {
  if (!document.hidden) look();
});
document.addEventListener('keydown', event => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]') || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
  event.preventDefault();
  byId('filter').focus();
});
window.addEventListener('hashchange', () => {
  takeToken();
  openNamed();
});

takeToken();
look();
