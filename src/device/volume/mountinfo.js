/** Lines that are not of this form are passed over. Of mounts over one another, only the last (topmost) is kept. */
export function parseMountinfo(text) {
  const byPoint = new Map();
  for (const line of text.split('\n')) {
    const [before, after] = splitOnce(line, ' - ');
    const left = before.split(' ');
    const right = after.split(' ');
    const [id, mountPoint, options] = [left[0], left[4], left[5]];
    const [fileSystem, source, superOptions] = right;
    if (
      id === undefined ||
      mountPoint === undefined ||
      options === undefined ||
      fileSystem === undefined ||
      source === undefined
    )
      continue;
    const readOnly = [options, superOptions ?? ''].some((list) => list.split(',').includes('ro'));
    const at = unescapeOctal(mountPoint);
    byPoint.delete(at);
    byPoint.set(at, { id, mountPoint: at, fileSystem, source: unescapeOctal(source), readOnly });
  }
  return [...byPoint.values()];
}
function splitOnce(line, separator) {
  const cut = line.indexOf(separator);
  return cut < 0 ? [line, ''] : [line.slice(0, cut), line.slice(cut + separator.length)];
}
/** The kernel writes blank, tab, newline, backslash (and `#` at a start) as `\ooo`; everything else as it is. */
const unescapeOctal = (text) =>
  text.replace(/\\([0-3][0-7]{2})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 8)));
