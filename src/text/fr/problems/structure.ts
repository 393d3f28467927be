import type { ProblemTexts, StructureCode } from '../../problem-text.js';

/** What is wrong with the text and its lines, in French. */
export const structureProblems: ProblemTexts<StructureCode> = {
  empty_file: () =>
    'Le fichier est vide. Il lui faut au moins une ligne, ne serait-ce qu’un commentaire comme # lvs.cf.',
  nul_byte: () =>
    'Cette ligne contient un octet nul, qui fait planter le démon. Retirez-le ; le fichier doit être du texte brut.',
  nul_ends_file: () => 'Un octet nul commence cette ligne, et le démon ne lit rien au-delà. Retirez-le.',
  carriage_return: ({ lines }) =>
    `Le fichier contient des retours chariot, comme les fichiers venus de Windows. Le démon y coupe les lignes et saute sans rien dire la plupart des ${lines} lignes. Convertissez les fins de ligne en simples sauts de ligne.`,
  file_large: ({ bytes, limit }) =>
    `Le fichier compte ${bytes} octets. Au-delà de ${limit} octets, la pile du démon déborde et il plante.`,
  file_long: ({ lines }) =>
    `Le fichier compte ${lines} lignes. Le temps de démarrage du démon croît comme le carré de ce nombre.`,
  bad_quoting: ({ word }) =>
    `Le guillemet qui ouvre « ${word} » n’a pas de pendant, ou en a un placé trop tôt. Un texte entre guillemets finit la ligne ou contient un espace : écrivez-le dans une seule paire de "..." sans rien derrière.`,
  quote_cuts_line: ({ word }) =>
    `Le guillemet qui ouvre « ${word} » n’a pas de vrai pendant. Le démon l’ignore, avec tout ce qui suit sur la ligne. Fermez les guillemets ou retirez cette partie.`,
  quote_closes_block: ({ word, scope }) =>
    `Une ligne qui ne contient que le texte inachevé « ${word} » est prise par le démon pour la fin du bloc ${scope}. Retirez la ligne, ou fermez le bloc par }.`,
  quote_at_random: ({ word }) =>
    `Le guillemet qui ouvre « ${word} » n’a pas de pendant, et ce que le démon fait de cette ligne tient du hasard. Fermez les guillemets.`,
  lone_quote: () =>
    'La ligne se termine par un guillemet seul, et le démon y lit la mémoire au hasard. Écrivez "" pour un texte vide, ou retirez la ligne.',
  too_many_words: ({ limit }) =>
    `La ligne a plus de ${limit} mots ; le démon laisse tomber le reste sans rien dire.`,
  unknown_keyword: ({ keyword, hint, suggestion }) => {
    switch (hint) {
      case 'byte_order_mark':
        return `Le fichier commence par une marque d’ordre des octets, invisible, si bien que ${suggestion} n’est pas reconnu. Enregistrez le fichier en texte brut sans cette marque.`;
      case 'not_a_blank':
        return `« ${keyword} » contient un caractère qui a seulement l’air d’un espace. Retapez l’espace : ${suggestion}`;
      case 'equal_glued':
        return `Il manque des espaces autour du signe égal de « ${keyword} ». Écrivez : ${suggestion}`;
      case 'brace_glued':
        return `Il manque un espace à côté de l’accolade de « ${keyword} ». Écrivez : ${suggestion}`;
      case 'case':
        return `« ${keyword} » n’est pas un mot-clé : les majuscules comptent. Écrivez « ${suggestion} ».`;
      case 'comment_sign':
        return `« ${keyword} » ne commence pas un commentaire. Un commentaire commence par ${suggestion} et occupe une ligne à lui seul.`;
      case 'similar':
        return `« ${keyword} » n’est pas un mot-clé ici. Vouliez-vous dire « ${suggestion} » ?`;
      case 'none':
        return `« ${keyword} » n’est pas un mot-clé ici. Retirez la ligne, ou faites-en un commentaire en la commençant par #.`;
    }
  },
  keyword_elsewhere: ({ keyword, scope, belongs }) =>
    `${keyword} n’a pas sa place ${inside[scope]}, mais ${belongs.map((one) => inside[one]).join(' ou ')}. Déplacez la ligne, ou cherchez plus haut une accolade } manquante ou en trop.`,
  stray_close: () =>
    'Cette accolade } ne ferme rien. Retirez-la, ou cherchez plus haut une ligne de bloc manquante.',
  equal_expected: ({ keyword, found }) =>
    found === ''
      ? `Après ${keyword} viennent un signe égal et une valeur : ${keyword} = VALEUR`
      : `Après ${keyword} vient un signe égal avec un espace de chaque côté, et non « ${found} ». Écrivez : ${keyword} = VALEUR`,
  value_missing: ({ wanted }, field) =>
    wanted === 2
      ? `${field} demande deux valeurs, une adresse et un périphérique, comme 192.0.2.100 eth0:1. Il en manque une.`
      : `${field} n’a pas de valeur. Donnez-en une, ou retirez la ligne.`,
  value_extra: ({ wanted, extra }, field) =>
    wanted === 2
      ? `${field} demande deux valeurs, une adresse et un périphérique. Retirez ce qui suit : ${extra}`
      : `${field} demande une seule valeur. Retirez « ${extra} », ou mettez un texte avec des espaces entre "..." ; un commentaire occupe une ligne à lui seul.`,
  name_missing: ({ scope }) => `Le bloc ${scope} n’a pas de nom. Écrivez : ${scope} NOM {`,
  brace_missing: ({ scope, found }) =>
    found === ''
      ? `La ligne doit finir par une accolade, après le nom : ${scope} NOM {`
      : `Après le nom vient une accolade seule, et non « ${found} ». Écrivez : ${scope} NOM {`,
  block_extra: ({ scope, extra }) =>
    `Rien ne peut suivre l’accolade sur cette ligne. Passez « ${extra} » à la ligne suivante : ${scope} NOM {`,
  text_after_close: ({ extra }) =>
    `Le démon ignore ce qui suit une accolade fermante. Retirez-le, ou mettez-le sur une ligne à part : ${extra}`,
  block_not_closed: ({ scope, name }) =>
    `Le bloc ${scope} « ${name} » n’est pas fermé avant la fin du fichier. Ajoutez une ligne avec }.`,
  brace_ends_file: ({ scope, name }) =>
    `Le bloc ${scope} « ${name} » est ouvert, puis le fichier finit : le démon y lit la mémoire au hasard. Ajoutez une ligne avec }.`,
  repeated_keyword: ({ keyword, first }, field) =>
    `${field} figure déjà à la ligne ${first} ; c’est la dernière qui compte. Retirez l’une des lignes ${keyword}.`,
  obsolete_keyword: ({ keyword }) =>
    `${keyword} est lu et ignoré : aucun démon ne s’en sert plus. Retirez la ligne.`,
};

const inside = {
  global: 'en tête du fichier',
  virtual: 'dans un bloc virtual',
  failover: 'dans un bloc failover',
  server: 'dans un bloc server',
} as const;
