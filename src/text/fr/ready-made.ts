import type { readyMade as english } from '../en/ready-made.js';
import type { Wording } from '../wording.js';

const glosses = {
  port: 'port',
  path: 'page',
  host: 'nom du site',
  status: 'code de retour',
  md5: 'empreinte MD5',
  sha256: 'empreinte SHA-256',
  helo: 'notre nom',
  starttls: '',
  verify: 'vérifier le certificat',
  days: 'jours restants',
  name: 'nom',
  type: 'type d’enregistrement',
  answers: 'réponses',
  over: 'par',
  user: 'utilisateur',
  take: 'relever',
  seconds: 'secondes',
};

const expects = {
  port: 'un nombre de 1 à 65535',
  path: 'un chemin qui commence par /, sans espace ni guillemet, comme /check.html',
  host: 'un nom d’hôte sans port, comme www.example.com',
  status: 'des nombres de 100 à 599 et des plages croissantes, séparés par des virgules, comme 200-299,401',
  md5: '32 chiffres hexadécimaux',
  sha256: '64 chiffres hexadécimaux',
  helo: 'un nom d’hôte, comme router.example.com',
  starttls: 'une coche ou rien',
  verify: 'une coche ou rien',
  days: 'un nombre entier de 0 à 9999, comme 14',
  name: 'un nom de domaine, comme example.com, ou un simple point',
  type: 'l’un de ceux de la liste',
  answers: 'un nombre entier de 0 à 99',
  over: 'l’un de ceux de la liste',
  user: 'un nom en minuscules, avec chiffres, _ et -, comme lvs_check',
  take: 'l’un de ceux de la liste',
  seconds: 'un nombre entier de 1 à 99, comme 5',
};

