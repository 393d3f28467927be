import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { installedChecker } from '../../../src/core/keepalived/check-command.js';
import { renderIpvsadm } from '../../../src/core/keepalived/ipvsadm.js';
import { type Role, roles } from '../../../src/core/keepalived/obstacles.js';
import { renderKeepalived } from '../../../src/core/keepalived/render.js';
import { services } from '../../../src/core/keepalived/what-runs.js';
import { readConfig } from '../../../src/core/lvscf/config.js';
import { validConfig } from '../../support/random-configs.js';

/** The text that a router runs, when it is one that has this role. */
function renderedFor(text: string, role: Role): string | undefined {
  return renderKeepalived(readConfig(text), { role, checker: installedChecker }).text;
}

/** Each statement that may stand in a file of ours, with the only form its values may have. */
const statements: readonly RegExp[] = [
  /^$|^\}$|^alpha$|^nopreempt$|^misc_dynamic$|^state BACKUP$|^protocol (TCP|UDP)$|^lvs_method (NAT|DR|TUN)$/,
  /^(global_defs|vrrp_instance LVS|static_ipaddress|unicast_peer|track_interface|track_file( hand_over)?|virtual_ipaddress(_excluded)?|MISC_CHECK) \{$/,
  /^script_user root$|^enable_script_security$|^reload_check_config$|^router_id lvs_(primary|backup|single)$/,
  /^vrrp_check_unicast_src$|^vrrp_garp_master_(repeat|delay) 5$|^vrrp_higher_prio_send_advert true$/,
  /^checker_log_all_failures true$/,
  /^file "\/run\/lvs-console\.hand-over"$/,
  /^(vrrp|lvs)_notify_fifo \/run\/lvs-console\.(vrrp|checks)$/,
  /^(vrrp|lvs)_notify_fifo_script "\/usr\/local\/lib\/lvs-console\/lvs-notify \/var\/lib\/lvs-console-router\/events"$/,
  /^lvs_timeouts( (tcp|tcpfin|udp) \d+)+$|^lvs_sync_daemon [\w.]+ inst LVS id \d+$/,
  /^(advert_int|down_timer_adverts|virtual_router_id|priority|delay_loop|warmup|weight|misc_timeout) \d+$/,
  /^(unicast_src_ip [\d.]+|[\d.]+|interface [\w.]+|[a-z][\w.]*)$/,
  /^[\d.]+\/\d+( brd [\d.]+)? dev [\w.]+( label [\w.:]+)?$/,
  /^(notify_(master|backup|fault|stop)|startup_script|shutdown_script) "[A-Za-z0-9_./][\w./:=,+@%^ -]*"$/,
  /^virtual_server ([\d.]+ \d+|fwmark \d+) \{$|^(real_server [\d.]+ \d+ \{|sorry_server [\d.]+ \d+)$/,
  /^lvs_sched [a-z]+$|^persistence_timeout \d+$|^persistence_granularity [\d.]+$|^inhibit_on_failure$/,
  /^misc_path "\/[\w/-]+ (tcp|udp|program) [\d.]+ \d+ \d+ [a-z]+ (-|[0-9a-f]+) (-|[0-9a-f]+) \d+ [\w.-]+ (-|\d+)( (-|[0-9a-f]+)( [a-z]+)?)?"$/,
];

describe('Whatever an accepted file says', () => {
  test('no line of keepalived.conf is anything but a statement of ours, and no comment holds a sign', () => {
    fc.assert(
      fc.property(validConfig, fc.constantFrom(...roles), (text, role) => {
        for (const line of renderedFor(text, role)?.split('\n') ?? []) {
          const [, statement = '', comment = ''] = /^ *([^#]*?) *(?:# (.*))?$/.exec(line) ?? [line, line];
          expect(statement).toSatisfy((given: string) => statements.some((form) => form.test(given)));
          expect(comment).toMatch(/^[A-Za-z0-9 ._:+?,'-]*$/);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('there is one virtual_server for each service that has something to offer, and one check for each real server', () => {
    fc.assert(
      fc.property(validConfig, (text) => {
        const rendered = renderedFor(text, 'single') ?? '';
        const offered = services(readConfig(text)).services.filter(
          ({ realServers, virtualServer: { values } }) =>
            realServers.length > 0 || (values.sorry_server ?? '0.0.0.0') !== '0.0.0.0',
        );
        expect(rendered.match(/^virtual_server /gm) ?? []).toHaveLength(offered.length);
        const checks = offered.reduce((count, { realServers }) => count + realServers.length, 0);
        expect(rendered.match(/misc_path/g) ?? []).toHaveLength(checks);
      }),
      { numRuns: 60 },
    );
  });

  test('no line of the ipvsadm rules is anything but a service or a server', () => {
    fc.assert(
      fc.property(validConfig, (text) => {
        for (const line of renderIpvsadm(readConfig(text)).text?.trimEnd().split('\n') ?? []) {
          expect(line).toMatch(
            /^(-A (-[tu] [\d.]+:\d+|-f \d+) -s [a-z]+( -p \d+( -M [\d.]+)?)?|-a (-[tu] [\d.]+:\d+|-f \d+) -r [\d.]+:\d+ -[mgi] -w \d+)$/,
          );
        }
      }),
      { numRuns: 60 },
    );
  });
});
