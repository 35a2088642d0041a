/** The part of exif-parser 0.1.12 that `still.ts` uses; the package has no types of its own. */
declare module 'exif-parser' {
  interface Parser {
    /** Off: text stays as written and rationals stay pairs. On: dates become epochs of a wall clock read as UTC. */
    enableSimpleValues(enable: boolean): Parser;
    enableImageSize(enable: boolean): Parser;
    /** @throws Error for damaged EXIF. */
    parse(): { readonly tags: Readonly<Record<string, unknown>> };
  }
  const exifParser: { create(jpeg: Buffer): Parser };
  export default exifParser;
}
