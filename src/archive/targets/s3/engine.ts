/** The S3 client library, loaded when the first request is made, set so that every engine we know of takes it. */
import type * as Library from '@aws-sdk/client-s3';
import { hasCode } from '../../../domain/errors.js';
import { httpDate, systemClock, type Clock } from '../../../domain/time.js';
import { ArchiveError } from '../../errors.js';
import { codeOfFailure, retryAfterMs, type S3Failure } from './classify.js';
import { addDigests, isRequest } from './digests.js';
import type { S3Reach } from './settings.js';

const CONNECT_MS = 10_000;
/** Nothing sent and nothing received for so long: the connection is given up. */
const SILENT_MS = 60_000;

/** As many as objects are under way at once, and parts of large ones. */
const MOST_SOCKETS = 40;

const OF_SETTINGS = ['bwc.archive.credentials', 'bwc.archive.key_file', 'bwc.archive.config'] as const;

export type GetAnswer = Library.GetObjectCommandOutput;
export type HeadAnswer = Library.HeadObjectCommandOutput;

export interface S3Call {
  readonly sdk: typeof Library;
  readonly client: Library.S3Client;
}

export class S3Engine {
  #call: Promise<S3Call> | null = null;
  #clockAheadMs: number | null = null;

  constructor(
    private readonly settings: S3Reach,
    private readonly clock: Clock,
  ) {}

  get bucket(): string {
    return this.settings.bucket;
  }

  /** Station minus archive, by the last answer. */
  get clockAheadMs(): number | null {
    return this.#clockAheadMs;
  }

  /**
   * One attempt: when to try again is for the caller to say.
   * @throws ArchiveError; what the engine said is in `details.reason`, the HTTP status in `details.status`
   */
  async call<T>(doing: string, use: (call: S3Call) => Promise<T>): Promise<T> {
    try {
      this.#call ??= this.#connect();
      return await use(await this.#call);
    } catch (error) {
      const typed = this.typed(error, doing);
      // Somebody may have mended the key or the certificate by the next time: both are read again then.
      if (hasCode(typed, ...OF_SETTINGS)) this.#call = null;
      throw typed;
    }
  }

  /** The library's errors hold the whole request, signature and all: they are not passed on, not even as a cause. */
  typed(error: unknown, doing: string): ArchiveError {
    if (error instanceof ArchiveError) return error;
    const failure = failureIn(error);
    const wait = retryAfterMs(headersIn(error)['retry-after'], this.clock.now() - (this.#clockAheadMs ?? 0));
    return new ArchiveError(codeOfFailure(failure), `${doing}: ${failure.reason}`, {
      ...failure,
      ...(wait === null ? {} : { retryAfterMs: wait }),
    });
  }

  close(): void {
    this.#call?.then(
      ({ client }) => {
        client.destroy();
      },
      () => undefined,
    );
    this.#call = null;
  }

  async #connect(): Promise<S3Call> {
    const sdk = await import('@aws-sdk/client-s3');
    const { endpoint, addressing, region, access } = this.settings;
    const { accessKeyId, secretAccessKey, ca } = access();
    const client = new sdk.S3Client({
      endpoint,
      region,
      credentials: { accessKeyId, secretAccessKey },
      forcePathStyle: addressing === 'path',
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      maxAttempts: 1,
      expectContinueHeader: false,
      requestHandler: {
        connectionTimeout: CONNECT_MS,
        socketTimeout: SILENT_MS,
        httpAgent: { keepAlive: true, maxSockets: MOST_SOCKETS },
        httpsAgent: { keepAlive: true, maxSockets: MOST_SOCKETS, ...(ca === null ? {} : { ca }) },
      },
    });
    // The station's own clock signs. The library would set itself by the archive's answers without telling anybody.
    Object.defineProperty(client.config, 'systemClockOffset', {
      get: () => this.clock.now() - systemClock.now(),
      set: () => undefined,
    });
    client.middlewareStack.addRelativeTo(
      <A extends { request: unknown }, R extends { response: unknown }>(next: (args: A) => Promise<R>) =>
        async (args: A): Promise<R> => {
          if (isRequest(args.request)) addDigests(args.request);
          try {
            const result = await next(args);
            this.#hear(result.response);
            return result;
          } catch (error) {
            this.#hear(responseIn(error));
            throw error;
          }
        },
      { relation: 'before', toMiddleware: 'httpSigningMiddleware', name: 'bwcDigests' },
    );
    return { sdk, client };
  }

  #hear(response: unknown): void {
    const date = httpDate(headersOf(response)['date'] ?? '');
    if (date !== null) this.#clockAheadMs = this.clock.now() - date;
  }
}

export const versionId = (version: string | null | undefined): { VersionId?: string } =>
  version === null || version === undefined ? {} : { VersionId: version };

function failureIn(error: unknown): S3Failure {
  if (!(error instanceof Error)) return { reason: 'unknown', status: null };
  const status = statusIn(error);
  const errno = 'code' in error && typeof error.code === 'string' ? error.code : null;
  // `NotFound` and the like are names; a plain Error's name says nothing.
  const name = error.name === 'Error' ? 'unknown' : error.name;
  return { reason: plain(status === null ? (errno ?? name) : name), status };
}

/** Codes are words; anything else an engine might send stays out of logs. */
const plain = (reason: string): string => (/^[A-Za-z0-9_.]{1,64}$/.test(reason) ? reason : 'unknown');

function statusIn(error: Error): number | null {
  if (!('$metadata' in error)) return null;
  const metadata: unknown = error.$metadata;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return null;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : null;
}

const responseIn = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && '$response' in error ? error.$response : undefined;

const headersIn = (error: unknown): Readonly<Record<string, string>> => headersOf(responseIn(error));

function headersOf(response: unknown): Readonly<Record<string, string>> {
  if (typeof response !== 'object' || response === null || !('headers' in response)) return {};
  const { headers } = response;
  return typeof headers === 'object' && headers !== null ? { ...headers } : {};
}
