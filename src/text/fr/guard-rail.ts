import type { AddressUse, Danger } from '../../core/problem.js';
import type { guardRail as enGuardRail } from '../en/guard-rail.js';
import type { Wording } from '../wording.js';

/** How many names a sentence lists. */
const namesListed = 8;

const list = (names: readonly string[]) => {
  const left = names.length - namesListed;
  const first = names.slice(0, namesListed).join(', ');
  if (left <= 0) return first;
  return left === 1 ? `${first} et un autre` : `${first} et ${left} autres`;
};

const uses: Record<AddressUse, string> = {
  vip: 'Une fois ceci appliqué, les routeurs ne la portent plus : vous êtes coupé, ainsi que les clients qui s’y connectent.',
  nat_router:
    'Une fois ceci appliqué, les routeurs ne la portent plus : vous êtes coupé, et les serveurs réels perdent leur sortie.',
  primary:
    'Elle ne serait plus l’adresse du routeur primaire : le routeur qui la possède ne sait alors plus lequel des deux il est.',
  backup:
    'Elle ne serait plus l’adresse du routeur de secours : le routeur qui la possède ne sait alors plus lequel des deux il est.',
  primary_private:
    'Elle ne serait plus l’adresse privée du routeur primaire : le second chemin du heartbeat disparaît.',
  backup_private:
    'Elle ne serait plus l’adresse privée du routeur de secours : le second chemin du heartbeat disparaît.',
};

const services = ({ lost, of }: Extract<Danger, { kind: 'services' }>) => {
  if (of === 1)
    return `${list(lost)} est le seul service qui répond à des clients. Après ceci, il n’y en a plus aucun.`;
  if (lost.length === of)
    return `Les ${of} services qui répondent à des clients disparaissent ou sont désactivés : ${list(lost)}.`;
  if (lost.length === 1)
    return `${list(lost)} est l’un des ${of} seuls services qui répondent à des clients. Après ceci, les siens n’ont plus de réponse.`;
  return `${lost.length} des ${of} services qui répondent à des clients disparaissent ou sont désactivés : ${list(lost)}.`;
};

const lastRealServer = ({ name, servers }: Extract<Danger, { kind: 'last_real_server' }>) =>
  servers.length === 1
    ? `${list(servers)} est le dernier serveur réel qui travaille pour ${name}. Après ceci, personne ne répond à ses clients.`
    : `${list(servers)} sont les derniers serveurs réels qui travaillent pour ${name}. Après ceci, personne ne répond à ses clients.`;

/** What is asked before a change that takes away much, in French. */
export const guardRail: Wording<typeof enGuardRail> = {
  danger: (danger) => {
    if (danger.kind === 'services') return services(danger);
    if (danger.kind === 'last_real_server') return lastRealServer(danger);
    return `Vous êtes connecté par ${danger.name}. ${uses[danger.use]}`;
  },
  title: 'Est-ce bien voulu ?',
  more: (count) => (count === 1 ? 'Et un autre cas semblable.' : `Et ${count} autres cas semblables.`),
  label: 'Nom',
  help: (name, button) =>
    `Rien n’est encore enregistré. Saisissez ${name} et appuyez sur ${button} pour le faire malgré tout ; CANCEL laisse tout tel quel.`,
  wrong: (typed, name) =>
    typed === ''
      ? `Aucun nom n’a été saisi : rien n’est encore enregistré. Ce serait ${name}.`
      : `${typed} n’est pas le nom : rien n’est encore enregistré. Ce serait ${name}.`,
};
