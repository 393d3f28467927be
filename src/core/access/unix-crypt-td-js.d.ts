declare module 'unix-crypt-td-js' {
  /** The 13 characters of crypt(3) with DES; bytes, because a string is taken one byte per character. */
  export default function unixCryptTD(password: readonly number[], salt: string): string;
}
