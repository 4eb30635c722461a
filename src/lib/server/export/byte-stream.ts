/** Bytes as they are made, for a body of any length; how many rows it holds is known before the first byte. */
export interface ByteStream {
	rows: number;
	parts: AsyncGenerator<Uint8Array>;
	/** Lets go of what the parts come from; to be called once, when they are read or given up. */
	close: () => Promise<void>;
}

export interface ReadableHooks {
	/** The reader gave up: whatever still works for it should stop. */
	onCancel: () => void;
	/** Called once, when all is let go; with the error where it did not come to its end. */
	onDone: (error?: unknown) => void;
}

/** The parts as a web stream that asks for the next only when the last was taken. */
export function toReadable(
	source: ByteStream,
	{ onCancel, onDone }: ReadableHooks,
): ReadableStream<Uint8Array> {
	const finish = async (error?: unknown): Promise<void> => {
		try {
			await source.parts.return(undefined);
		} finally {
			await source.close();
			onDone(error);
		}
	};
	return new ReadableStream<Uint8Array>(
		{
			async pull(controller) {
				let next: IteratorResult<Uint8Array>;
				try {
					next = await source.parts.next();
				} catch (error) {
					await finish(error);
					throw error;
				}
				if (!next.done) return controller.enqueue(next.value);
				await finish();
				controller.close();
			},
			async cancel(reason: unknown) {
				onCancel();
				await finish(reason ?? new Error('the reader gave up')).catch(() => undefined);
			},
		},
		{ highWaterMark: 1 },
	);
}
