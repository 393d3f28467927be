/** The shape of what is said about the fields: one entry for each keyword of each catalogue, in each language. */
import type { AddressOnDevice } from '../core/lvscf/kinds/addresses.js';
import type { serverStanza } from '../core/lvscf/server.js';
import type { headStanza } from '../core/lvscf/shared-lines.js';
import type { Stanza, ValueOf } from '../core/lvscf/stanza.js';
import type { virtualStanza } from '../core/lvscf/virtual.js';

/** What is said about one input. */
export interface InputText {
  /** The original tool's label without its colon, in English in every language; empty where it had none. */
  readonly label: string;
  /** The label's meaning in the reader's language; empty in English. */
  readonly gloss: string;
  /** The small remark that the original has under the label. */
  readonly note?: string;
  /** One sentence beside the input: what it is for, and what blank means where that is not the default. */
  readonly help: string;
  /** What a blank input amounts to, where the catalogue's own value would not say it. */
  readonly blank?: string;
}

/** One choice of a list, with its meaning in the reader's language; empty in English. */
export interface Caption {
  readonly text: string;
  readonly gloss: string;
}

/** The stored values that need a caption: those of a fixed list, and the two of a flag. */
type Captioned<T> = [T] extends [boolean]
  ? '0' | '1'
  : [T] extends [string]
    ? string extends T
      ? never
      : T
    : never;

/** What is said about one keyword. */
export type FieldText<T = never> = {
  /** A field with two values on its line has two inputs. */
  readonly inputs: [T] extends [AddressOnDevice] ? readonly [InputText, InputText] : readonly [InputText];
  /** Paragraphs of the HELP page. */
  readonly more: readonly string[];
} & ([Captioned<T>] extends [never]
  ? unknown
  : { readonly captions: Readonly<Record<Captioned<T>, Caption>> });

/** What is said about any keyword, for code that loops over the catalogue. */
export interface AnyFieldText {
  readonly inputs: readonly InputText[];
  readonly more: readonly string[];
  readonly captions?: Readonly<Record<string, Caption>>;
}

/** What is said about each keyword of a catalogue: a missing one does not compile. */
export type StanzaText<S extends Stanza> = { readonly [K in keyof S]-?: FieldText<ValueOf<S[K]>> };

/** What is said about all fields. */
export interface FieldTexts {
  readonly global: StanzaText<typeof headStanza>;
  readonly virtual: StanzaText<typeof virtualStanza>;
  /** A failover block has the keys of a virtual server. */
  readonly failover: StanzaText<typeof virtualStanza>;
  readonly server: StanzaText<typeof serverStanza>;
  /** The names of blocks, which are no keywords. */
  readonly names: Readonly<Record<'virtual' | 'failover' | 'server', InputText>>;
  /** The caption of a choice that leaves the key out. */
  readonly unused: Caption;
}
