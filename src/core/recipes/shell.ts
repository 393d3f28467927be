/** Pieces of the lines that a person gives to a shell of root. They come from checked values only. */

/** The lines as one text. */
export function lines(...parts: readonly (string | readonly string[])[]): string {
  return parts
    .flat()
    .map((line) => `${line}\n`)
    .join('');
}

/** Writes a file, whatever it held. */
export function writes(path: string, content: readonly string[]): readonly string[] {
  return [`cat > ${path} <<'END'`, ...content, 'END'];
}

/** Sets kernel settings now and at every start. */
export function sysctls(path: string, settings: readonly (readonly [string, number])[]): readonly string[] {
  return [
    ...writes(
      path,
      settings.map(([key, value]) => `${key} = ${value}`),
    ),
    `sysctl -p ${path}`,
  ];
}

/** A setting of one device. A dot in its name is no separator. Source: sysctl(8). */
export function deviceKey(device: string, key: string): string {
  return device.includes('.') ? `net/ipv4/conf/${device}/${key}` : `net.ipv4.conf.${device}.${key}`;
}

/** Does something once, at every start, where systemd starts the machine. */
export function unit(
  name: string,
  what: string,
  start: readonly string[],
  stop: readonly string[],
): readonly string[] {
  const path = `/etc/systemd/system/${name}.service`;
  return [
    ...writes(path, [
      '[Unit]',
      `Description=${what}`,
      'After=network.target',
      '',
      '[Service]',
      'Type=oneshot',
      'RemainAfterExit=yes',
      ...start.map((command) => `ExecStart=${command}`),
      ...stop.map((command) => `ExecStop=${command}`),
      '',
      '[Install]',
      'WantedBy=multi-user.target',
    ]),
    'systemctl daemon-reload',
    `systemctl enable --now ${name}.service`,
  ];
}

/** Takes such a unit away. */
export function noUnit(name: string): readonly string[] {
  return [
    `systemctl disable --now ${name}.service`,
    `rm -f /etc/systemd/system/${name}.service`,
    'systemctl daemon-reload',
  ];
}
