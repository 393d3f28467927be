/** What to type, as it works on this machine. Commands and playbooks are the same in every language. */

/** One example. */
export interface Example {
  readonly name: 'read' | 'change' | 'ansible';
  readonly code: string;
}

/** For whom the examples are. */
export interface ExamplesFor {
  /** Of the console, as whoever reads them reached it. */
  readonly address: string;
  readonly user: string;
  /** A virtual server, by reference. */
  readonly virtual: string;
}

/** The examples, ready to be tried. */
export function examplesAt({ address, user, virtual }: ExamplesFor): readonly Example[] {
  const web = `${address}/api/v1/virtual-servers/${virtual}`;
  const account = JSON.stringify(user);
  return [
    { name: 'read', code: `curl -n ${web}\n` },
    {
      name: 'change',
      code: `etag=$(curl -nsI ${web} | tr -d '\\r' | sed -n 's/^etag: //Ip')
curl -n -X PATCH -H 'content-type: application/json' -H "if-match: $etag" \\
     -d '{"persistent": 300}' '${web}?dryRun=true'
`,
    },
    {
      name: 'ansible',
      code: `- name: Read the virtual server
  ansible.builtin.uri:
    url: ${web}
    url_username: ${account}
    url_password: "{{ console_password }}"
    force_basic_auth: true
  register: web

- name: Keep clients on one real server for five minutes
  ansible.builtin.uri:
    url: ${web}
    method: PATCH
    url_username: ${account}
    url_password: "{{ console_password }}"
    force_basic_auth: true
    headers:
      If-Match: "{{ web.etag }}"
    body_format: json
    body:
      persistent: 300
  register: saved
  changed_when: saved.json.saved
`,
    },
  ];
}
