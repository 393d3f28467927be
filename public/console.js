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
  // CANCEL says that the changes are not wanted.
  for (const link of form.querySelectorAll('.actions a')) link.addEventListener('click', leave);
}
addEventListener('pageshow', () => (left = undefined));
addEventListener('beforeunload', (event) => {
  if (guarded.some(({ form, before }) => form !== left && contents(form) !== before)) event.preventDefault();
});

// A message is shown once: its mark leaves the address, so that a reload or a bookmark does not ask for it.
const address = new URL(location.href);
if (address.searchParams.has('done')) {
  address.searchParams.delete('done');
  history.replaceState(history.state, '', address);
}

// The summary of problems is where one has to look first.
document.querySelector('.problems[role="alert"] a')?.focus();
