// What asks a person for something: a dialog keeps the focus while it is open, gives it back then, and is gone.

const WHO = 'nightjar-by';
let dialogs = 0;

function fieldOf(field, prefix) {
  const choices = field.choices ? make('datalist', { id: prefix + field.name }, ...field.choices.map(value => make('option', { value }))) : null;
  const input = make('input', { name: field.name, type: field.type || 'text', autocomplete: 'off', spellcheck: 'false', required: field.required,
    placeholder: field.hint, list: choices && choices.id, maxlength: 2000 });
  input.value = field.value || '';
  return make('label', { text: field.label + ' ' }, input, choices);
}

/**
 * Opens a dialog. Fields are {name, label, value, type, hint, choices, required}; done is given what was typed and may throw: then the
 * dialog stays and says why. Resolves to whether it was done.
 */
function openAsk({ title, text, fields, action, done }) {
  const prefix = 'ask-' + ++dialogs + '-';
  let wasDone = false;
  const wrong = make('p', { class: 'wrong', role: 'alert' });
  const act = make('button', { type: 'submit', class: 'main', text: action });
  const form = make('form', {},
    make('h2', { id: prefix + 'title', text: title }), make('p', { id: prefix + 'text', class: 'asked', text }),
    ...fields.map(field => fieldOf(field, prefix)), wrong,
    make('div', { class: 'row end' }, make('button', { type: 'button', text: 'Cancel', on: () => dialog.close() }), act));
  const dialog = make('dialog', { class: 'ask', 'aria-labelledby': prefix + 'title', 'aria-describedby': prefix + 'text' }, form);
  form.addEventListener('submit', async event => {
    event.preventDefault();
    if (act.disabled) return;
    act.disabled = true;
    setText(wrong, '');
    try {
      await done(Object.fromEntries([...form.elements].filter(one => one.name).map(one => [one.name, one.value.trim()])));
      wasDone = true;
      dialog.close();
    } catch (e) {
      setText(wrong, e instanceof Refused ? e.message : 'The application does not answer.');
    } finally {
      act.disabled = false;
    }
  });
  document.body.append(dialog);
  dialog.showModal();
  (form.querySelector('input') || act).focus();
  return new Promise(resolve => dialog.addEventListener('close', () => {
    dialog.remove();
    resolve(wasDone);
  }));
}

/** One question at a time, whoever needs the token. */
let asking = null;
function askToken(why) {
  asking = asking || openAsk({
    title: 'Token', text: (sessionStorage.getItem(TOKEN) ? 'The token was refused: ' : 'It is asked for: ') + why + '.',
    fields: [{ name: 'token', label: 'Token', type: 'password', required: true }], action: 'Go on',
    done: async given => {
      const before = sessionStorage.getItem(TOKEN);
      sessionStorage.setItem(TOKEN, given.token);
      try {
        await get('conditions');
      } catch (e) {
        if (before) sessionStorage.setItem(TOKEN, before);
        else sessionStorage.removeItem(TOKEN);
        throw e;
      }
    },
  }).finally(() => { asking = null; });
  return asking;
}

/** The members that were typed. */
function typed(given) {
  sessionStorage.setItem(WHO, given.by || '');
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value));
}

const who = () => ({ name: 'by', label: 'By', value: sessionStorage.getItem(WHO) || '', hint: 'your name' });

async function acknowledge(condition) {
  const done = await openAsk({
    title: 'Acknowledge', text: condition.message + ' \u2013 no reminder and no escalation follows until it becomes more severe, ends, or the time is over.',
    fields: [who(), { name: 'note', label: 'Note', hint: 'what is being done' },
      { name: 'for', label: 'For how long (empty: until it ends)', hint: '2h', choices: ['30m', '1h', '2h', '8h'] }],
    action: 'Acknowledge',
    done: given => change('POST', 'conditions/' + encodeURIComponent(condition.fingerprint) + '/acknowledge', typed(given)),
  });
  if (done) say('Acknowledged: ' + condition.message);
  return done;
}

async function unacknowledge(condition) {
  try {
    await change('DELETE', 'conditions/' + encodeURIComponent(condition.fingerprint) + '/acknowledge');
    say('No longer acknowledged: ' + condition.message);
  } catch (e) {
    say(e.message);
  }
}

async function silence(match) {
  const done = await openAsk({
    title: 'Silence', text: 'What this matches is judged and kept, but sent to nobody until the time is over.',
    fields: [{ name: 'match', label: 'Match', value: match, hint: 'operation=chat*,severity<critical', required: true },
      { name: 'for', label: 'For how long', value: '1h', required: true, choices: ['15m', '1h', '4h', '8h', '1d', '7d'] }, who(), { name: 'note', label: 'Note', hint: 'why' }],
    action: 'Silence',
    done: given => change('POST', 'silences', typed(given)),
  });
  if (done) say('Silenced.');
  return done;
}

/** A matcher of the labels that make a condition what it is. */
function matcherOf(condition) {
  const quoted = value => /[,|"\s]/.test(value) ? '"' + value.replaceAll('"', '*') + '"' : value;
  const labels = condition.labels || {};
  const keys = ['operation', 'layer', 'model', 'memory_type', 'device', 'signal', 'rule', 'slo'];
  return ['alert_type=' + condition.alert_type, ...keys.filter(key => labels[key]).map(key => key + '=' + quoted(labels[key]))].join(',');
}
