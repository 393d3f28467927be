import type { importing as english } from '../en/import.js';
import type { Wording } from '../wording.js';
import { kinds, outcomes, remarks } from './import-remarks.js';

export const importing: Wording<typeof english> = {
  title: 'Venez avec ce que vous avez',
  lead: 'Collez les fichiers de vos routeurs, un par cadre, ou prenez ce qui est sur cette machine. Rien n’est enregistré avant que vous ayez vu ce que devient chaque ligne.',
  hint: '-- Le faire à partir des fichiers de keepalived, ipvsadm ou Heartbeat',
  begin: 'Ou le faire de ce qu’ont d’autres outils : keepalived, ipvsadm, Heartbeat, le noyau.',
  boxes: (number) => `Fichier ${number}`,
  kind: 'De quoi il s’agit',
  kindFound: 'à deviner',
  file: 'Remplir depuis un fichier',
  kinds,
  here: {
    title: 'De cette machine',
    keepalived: (path) => `${path}, tel qu’il est ici`,
    table: 'la table du noyau, telle qu’elle est maintenant',
    files: (paths) => `${paths.join(', ')} : les fichiers d’ipvsadm et de Heartbeat qui sont ici`,
  },
  gloss: {
    review: 'Montre ce que devient chaque ligne. Rien n’est enregistré.',
    accept: 'Enregistre le fichier proposé à la place du fichier actuel.',
    cancel: 'N’enregistre rien.',
  },
  review: {
    title: 'Ce que devient chaque ligne',
    nothing: 'Rien n’a été collé.',
    unknownKind: (name) =>
      `Impossible de dire ce qu’est ${name}. Choisissez de quoi il s’agit à côté, et renvoyez-le.`,
    refused: 'Rien n’est proposé tant qu’il en est ainsi.',
    counts: (tally) =>
      Object.entries(outcomes)
        .flatMap(([outcome, name]) => {
          const count = tally[outcome as keyof typeof outcomes];
          return count === 0 ? [] : [`${count} ${name}`];
        })
        .join(', '),
    line: 'Ligne',
    text: 'Texte',
    outcome: 'Ce qu’elle devient',
    why: 'Pourquoi',
    all: 'L’ensemble',
    more: (count) => `${count} autres lignes ne sont pas affichées.`,
    proposal: 'Le lvs.cf proposé',
    proposalLead:
      'Vous pouvez encore le modifier ici. Il prend la place de tout le fichier actuel quand vous pressez ACCEPT.',
    difference: 'Par rapport au fichier actuel',
    same: 'Le fichier actuel dit la même chose.',
    leftOut: 'Le reste de la comparaison est omis.',
    problems: 'Le fichier proposé n’est pas enregistré avec ces problèmes :',
    changedMeanwhile:
      'Le fichier actuel a été modifié entre-temps par quelqu’un d’autre. La comparaison ci-dessous se fait avec ce qu’il est maintenant : pressez encore ACCEPT si c’est toujours voulu.',
  },
  outcomes,
  remarks,
};
