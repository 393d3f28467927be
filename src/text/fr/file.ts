import type { LinesRead } from '../../core/lvscf/plain-text.js';
import type { file as english, ProblemCounts } from '../en/file.js';
import type { Wording } from '../wording.js';

/** The count with its noun; nothing for none. */
function counted(count: number, one: string, many: string): string[] {
  if (count === 0) return [];
  return [count === 1 ? `1 ${one}` : `${count} ${many}`];
}

/** The counts as words. */
function counts({ refused, broken, advice }: ProblemCounts): string {
  return [
    ...counted(refused, 'erreur', 'erreurs'),
    ...counted(broken, 'avertissement', 'avertissements'),
    ...counted(advice, 'conseil', 'conseils'),
  ].join(', ');
}

/** What the daemon makes of a file with carriage returns. */
function readToday({ read, total, firstPassedOver }: LinesRead): string {
  if (firstPassedOver === undefined) {
    return `Le démon en lit aujourd’hui les ${total} lignes, mais aucun panneau ne modifie le fichier en l’état.`;
  }
  const lines = read === 0 ? 'n’en lit aucune' : read === 1 ? 'n’en lit qu’une' : `n’en lit que ${read}`;
  return `Sur les ${total} lignes qui disent quelque chose, le démon ${lines} aujourd’hui ; la première qu’il saute, sans un mot, est la ligne ${firstPassedOver}. Après la conversion, il lit les ${total}.`;
}

/** The page FILE, in French. */
export const file: Wording<typeof english> = {
  gloss: {
    download: 'Télécharger',
    convert: 'Convertir',
    deleteLine: 'Supprimer la ligne',
    example: 'Copier l’exemple',
    nearlyEmpty: 'Commencer presque vide',
  },
  problemsTitle: (found) => `Ce qui ne va pas : ${found}`,
  problemsThen: (found) => `Ce qui n’ira pas après la conversion : ${found}`,
  noProblems: 'Tout va bien : les démons acceptent ce fichier tel quel.',
  counts,
  meaning: {
    refused: 'Les démons refusent le fichier tant qu’il contient une erreur.',
    broken: 'Les démons acceptent le fichier, mais un avertissement signale ce qui ne peut pas fonctionner.',
    advice: 'Les démons acceptent le fichier, et il fonctionne ; quelque chose n’est sans doute pas voulu.',
  },
  inLine: (line, problem) => `Ligne ${line} : ${problem}`,
  inWhole: (problem) => `Le fichier entier : ${problem}`,
  more: (count) =>
    count === 1
      ? 'Un autre problème figure dans le texte ci-dessous.'
      : `${count} autres problèmes figurent dans le texte ci-dessous.`,
  onPanel: (line) => `Corriger la ligne ${line} dans son panneau`,
  textTitle: 'Le texte',
  part: (from, to, total) => `Lignes ${from} à ${to} sur ${total}`,
  first: 'Premières lignes',
  previous: 'Lignes précédentes',
  next: 'Lignes suivantes',
  last: 'Dernières lignes',
  parts: 'Parties du texte',
  deleteButton: (line) => `DELETE LINE ${line}`,
  editHint: 'le texte entier',
  convert: {
    title: 'Le fichier doit d’abord être converti',
    returns:
      'Ses lignes se terminent par des retours chariot, comme dans les fichiers de Windows ou d’anciens Mac. Le démon coupe les lignes à ces endroits, à sa façon.',
    readToday,
    mark: 'Il commence par une marque d’ordre des octets, comme l’écrivent certains éditeurs de Windows. Le démon la prend pour une partie du premier mot.',
    unreadable:
      'Ce n’est pas du texte simple à un octet par caractère ; le démon planterait en le lisant. La conversion en fait du texte simple.',
    what: 'La conversion change les fins de ligne et retire une telle marque. Tous les autres caractères restent, et le numéro de série augmente. Rien d’autre ne modifie le fichier avant cela.',
    done: 'Le fichier a été converti : le démon le lit désormais en entier.',
  },
  create: {
    title: 'Commencer par un fichier',
    missing: (path) => `${path} n’existe pas encore.`,
    empty: (path) => `${path} existe, mais il est vide, et le démon refuse un fichier vide.`,
    example:
      'Un exemple complet : deux routeurs, trois serveurs virtuels et leurs serveurs réels, avec des commentaires. Il montre à quoi tout sert ; rien n’y est en service.',
    nearlyEmpty:
      'L’en-tête d’un fichier avec les valeurs habituelles, sans serveur virtuel. Les panneaux le remplissent : commencez par GLOBAL SETTINGS.',
    keeps: 'Un fichier qui existe n’est jamais écrasé.',
    done: (path) => `${path} a été créé.`,
  },
  lineDeleted: (line) => `La ligne ${line} a été supprimée.`,
  itWas: (text) => `C’était : ${text}`,
  edit: {
    label: 'Texte de lvs.cf',
    lead: 'Voici le fichier entier. Les commentaires, les lignes vides et l’ordre des lignes vous appartiennent ; un texte qui apporte de nouveaux problèmes n’est pas enregistré. Le numéro de série augmente de lui-même, sauf si vous le changez.',
    refused:
      'Rien n’a été enregistré : le texte apporterait ces problèmes. Il est toujours ci-dessous, tel que vous l’avez saisi.',
    merged: 'Ce que quelqu’un d’autre a enregistré entre-temps est aussi dans le fichier.',
    conflict: {
      title: 'Quelqu’un d’autre a modifié le fichier entre-temps',
      lead: {
        text: 'Rien n’a été enregistré, et votre texte est toujours ci-dessous. Les lignes marquées - sont dans le fichier à présent et pas dans votre texte ; les lignes marquées + ne sont que dans le vôtre. ACCEPT remplace le fichier par votre texte : reprenez d’abord ce qui doit rester.',
        objects:
          'Rien n’a été enregistré, et votre texte est toujours ci-dessous. Vous avez tous deux modifié les objets du tableau : choisissez pour chacun la version à enregistrer. Tout le reste des deux textes est gardé. Les lignes marquées - sont dans le fichier à présent et pas dans votre texte ; les lignes marquées + ne sont que dans le vôtre.',
        comments:
          'Rien n’a été enregistré, et votre texte est toujours ci-dessous. ACCEPT réunit les deux, mais sans les commentaires, les lignes vides et l’ordre des lignes que l’autre personne a modifiés : ils gênent les vôtres. Les lignes marquées - sont dans le fichier à présent et pas dans votre texte ; les lignes marquées + ne sont que dans le vôtre.',
      },
      same: 'Le fichier contient déjà votre texte.',
      leftOut: 'La suite de la comparaison est omise.',
    },
  },
};
