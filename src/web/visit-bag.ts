/** A visit as it is handed over: its tag files, and where its payload lies in the data directory. */
export interface VisitBagAnswer {
  /** Of the folder. */
  readonly name: string;
  readonly payload: readonly {
    readonly path: string;
    readonly sha256: string;
    readonly sm3: string | null;
    readonly bytes: number;
    /** Relative to the data directory. */
    readonly storedPath: string;
  }[];
  /** All but the tag manifest: path, and bytes in base64. */
  readonly tags: readonly (readonly [string, string])[];
  /** Clips of the visit that are not in it, and what keeps each. */
  readonly withheld: readonly { readonly clip: string; readonly bars: readonly string[] }[];
}
