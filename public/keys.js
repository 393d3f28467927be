// Comfort only: the jump box offers what it finds, and keys lead to panels. Every page works without this file.

const box = document.querySelector('input[data-suggestions]');

// The box offers what it would find, as soon as nobody types on.
if (box) {
  const { list } = box;
  let waiting;
  let asked = '';
  const offer = async () => {
    const typed = box.value.trim();
    if (typed === asked) return;
    asked = typed;
    if (typed === '') return list.replaceChildren();
    try {
      const answer = await fetch(`${box.dataset.suggestions}?to=${encodeURIComponent(typed)}`);
      const places = answer.ok ? await answer.json() : [];
      // Somebody typed on meanwhile: a later answer belongs here.
      if (asked !== typed) return;
      const option = ({ text, note }) => new Option(note, text);
      list.replaceChildren(...places.map(option));
    } catch {
      // Offline there is nothing to offer; GO says it as a browser does.
      list.replaceChildren();
    }
  };
  box.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(offer, 150);
  });
}

/** Whether keys are shortcuts in this browser; where nothing can be kept they are. */
const isOn = () => {
  try {
    return localStorage.getItem('keys') !== 'off';
  } catch {
    return true;
  }
};

/** Whether keys are text here: they never do anything else while somebody types. */
function isTyping(target) {
  if (!(target instanceof Element)) return false;
  if (target.closest('textarea, select, [contenteditable]')) return true;
  return target.matches('input:not([type="radio"], [type="checkbox"])');
}

/** The row of a list that is chosen, or the one before or behind it. */
function choose(step) {
  const rows = [...document.querySelectorAll('form.list input[type="radio"]')];
  if (rows.length === 0) return false;
  const chosen = rows.findIndex((row) => row.checked);
  const row = rows[Math.min(rows.length - 1, Math.max(0, chosen + step))];
  row.checked = true;
  row.focus();
  return true;
}

/** Presses what is called so on this page. */
function press(label) {
  const buttons = [...document.querySelectorAll('main .action button, main .action a')];
  const button = buttons.find((one) => one.textContent === label);
  button?.click();
  return button !== undefined;
}

/** Opens the list of shortcuts, which stands on HELP. */
async function list(href) {
  const answer = await fetch(href);
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const [path, id] = href.split('#');
  const section = page.getElementById(id);
  // Somebody pressed twice, or HELP did not come.
  if (!section || document.querySelector('dialog.keys')) return location.assign(path);
  const dialog = document.createElement('dialog');
  dialog.className = 'keys';
  section.querySelector('h2').id = 'keys-dialog-title';
  dialog.setAttribute('aria-labelledby', 'keys-dialog-title');
  const line = section.querySelector('[data-close]');
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = line.dataset.close;
  button.addEventListener('click', () => dialog.close());
  line.append(button, ' ');
  dialog.append(...section.children);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  offerSwitch(dialog);
  dialog.showModal();
}

/** A button that switches the shortcuts off and on. Source: WCAG 2.2, success criterion 2.1.4. */
function offerSwitch(within) {
  const place = within.querySelector('[data-keys-off]');
  if (!place) return;
  const { keysOff, keysOn } = place.dataset;
  const button = document.createElement('button');
  button.type = 'button';
  const say = () => (button.textContent = isOn() ? keysOff : keysOn);
  button.addEventListener('click', () => {
    try {
      localStorage.setItem('keys', isOn() ? 'off' : 'on');
    } catch {
      // Nothing can be kept in this browser: the button says that nothing changed.
    }
    say();
  });
  say();
  place.append(button);
}
offerSwitch(document);

/** What each key does, and to what, as the page says it. */
const { keys: told = '' } = document.body.dataset;
const table = new Map(
  told.split(';').map((line) => {
    const [keys, does, what] = line.split(' ');
    return [keys, { does, what }];
  }),
);
const actions = {
  jump: () => {
    box?.focus();
    box?.select();
    return box !== null;
  },
  list: (href) => {
    list(href).catch(() => location.assign(href));
    return true;
  },
  next: () => choose(1),
  previous: () => choose(-1),
  press,
  open: (href) => {
    location.href = href;
    return true;
  },
};

// A shortcut of two keys waits for its second one only so long.
let first = '';
let forget;
addEventListener('keydown', (event) => {
  const { altKey, ctrlKey, defaultPrevented, isComposing, key, metaKey, target } = event;
  if (defaultPrevented || isComposing || altKey || ctrlKey || metaKey || key.length !== 1) return;
  if (isTyping(target) || document.querySelector('dialog[open]') || !isOn()) return;
  const shortcut = table.get(first + key);
  clearTimeout(forget);
  first = '';
  if (shortcut) {
    if (actions[shortcut.does](shortcut.what)) event.preventDefault();
  } else if ([...table.keys()].some((keys) => keys.length === 2 && keys[0] === key)) {
    first = key;
    forget = setTimeout(() => (first = ''), 1500);
  }
});
