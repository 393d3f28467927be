import type { frame as english } from '../en/frame.js';
import type { Wording } from '../wording.js';

/** What stands around every page, in French. */
export const frame: Wording<typeof english> = {
  skip: 'Aller au contenu',
  helpNavigation: 'À propos de cet outil',
  mainNavigation: 'Panneaux',
  editNavigation: 'Parties de ce serveur virtuel',
  languageNavigation: 'Langue',
  signedInAs: (user, role) => `Connecté en tant que ${user}, ${role}`,
  version: (version) => `LVS Console ${version}`,
  gloss: {
    welcome: 'Bienvenue',
    'about-login': 'À propos de la connexion',
    introduction: '',
    help: 'Aide',
    password: 'Mot de passe',
    control: 'Contrôle et surveillance',
    'global-settings': 'Paramètres généraux',
    redundancy: 'Redondance',
    connection: 'Connexion avec le routeur de secours',
    push: 'Envoi à l’autre routeur',
    'virtual-servers': 'Serveurs virtuels',
    'virtual-server': 'Modifier le serveur virtuel',
    'add-virtual-server': 'Ajouter un serveur virtuel',
    'delete-virtual-server': 'Supprimer le serveur virtuel',
    'real-servers': 'Modifier les serveurs réels',
    'real-server': 'Modifier le serveur réel',
    'add-real-server': 'Ajouter un serveur réel',
    'delete-real-server': 'Supprimer le serveur réel',
    'monitoring-scripts': 'Modifier les scripts de surveillance',
    keepalived: '',
    'what-to-run': 'À exécuter sur chaque machine',
    'client-connections': 'Connexions en cours',
    graphs: 'courbes',
    drawing: 'schéma de la grappe',
    routers: 'Les deux routeurs',
    'temporary-weights': 'Poids temporaires',
    'engine-log': 'Processus et journal du moteur',
    events: 'Événements',
    versions: '',
    file: 'Le fichier',
    allowlist: 'Liste d’accès',
    audit: 'Journal d’audit',
    error: 'Erreur',
  },
  done: 'Fait :',
  warning: 'Attention :',
  problems: (count) =>
    count === 1 ? 'Un point demande votre attention' : `${count} points demandent votre attention`,
  inClear:
    'Les mots de passe traversent le réseau en clair : cette console écoute au-delà de cette machine, sans TLS. N’admettez que des réseaux de confiance, ou créez un certificat sur le routeur : lvs-console certificate --make',
  certificate: {
    ending: (day) => `Le certificat de cette console expire le ${day}. Il est temps de le renouveler.`,
    ended: (day) =>
      `Le certificat de cette console a expiré le ${day}, et les navigateurs le refusent. Renouvelez-le.`,
    not_yet: (day) =>
      `Le certificat de cette console n’est valable qu’à partir du ${day}. L’horloge de cette machine est-elle à l’heure ?`,
  },
  onBackup:
    'Ce routeur est celui de secours. Faites vos modifications sur le routeur primaire et envoyez-les de là ; ici, seulement quand il est hors service.',
  viewer: 'Votre compte permet de tout regarder et de ne rien modifier.',
  nothingSaved: 'Rien n’a été enregistré. Ce que vous avez saisi est encore dans le formulaire.',
  severity: { refused: 'Erreur :', broken: 'Avertissement :', advice: 'Conseil :' },
  keyInFile: 'Clé dans le fichier',
  defaultValue: (value) => `par défaut ${value}`,
  blankMeans: (what) => `vide : ${what}`,
};
