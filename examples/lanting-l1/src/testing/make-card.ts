/** node dist/testing/make-card.js FOLDER: puts a Lanting L1 card into it. */
import { createLantingCard } from './card.js';

const { root } = await createLantingCard(process.argv[2] ?? '.');
console.log(root);
