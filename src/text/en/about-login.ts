/** The page about logging in, in front of the password. */
export const aboutLogin = {
  sections: [
    {
      title: 'FIRST TIME',
      paragraphs: [
        'The user name is piranha. When the console is started in a terminal for the first time, it makes a random password, prints it there once and keeps only its hash. There is no default password.',
        'The password was not noted down, or the console was started by the system? Set one yourself, in the folder of the console on this machine:',
      ],
      showsCommand: true,
      after: [
        'It asks for the new password twice, and counts at once: the console need not be started again.',
      ],
    },
    {
      title: 'WHAT TO DO',
      paragraphs: [
        'Press Login on the welcome page. The browser then asks for the user name and the password, and keeps them until it is closed: there is no log-out button. Close all windows of the browser when you are done on a machine that is not yours.',
      ],
      showsCommand: false,
      after: [],
    },
    {
      title: 'IF IT DOES NOT WORK',
      paragraphs: [
        'The browser asks again and again: the password is wrong, or was changed. Upper and lower case matter.',
        'The browser cannot connect: the console does not run, or the port is missing from the address. It usually is 3636, as in http://localhost:3636.',
        'Unknown host name: the console answers only to names and addresses that it knows as its own. Use its address, or add the name to the list "hosts" in the settings file.',
        'It works on the machine itself but not from another one: by default the console listens to its own machine only, because passwords and pages cross the network in clear text.',
      ],
      showsCommand: false,
      after: [],
    },
  ],
};
