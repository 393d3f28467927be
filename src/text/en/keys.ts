/** Keyboard shortcuts, as HELP lists them. */
export const keys = {
  title: 'Keyboard shortcuts',
  lead: 'In a browser with scripts, these keys do what a click does. While you type into a field they are letters and nothing else. Two keys are pressed one after the other.',
  key: 'Keys',
  what: 'What they do',
  andThen: 'then',
  does: {
    jump: 'Jump box: go to any name, address, port, mark, panel or field',
    list: 'This list',
    next: 'Choose the next row of the list',
    previous: 'Choose the previous row of the list',
    press: '(the button)',
  },
  off: 'Switch the shortcuts off',
  on: 'Switch the shortcuts on',
  close: 'Close',
};
