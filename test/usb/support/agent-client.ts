/** The test's end of packaging/guest/agent.mjs. */
import { GuestProcess } from './guest-process.js';
import { LineSocket } from './line-socket.js';
import { later, within, type Later } from './waiting.js';

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface AgentMessage {
  readonly hello?: string;
  readonly id?: number;
  readonly line?: string;
  /** An exit code or an HTTP status; `killed by SIGKILL`, `no answer: …`. */
  readonly code?: number | string;
  readonly stdout?: string;
  readonly stderr?: string;
}

/** The guest needs a moment longer than a command may take to say that it took too long. */
const GRACE_MS = 10_000;

export class AgentClient {
  readonly #runs = new Map<number, Later<AgentMessage>>();
  readonly #processes = new Map<number, GuestProcess>();
  readonly #hello = later<undefined>();
  #socket: LineSocket | undefined;
  #ids = 0;

  static async connect(path: string, stillRuns: () => boolean): Promise<AgentClient> {
    const client = new AgentClient();
    client.#socket = await LineSocket.connect(
      path,
      stillRuns,
      (message) => {
        client.#take(message as AgentMessage);
      },
      () => {
        client.#fail(new Error('the guest is gone'));
      },
    );
    return client;
  }

  /** Until the guest has booted as far as its agent. */
  ready(patienceMs: number): Promise<undefined> {
    return within(this.#hello.promise, () => 'the guest does not boot', patienceMs);
  }

  async run(command: string, timeoutMs: number): Promise<CommandResult> {
    const id = this.#nextId();
    const answer = later<AgentMessage>();
    this.#runs.set(id, answer);
    this.#socket?.send({ id, op: 'run', command, timeoutMs });
    const { code, stdout = '', stderr = '' } = await within(answer.promise, () => command, timeoutMs + GRACE_MS);
    if (typeof code !== 'number') throw new Error(`${command}: ${code ?? 'no code'}\n${stdout}${stderr}`);
    return { code, stdout, stderr };
  }

  /** What the daemon answers at its control socket. @throws Error with what it said where that is no success */
  async ask(socket: string, path: string, timeoutMs: number): Promise<string> {
    const id = this.#nextId();
    const answer = later<AgentMessage>();
    this.#runs.set(id, answer);
    this.#socket?.send({ id, op: 'ask', socket, path });
    const { code, stdout = '' } = await within(answer.promise, () => path, timeoutMs);
    if (code !== 200) throw new Error(`${path}: ${String(code)}\n${stdout}`);
    return stdout;
  }

  start(command: string): GuestProcess {
    const id = this.#nextId();
    const process = new GuestProcess(command, (signal) => this.#socket?.send({ id, op: 'signal', signal }));
    this.#processes.set(id, process);
    this.#socket?.send({ id, op: 'start', command });
    return process;
  }

  close(): void {
    this.#socket?.close();
  }

  #nextId(): number {
    this.#ids += 1;
    return this.#ids;
  }

  #take(message: AgentMessage): void {
    if (message.hello !== undefined) this.#hello.resolve(undefined);
    if (message.id === undefined) return;
    const process = this.#processes.get(message.id);
    if (message.line !== undefined) process?.took(message.line);
    if (message.code === undefined) return;
    process?.ended(message.code, message.stderr ?? '');
    this.#runs.get(message.id)?.resolve(message);
    this.#runs.delete(message.id);
  }

  #fail(error: Error): void {
    this.#hello.reject(error);
    for (const run of this.#runs.values()) run.reject(error);
    for (const process of this.#processes.values()) process.ended('the guest is gone', '');
  }
}
