import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';

const BUFFER_BYTES = 4 << 20;

/** A file that is written in many small pieces through one large buffer. */
export class FileSink {
	private readonly stream: WriteStream;
	private buffer = Buffer.allocUnsafe(BUFFER_BYTES);
	private used = 0;
	private failure: Error | undefined;

	constructor(path: string) {
		this.stream = createWriteStream(path, { highWaterMark: BUFFER_BYTES });
		this.stream.on('error', (error) => (this.failure = error));
	}

	text(text: string): void {
		this.room(text.length * 3);
		this.used += this.buffer.write(text, this.used);
	}

	bytes(bytes: Buffer): void {
		this.room(bytes.length);
		this.used += bytes.copy(this.buffer, this.used);
	}

	/** Waits until the disk has caught up; throws what went wrong with it. */
	async drained(): Promise<void> {
		if (this.failure) throw this.failure;
		if (this.stream.writableNeedDrain) await once(this.stream, 'drain');
	}

	async close(): Promise<void> {
		if (this.failure) throw this.failure;
		this.stream.end(this.buffer.subarray(0, this.used));
		await once(this.stream, 'finish');
	}

	private room(bytes: number): void {
		if (this.used + bytes <= this.buffer.length) return;
		this.stream.write(this.buffer.subarray(0, this.used));
		this.buffer = Buffer.allocUnsafe(Math.max(BUFFER_BYTES, bytes));
		this.used = 0;
	}
}
