import type { allowlist as english } from '../en/allowlist.js';
import type { Wording } from '../wording.js';

/** The page with the two allowlists, in French. */
export const allowlist: Wording<typeof english> = {
  faults: {
    unknown_directive: (word) =>
      `${word} n’est pas un mot par lequel commence une règle. Il y a Order, Allow from, Deny from et Require.`,
    from_missing: (word) => `${word} est suivi du mot from : ${word} from 172.16.57`,
    bad_order: (word) =>
      `${word || 'Rien'} n’est pas un ordre. C’est deny,allow ou allow,deny, avec une virgule et sans espace.`,
    bad_require: (word) =>
      `Require ${word} n’est pas reconnu ici. Il y a Require ip, Require local, Require all granted et Require all denied, en minuscules.`,
    host_name: (word) =>
      `${word} est un nom d’hôte. Un nom serait recherché à chaque requête, et celui qui répond pour lui déciderait qui entre. Écrivez l’adresse.`,
    comment_behind: (word) =>
      `${word} commence un commentaire derrière une règle. Un commentaire occupe une ligne à lui seul, avec # au début.`,
    nothing_named: (word) =>
      `${word} ne désigne personne. Derrière viennent des adresses, des réseaux ou le mot all.`,
    bad_address: (word) =>
      `${word} n’est pas une adresse. Il y a 192.168.1.100, le début d’une adresse comme 172.16.57, et les adresses IPv6 ; sans zéro en tête, sans forme hexadécimale, sans zone.`,
    bad_mask: (word) =>
      `${word} n’a pas de masque utilisable. Derrière la barre d’une adresse entière vient un nombre de bits ou un masque sans trous : 10.0.0.0/8 ou 10.0.0.0/255.0.0.0`,
    names_everybody: (word) =>
      `${word} désigne toutes les adresses qui existent, ce qui est presque toujours une erreur. Si c’est voulu, écrivez all.`,
  },
  inLine: (line, text) => `ligne ${line} : ${text}`,
  lead: 'Avant qu’aucun mot de passe ne soit demandé, ces deux listes décident à quelles adresses la console répond. Elles sont relues dès qu’elles changent.',
  lists: {
    site: 'Tout, y compris la page d’accueil',
    secure: 'Les pages protégées par mot de passe, pour ceux que la première liste admet',
  },
  inFile: (path) => `Fichier ${path}`,
  missing:
    'Ce fichier n’existe pas encore. En attendant, seule cette machine elle-même est admise ; ACCEPT le crée.',
  broken:
    'Une ligne de cette liste est incompréhensible. Tant qu’elle n’est pas corrigée, seule cette machine elle-même est admise, quoi que disent les autres lignes.',
  silent: 'Cette liste ne dit rien : seule cette machine elle-même est donc admise.',
  howTitle: 'Comment écrire une liste',
  how: [
    'Order deny,allow : qui n’est nommé par aucune règle est admis, et Allow l’emporte sur Deny. Avec Order allow,deny, personne n’est admis sans être nommé, et Deny l’emporte sur Allow.',
    'Deny from all et Allow from 192.168.1.100 172.16.57 10.0.0.0/8 2001:db8::/32 : des adresses, des débuts d’adresse, des réseaux, ou all.',
    'Des mots plus récents : Require ip 172.16.57, Require local, Require all granted, Require all denied. Il suffit que l’un d’eux accepte ; à côté d’Allow et Deny, les deux doivent accepter.',
    'Une ligne qui commence par # est un commentaire.',
  ],
  whoTitle: 'Qui serait admis',
  address: 'Adresse',
  door: { site: 'Tout', secure: 'Derrière le mot de passe' },
  you: (address) => `${address} (vous)`,
  thisMachine: (address) => `${address} (cette machine)`,
  yes: 'admise',
  no: 'refusée',
  why: {
    rule: (line) => `par la ligne ${line}`,
    unnamed: 'aucune règle ne la nomme',
    problem: (line) => `la ligne ${line} est incompréhensible`,
    silent: 'la liste ne dit rien',
    missing: 'il n’y a pas de liste',
    unreadable: 'la liste est illisible',
  },
  tryLabel: 'Une autre adresse',
  tryHelp:
    'TRY montre ce que feraient les listes ci-dessus, telles qu’elles sont dans le formulaire, et n’enregistre rien.',
  notAnAddress: (text) => `${text} n’est pas une adresse.`,
  tried: 'Voici ce que feraient les listes. Rien n’a été enregistré.',
  refused: 'Rien n’a été enregistré. Ces lignes sont incompréhensibles :',
  shutsOut: {
    title: 'Ces listes vous excluraient',
    text: (address) =>
      `Rien n’est encore enregistré. Avec ces listes, ${address}, l’adresse d’où vous venez, ne pourrait plus ouvrir cette page : il faudrait modifier les fichiers sur le routeur lui-même.`,
    confirm: 'Si c’est ce que vous voulez, ACCEPT ANYWAY les enregistre.',
  },
  conflict: {
    title: 'Quelqu’un d’autre a modifié une liste entre-temps',
    lead: 'Rien n’a été enregistré, et votre texte est encore ci-dessous. Voici ce que le fichier contient maintenant ; ACCEPT le remplace par votre texte.',
    gone: '(le fichier n’existe plus)',
  },
  saved: 'Les listes d’accès ont été enregistrées. Elles comptent immédiatement.',
  unchanged: 'Rien n’était différent, et rien n’a été écrit.',
  gloss: { try: 'essayer', anyway: 'accepter quand même' },
};
