/**
 * What every request with a body carries: `Content-MD5`, which AWS asks for under Object Lock, and the SHA-256 in its
 * signature, which every engine checks. The newer `x-amz-checksum-*` headers and trailers are left out: Aliyun OSS,
 * Tencent COS and Huawei OBS refuse them, older Ceph does not look at them.
 */
import { createHash } from 'node:crypto';

export interface PayloadDigests {
  /** Base64, as the header has it. */
  readonly md5: string;
  /** Hexadecimal, as the header has it. */
  readonly sha256: string;
}

const known = new WeakMap<object, PayloadDigests>();

/** For a body whose digests were taken while it was read. */
export const remember = (body: Uint8Array, digests: PayloadDigests): void => {
  known.set(body, digests);
};

export interface SignedRequest {
  readonly method: string;
  headers: Record<string, string>;
  readonly body?: unknown;
}

/** What comes out of the request builder, seen without its class. */
export const isRequest = (request: unknown): request is SignedRequest =>
  typeof request === 'object' && request !== null && 'method' in request && 'headers' in request;

export function addDigests(request: SignedRequest): void {
  const { body } = request;
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) return;
  const { md5, sha256 } = (typeof body === 'string' ? undefined : known.get(body)) ?? digestsOf(body);
  const kept = Object.entries(request.headers).filter(([name]) => !/^x-amz-(sdk-)?checksum-/i.test(name));
  request.headers = { ...Object.fromEntries(kept), 'content-md5': md5, 'x-amz-content-sha256': sha256 };
}

const digestsOf = (body: string | Uint8Array): PayloadDigests => ({
  md5: createHash('md5').update(body).digest('base64'),
  sha256: createHash('sha256').update(body).digest('hex'),
});