/** READY-MADE CHECKS, in French. */
export const readyMade: Wording<typeof english> = {
  gloss: { choose: 'choisir', use: 'reprendre', take: 'relever l’empreinte maintenant' },
  title: 'Tests prêts à l’emploi',
  lead: 'Pages web avec leur code de retour, leur empreinte et leur certificat, courrier, serveurs de noms, annuaires et bases de données : choisissez ce qui est demandé, et Sending Program et Expect sont remplis.',
  present: (kind) => `Le programme du fichier est un test prêt à l’emploi (${kind}).`,
  which: 'Ce qui est demandé :',
  fill: 'Un champ vide prend ce qui est dit à côté. Rien n’est enregistré ici : USE remplit les champs de MONITORING SCRIPTS, où TEST essaie le test et où ACCEPT l’enregistre.',
  kinds: {
    http: 'HTTP : une page web',
    https: 'HTTPS : une page web par TLS',
    smtp: 'SMTP : un serveur qui reçoit le courrier',
    smtps: 'SMTPS : le même par TLS',
    imap: 'IMAP : un serveur qui donne accès au courrier',
    imaps: 'IMAPS : le même par TLS',
    pop3: 'POP3 : un serveur qui remet le courrier',
    pop3s: 'POP3S : le même par TLS',
    ldap: 'LDAP : un annuaire qui accepte une connexion anonyme',
    ldaps: 'LDAPS : le même par TLS',
    dns: 'DNS : un serveur de noms',
    postgres: 'PostgreSQL : une base de données qui laisse entrer les clients',
  },
  options: {
    port: {
      label: 'Port',
      gloss: '',
      help: 'Le port des serveurs réels. Il figure comme nombre dans la commande, même pour un serveur réel qui a un autre port.',
    },
    path: { label: 'Page', gloss: '', help: 'Le chemin sur le serveur, à partir de /, avec sa requête.' },
    host: {
      label: 'Site name',
      gloss: glosses.host,
      help: 'Le nom demandé : dans la requête, dans l’ouverture de TLS et dans le certificat. Vide : l’adresse.',
    },
    status: {
      label: 'Status',
      gloss: glosses.status,
      help: 'Les codes qui conviennent : nombres et plages séparés par des virgules, comme 200-299,401.',
    },
    md5: {
      label: 'MD5 digest',
      gloss: glosses.md5,
      help: 'La page doit avoir cette empreinte, telle que genhash l’affiche. Une page qui affiche l’heure ne l’a jamais.',
    },
    sha256: {
      label: 'SHA-256 digest',
      gloss: glosses.sha256,
      help: 'De même avec SHA-256. Une seule des deux suffit.',
    },
    helo: {
      label: 'Our name',
      gloss: glosses.helo,
      help: 'Comment le routeur se présente au serveur de courrier. Vide : le nom de la machine.',
    },
    starttls: {
      label: 'STARTTLS',
      gloss: '',
      help: 'Demande TLS avant toute chose ; un serveur qui ne le propose pas échoue.',
    },
    verify: {
      label: 'Verify certificate',
      gloss: glosses.verify,
      help: 'Une autorité à laquelle le routeur fait confiance doit avoir signé le certificat pour le nom du site.',
    },
    days: {
      label: 'Days left',
      gloss: glosses.days,
      help: 'Le certificat doit rester valable encore ce nombre de jours. Vide : ses dates ne sont pas regardées.',
    },
    name: {
      label: 'Name',
      gloss: glosses.name,
      help: 'Ce qui est demandé, comme example.com ; un simple point est la racine.',
    },
    type: { label: 'Record type', gloss: glosses.type, help: 'Quel enregistrement de ce nom.' },
    answers: {
      label: 'Answers',
      gloss: glosses.answers,
      help: 'Combien d’enregistrements doivent venir au moins ; avec 0, toute réponse sans erreur convient.',
    },
    over: { label: 'Over', gloss: glosses.over, help: 'Comment la question est envoyée.' },
    user: {
      label: 'User',
      gloss: glosses.user,
      help: 'Au nom de qui la base est interrogée. Personne n’a besoin d’y être connu sous ce nom : une demande de mot de passe convient aussi.',
    },
    take: { label: 'Take', gloss: glosses.take, help: 'Affiche l’empreinte et ne juge rien.' },
    seconds: {
      label: 'Seconds',
      gloss: glosses.seconds,
      help: 'Le temps le plus long pour tout le test ; moins que Service timeout, sinon il est interrompu.',
    },
  },
  blank: (value) => `vide : ${value}`,
  yes: 'oui',
  fault: (fault, typed) => {
    const { option, what } = fault;
    if (what === 'long')
      return `La commande aurait ${fault.length} octets, et nanny n’en accepte que 254. Raccourcissez la page ou les noms.`;
    const label = labels[option];
    if (what === 'both') return 'MD5 digest ou SHA-256 digest, pas les deux.';
    if (what === 'missing')
      return option === 'host'
        ? `${label} manque : un certificat est signé pour un nom.`
        : `${label} manque.`;
    if (what === 'foreign') return `${label} demande TLS : cochez STARTTLS, ou laissez le champ vide.`;
    const must = `${label} attend ${expects[option]}`;
    return typed === '' ? `${must}.` : `${must} ; « ${typed} » ne convient pas.`;
  },
  digest: {
    title: 'Empreinte de la page',
    lead: 'Demande la page aux serveurs réels, telle qu’elle est décrite plus haut, et met son empreinte dans le champ. Relevez-la quand chaque serveur montre la bonne page.',
    same: (count) =>
      count === 1
        ? 'L’empreinte de cette page a été mise dans le champ.'
        : `Les ${count} pages sont les mêmes : leur empreinte a été mise dans le champ.`,
    differ:
      'Les serveurs réels montrent des pages différentes : aucune empreinte n’a été mise dans le champ.',
    none: 'Aucune empreinte n’a pu être relevée.',
    silent: 'Aucune réponse lisible n’est venue.',
  },
  filled: 'Sending Program et Expect sont remplis ci-dessous. Rien n’est enregistré avant ACCEPT.',
};

const labels = {
  port: 'Port',
  path: 'Page',
  host: 'Site name',
  status: 'Status',
  md5: 'MD5 digest',
  sha256: 'SHA-256 digest',
  helo: 'Our name',
  starttls: 'STARTTLS',
  verify: 'Verify certificate',
  days: 'Days left',
  name: 'Name',
  type: 'Record type',
  answers: 'Answers',
  over: 'Over',
  user: 'User',
  take: 'Take',
  seconds: 'Seconds',
};
