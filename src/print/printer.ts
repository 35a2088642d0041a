/** The program that lays out and writes one document: an order and then blocks on stdin, a line each; the PDF on stdout. */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Block } from './document.js';
import { Layout } from './layout.js';
import type { Page } from './page.js';
import type { PrintOrder } from './print.js';
import { PdfWriter } from './write-pdf.js';

const { stdin, stdout } = process;

/** Whoever reads may be slow: no page is made before the ones before it are on their way. */
async function put(writer: PdfWriter, page: Page): Promise<void> {
  writer.write(page);
  if (stdout.writableNeedDrain) await once(stdout, 'drain');
}

let writer: PdfWriter | undefined;
let layout: Layout | undefined;
for await (const line of createInterface({ input: stdin })) {
  if (writer === undefined || layout === undefined) {
    const { head, font } = JSON.parse(line) as PrintOrder;
    writer = new PdfWriter(head, font);
    writer.stream.pipe(stdout);
    layout = new Layout(head, writer.metrics);
  } else {
    for (const page of layout.add(JSON.parse(line) as Block)) await put(writer, page);
  }
}
if (writer !== undefined && layout !== undefined) {
  await put(writer, layout.finish());
  writer.end();
}
