/** The certificate of a disposal: who proposed and who approved what and why, and proof that the signed log says so. */
import { BwcError } from '../../domain/errors.js';
import { publicKeyOf } from '../custody/clip-proof.js';
import { entryProofs, type EntryProof } from '../custody/entry-proof.js';
import type { DataPaths } from '../paths.js';
import type { DisposedFile, ProposalItem, ProposalOnRecord } from '../repositories/disposals.js';
import type { StationMarker } from '../marker.js';
import type { Repositories } from '../station-store.js';

export interface CertifiedItem extends ProposalItem {
  readonly name: string | null;
  readonly files: readonly Pick<DisposedFile, 'role' | 'storedPath' | 'sha256' | 'bytes' | 'fate' | 'removedAt'>[];
}

export interface DisposalCertificate {
  readonly format: 'bwc-disposal-certificate/1';
  readonly stationId: string;
  readonly proposal: ProposalOnRecord;
  readonly items: readonly CertifiedItem[];
  /** All entries the certificate names, each with its path to the signed root. */
  readonly entries: readonly EntryProof[];
  readonly checkpoint: string;
  /** PEM. */
  readonly publicKey: string;
}

/** @throws BwcError `bwc.store.not_found` where there is no such proposal, or no checkpoint covers it yet */
export function disposalCertificate(
  store: Repositories & { readonly paths: DataPaths; readonly marker: StationMarker },
  proposalId: string,
): DisposalCertificate {
  const proposal = store.disposals.proposal(proposalId);
  if (proposal === undefined)
    throw new BwcError('bwc.store.not_found', `there is no proposal ${proposalId}`, { id: proposalId });
  const items = store.disposals.items(proposalId).map((item): CertifiedItem => {
    const files = store.disposals.files({ clipId: item.clipId, proposalId });
    return {
      ...item,
      name: store.names.latest(item.clipId, 'storage')?.name ?? null,
      files: files.map(({ role, storedPath, sha256, bytes, fate, removedAt }) => ({
        role,
        storedPath,
        sha256,
        bytes,
        fate,
        removedAt,
      })),
    };
  });
  const named = items.flatMap(({ entries: { proposed, outcome, disposed } }) => [proposed, outcome, disposed]);
  const seqs = [proposal.entry, proposal.decision?.entry ?? null, ...named].filter((seq) => seq !== null);
  const { entries, checkpoint } = entryProofs(
    store,
    [...new Set(seqs)].sort((a, b) => a - b),
  );
  return {
    format: 'bwc-disposal-certificate/1',
    stationId: store.marker.stationId,
    proposal,
    items,
    entries,
    checkpoint,
    publicKey: publicKeyOf(store.paths),
  };
}
