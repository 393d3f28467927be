// Comfort only: every page works without this file.

/** What the forms of the page held when it was loaded. */
function contents(form) {
  return new URLSearchParams(new FormData(form)).toString();
}

// Leaving a page with typed and unsaved changes asks first; what is only chosen to be acted on is no change.
const guarded = [...document.querySelectorAll('form[method="post"]:not([data-choice])')].map((form) => ({
  form,
  // A form that came back with problems holds unsaved changes from the start.
  before: form.hasAttribute('data-unsaved') ? undefined : contents(form),
}));
let left;
for (const { form } of guarded) {
  const leave = () => (left = form);
  form.addEventListener('submit', leave);
  // CANCEL and RESET say that the changes are not wanted.
  for (const link of form.querySelectorAll('.actions a:not([data-guarded])'))
    link.addEventListener('click', leave);
}
addEventListener('pageshow', () => (left = undefined));
const isUnsaved = () => guarded.some(({ form, before }) => form !== left && contents(form) !== before);
addEventListener('beforeunload', (event) => {
  if (isUnsaved()) event.preventDefault();
});

// A message is shown once: its mark leaves the address, so that a reload or a bookmark does not ask for it.
const address = new URL(location.href);
if (address.searchParams.has('done')) {
  address.searchParams.delete('done');
  history.replaceState(history.state, '', address);
}

// The summary of problems is where one has to look first.
document.querySelector('.problems[role="alert"] a')?.focus();

// A problem of the text in the text area leads to its line.
const area = document.querySelector('textarea#text');
for (const link of area ? document.querySelectorAll('a[data-line]') : []) {
  link.addEventListener('click', (event) => {
    event.preventDefault();
    const lines = area.value.split('\n');
    const number = Number(link.dataset.line) - 1;
    const start = lines.slice(0, number).reduce((length, line) => length + line.length + 1, 0);
    area.focus();
    area.setSelectionRange(start, start + (lines[number] ?? '').length);
    // Not every browser brings a selection into sight.
    area.scrollTop = (area.scrollHeight / lines.length) * Math.max(0, number - 3);
  });
}

// What is to be run on another machine is copied with one press.
for (const text of document.querySelectorAll('pre[data-copy]')) {
  const { copied, copy, selected } = text.dataset;
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = copy;
  const remark = document.createElement('span');
  remark.setAttribute('role', 'status');
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      remark.textContent = copied;
    } catch {
      // Without TLS, or where it is not allowed, a page has no clipboard.
      getSelection().selectAllChildren(text);
      remark.textContent = selected;
    }
  });
  const line = document.createElement('p');
  line.append(button, ' ', remark);
  text.after(line);
}

// Where the other router is asked, the answer may take seconds. Whoever is asked about typed changes may yet stay.
for (const button of document.querySelectorAll('[data-waits]')) {
  const remark = document.createElement('span');
  remark.className = 'waiting';
  remark.setAttribute('role', 'status');
  button.after(remark);
  button.addEventListener('click', () => {
    if (!isUnsaved()) remark.textContent = button.dataset.waits;
  });
  addEventListener('pageshow', () => (remark.textContent = ''));
}

// The time that is left of a trial; when it is over, the page says what became of it.
const countdown = document.querySelector('.trial [data-left]');
if (countdown) {
  const endsAt = performance.now() + Number(countdown.dataset.left) * 1000;
  const count = setInterval(() => {
    const seconds = Math.max(0, Math.ceil((endsAt - performance.now()) / 1000));
    const minutes = Math.floor(seconds / 60);
    countdown.textContent = `(${minutes}:${String(seconds % 60).padStart(2, '0')})`;
    if (seconds === 0) clearInterval(count);
  }, 1000);
}

/** Follows what the server tells for as long as somebody can see the page; `shows` takes each kind of news. */
function follow(from, section, shows) {
  const time = section.querySelector('.live-time');
  const note = section.querySelector('.live-note');
  const seen = (data) => {
    // Not everything that is followed has been read at one time.
    if (!time) return;
    const { machine, text } = JSON.parse(data);
    time.dateTime = machine;
    time.textContent = text;
  };

  let source;
  const begin = () => {
    source?.close();
    source = undefined;
    // Nobody looks at a page in the background.
    if (document.hidden) return;
    source = new EventSource(from);
    for (const [kind, show] of Object.entries({ seen, ...shows }))
      source.addEventListener(kind, ({ data }) => show(data));
    source.addEventListener('open', () => (note.textContent = note.dataset.follows));
    source.addEventListener('error', () => (note.textContent = note.dataset.lost));
  };
  document.addEventListener('visibilitychange', begin);
  begin();
}

// The live table follows the kernel for as long as somebody can see it.
const live = document.querySelector('table[data-live]');
if (live) {
  const body = live.tBodies[0];
  const section = live.closest('section');

  /** Only what is new changes, so that neither a selection nor the place of the keyboard is lost. */
  const show = (rows) => {
    const fresh = document.createElement('tbody');
    fresh.innerHTML = rows;
    const ids = (part) => [...part.rows].map((row) => row.dataset.row).join('\n');
    if (ids(fresh) !== ids(body)) return body.replaceChildren(...fresh.rows);
    for (const [index, row] of [...fresh.rows].entries()) {
      const old = body.rows[index];
      for (const [place, cell] of [...row.cells].entries()) {
        if (!cell.isEqualNode(old.cells[place])) old.cells[place].replaceWith(cell.cloneNode(true));
      }
    }
  };
  const remark = (text) => {
    const line = document.createElement('p');
    line.className = 'note';
    line.textContent = text;
    return line;
  };

  follow(live.dataset.live, section, {
    rows: show,
    alarms(html) {
      document.querySelector('.live-alarms').innerHTML = html;
    },
    remarks: (data) =>
      section.querySelector('.live-remarks').replaceChildren(...JSON.parse(data).map(remark)),
  });
}

// A picture follows what is measured for as long as somebody can see it.
const picture = document.querySelector('[data-picture]');
if (picture) {
  /** The whole picture changes; the place of the keyboard and of a narrow screen stays. */
  const show = (fresh) => {
    const focused = picture.contains(document.activeElement) && document.activeElement.getAttribute('href');
    const places = [...picture.querySelectorAll('.wide')].map(({ scrollLeft }) => scrollLeft);
    picture.innerHTML = fresh;
    for (const [index, wide] of [...picture.querySelectorAll('.wide')].entries())
      wide.scrollLeft = places[index] ?? 0;
    if (focused) [...picture.querySelectorAll('a')].find((a) => a.getAttribute('href') === focused)?.focus();
  };

  follow(picture.dataset.picture, picture.closest('section'), { picture: show });
}

// A file that is chosen fills the box: the form itself carries text only.
for (const box of document.querySelectorAll('textarea[data-fill]')) {
  const label = document.createElement('label');
  label.textContent = `${box.dataset.fill} `;
  const input = document.createElement('input');
  input.type = 'file';
  label.append(input);
  input.addEventListener('change', async () => {
    const [file] = input.files;
    if (file) box.value = await file.text();
  });
  const line = document.createElement('p');
  line.append(label);
  box.before(line);
}
