const who = (user: string | undefined) => (user === undefined ? 'outside the console' : `by ${user}`);

/** Two people changed the same: what the second one is shown, and asked. */
export const conflict = {
  title: 'Somebody else changed this meanwhile',
  lead: 'Nothing was saved. Choose in each row which of the two is saved; fields that are not listed are the same in both.',
  leadOpen: 'Nothing was saved yet: choose one of the two in each row.',
  leadSame: 'Your form says the same as the file now, in every field: there is nothing left to choose.',
  /** Who did it; nothing when it was no user of the console. */
  by: {
    changed: (user: string | undefined, at: string) => `It was changed ${who(user)}, at ${at}.`,
    deleted: (user: string | undefined, at: string) => `It was deleted ${who(user)}, at ${at}.`,
  },
  bringBack: 'BRING BACK puts it into the file again as it was when you opened it, with what you typed.',
  bringBackAsItWas:
    'What you typed has errors: BRING BACK puts it into the file again as it was when you opened it, without that.',
  gloss: { bringBack: '' },
  baseUnknown:
    'What your form was made from is not kept any more: which of you changed a field cannot be told.',
  field: 'Field',
  was: 'When you opened it',
  theirs: 'In the file now',
  mine: 'In your form',
  /** Before the two, in text browsers only. */
  open: 'open',
  blank: '(blank)',
  ticked: 'ticked',
  notTicked: 'not ticked',
  keep: 'ACCEPT saves what is chosen. CANCEL leaves the file as the other person saved it.',
};
