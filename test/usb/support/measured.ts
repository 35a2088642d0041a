/** What a test found out about time, for whoever reads the run. Emulated: only ratios mean anything elsewhere. */
export function measured(what: string, ms: number): void {
  process.stdout.write(`usb: ${what} ${(ms / 1000).toFixed(1)} s\n`);
}
